internal import FoundationEssentials
import Model
import Tabular

/// `delivery.json` of a spool entry: what a transport needs to know (product.md section 6).
package struct DeliveryManifest: Hashable, Sendable, Codable {
    /// A file of the entry.
    package struct File: Hashable, Sendable, Codable {
        package var name: String
        /// Lower-case hexadecimal.
        package var sha256: String
        /// Bytes.
        package var size: Int
    }

    package var id: String
    /// The run's number in the ledger; nil for a mail that no run sends.
    package var run: Int64?
    /// An e-mail address.
    package var recipient: String
    package var recipientName: String?
    /// `fi` or `en`.
    package var language: String
    package var subject: String
    /// `attachment` or `link`; nil where there is no bundle.
    package var deliverAs: String?
    /// RFC 3339, UTC.
    package var created: String
    /// RFC 3339, UTC; nil: never.
    package var expiry: String?
    /// How often a transport has tried.
    package var tries: Int
    /// `message.eml` first, then the bundle.
    package var files: [File]

    private enum CodingKeys: String, CodingKey {
        case id, run, recipient, language, subject, created, expiry, tries, files
        case recipientName = "recipient-name"
        case deliverAs = "deliver-as"
    }

    init(_ entry: DeliveryEntry, files: [File]) {
        id = entry.id
        run = entry.run
        recipient = entry.recipient.address
        recipientName = entry.recipient.name
        language = entry.language.rawValue
        subject = entry.mail.subject
        deliverAs = entry.bundle == nil ? nil : entry.deliverAs.rawValue
        created = entry.created.isoUTC
        expiry = entry.expires?.isoUTC
        tries = 0
        self.files = files
    }

    /// Reads `delivery.json`.
    ///
    /// - Throws: what the decoder says.
    package init(json: [UInt8]) throws {
        self = try JSONDecoder().decode(DeliveryManifest.self, from: Data(json))
    }

    /// What product.md section 6 names is always there: `null` where there is none.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(run, forKey: .run)
        try container.encode(recipient, forKey: .recipient)
        try container.encodeIfPresent(recipientName, forKey: .recipientName)
        try container.encode(language, forKey: .language)
        try container.encode(subject, forKey: .subject)
        try container.encodeIfPresent(deliverAs, forKey: .deliverAs)
        try container.encode(created, forKey: .created)
        try container.encode(expiry, forKey: .expiry)
        try container.encode(tries, forKey: .tries)
        try container.encode(files, forKey: .files)
    }

    /// The JSON text, the same for the same record.
    func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self)) + [10]
    }
}
