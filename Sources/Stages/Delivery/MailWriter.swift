import Files
import Model
import Tabular

/// Writes `message.eml` (RFC 5322 and MIME, RFC 2045 to 2047 and 2231), whatever the size of the bundle in constant memory.
enum MailWriter {
    /// Writes the mail of `entry`.
    ///
    /// - Returns: the bundle as it was read, or nil where there is none.
    static func write(_ entry: DeliveryEntry, to file: inout HashedFile) throws -> DeliveryManifest.File? {
        try file.write(headers(of: entry))
        guard let bundle = entry.bundle else {
            try file.write(textPart(entry))
            return nil
        }
        guard entry.deliverAs == .attachment else {
            try file.write(textPart(entry))
            return try HashedFile.read(bundle.path, name: bundle.name)
        }
        // Neither base64 nor quoted-printable text ever holds "=_".
        let boundary = "=_" + entry.id
        try file.write(
            "Content-Type: multipart/mixed;\r\n boundary=\"\(boundary)\"\r\n\r\n--\(boundary)\r\n\(textPart(entry))\r\n--\(boundary)\r\n")
        try file.write("Content-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n")
        try file.write("Content-Disposition: attachment" + HeaderText.fileName(bundle.name) + "\r\n\r\n")
        var lines: [UInt8] = []
        let read = try HashedFile.read(bundle.path, name: bundle.name, blockSize: Base64Lines.blockSize) { block in
            Base64Lines.encode(block, into: &lines)
            try file.write(lines)
        }
        try file.write("\r\n--\(boundary)--\r\n")
        return read
    }

    private static func headers(of entry: DeliveryEntry) throws(DeliveryError) -> String {
        let sender = try MailAddress(entry.sender, name: entry.senderName)
        let recipient = try MailAddress(entry.recipient.address, name: entry.recipient.name)
        return """
            Date: \(date(entry.created))
            From: \(sender.header)
            To: \(recipient.header)
            Subject: \(HeaderText.unstructured(entry.mail.subject, after: "Subject: "))
            Message-ID: <\(entry.id)@\(sender.domain)>
            Auto-Submitted: auto-generated
            MIME-Version: 1.0

            """
            .replacing("\n", with: "\r\n")
    }

    private static func textPart(_ entry: DeliveryEntry) -> String {
        """
        Content-Type: text/plain; charset=utf-8
        Content-Language: \(entry.language.rawValue)
        Content-Transfer-Encoding: quoted-printable


        """
        .replacing("\n", with: "\r\n") + QuotedPrintable.encode(entry.mail.body)
    }

    /// RFC 5322, in UTC: `Tue, 24 Nov 2026 16:00:00 +0000`.
    private static func date(_ instant: Instant) -> String {
        let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let iso = instant.iso(offset: 0)
        guard let day = Day(iso: iso.prefix(10)) else { return iso }
        let (year, month, dayOfMonth) = day.parts
        return "\(days[day.weekday - 1]), \(dayOfMonth) \(months[month - 1]) \(year) \(iso.dropFirst(11).prefix(8)) +0000"
    }
}
