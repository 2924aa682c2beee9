import Cryptography
import Delivery
import Files
import Localization
import Model
import Tabular
import TestSupport
import Testing

struct MailTests {
    private let folder: TemporaryFolder
    private let spool: Spool

    init() throws {
        folder = try TemporaryFolder()
        spool = try Spool(folder.file("spool"))
    }

    private func mail(
        subject: String = "Report", body: String = "Hello\n", name: String? = "Anna", sender: String? = nil,
        bundle: (name: String, bytes: [UInt8])? = nil, deliverAs: DeliverListTask.DeliverAs = .attachment
    ) throws -> ReadMail {
        let path = folder.file("artifact")
        if let bundle { try AtomicFile.write(bundle.bytes, to: path) }
        let entry = DeliveryEntry(
            id: "d-1", recipient: Person(address: "anna@tuottaja.example", name: name), language: .fi, sender: "ajastin@teatteri.example",
            senderName: sender, mail: MailText(subject: subject, body: body),
            bundle: bundle.map { DeliveryEntry.Bundle(path: path, name: $0.name) }, deliverAs: deliverAs,
            created: Instant(seconds: 1_795_527_000))
        try spool.prepare(entry)
        let mail = try ReadMail(folder.file("spool/tmp/d-1/message.eml"))
        #expect(mail.defects == [])
        #expect(mail.isASCII)
        #expect(mail.longestLine <= 78)
        #expect(mail.recipients.map { $0[1] } == ["anna@tuottaja.example"])
        return mail
    }

    @Test func headersSayWhoWhenAndWhat() throws {
        let mail = try mail(sender: "Kaupunginteatteri")
        #expect(
            mail.headerNames == [
                "Date", "From", "To", "Subject", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type", "Content-Language",
                "Content-Transfer-Encoding",
            ])
        #expect(mail.headers["Date"] == "Tue, 24 Nov 2026 13:30:00 +0000")
        #expect(mail.headers["Message-ID"] == "<d-1@teatteri.example>")
        #expect(mail.headers["Auto-Submitted"] == "auto-generated")
        #expect(mail.sender == ["Kaupunginteatteri", "ajastin@teatteri.example"])
        #expect(mail.recipients == [["Anna", "anna@tuottaja.example"]])
        #expect(mail.language == "fi")
    }

    @Test(arguments: [
        "Raporttisi: Maksusuunnitelmat", "Raporttisi: Äänestäjät – syksy 🎭", "=?UTF-8?Q?trick?=", "", "a", "x=?y",
        String(repeating: "Hyvää päivää, täällä työyö! ", count: 12) + "loppu", String(repeating: "long ASCII subject ", count: 9) + "end",
        String(repeating: "🎭", count: 40),
    ])
    func subjectsArriveAsTheyAre(subject: String) throws {
        #expect(try mail(subject: subject).headers["Subject"] == subject)
    }

    @Test(arguments: [
        "Hi\r\nBcc: evil@example.com", "Hi\nBcc: evil@example.com", "Hi\rBcc: x", "Hi\u{0}\u{85}\u{2028}x", "Ä\r\n\r\nbody", "\r\n Bcc: x",
    ])
    func noTextBringsAnotherHeader(text: String) throws {
        let mail = try mail(subject: text, name: text, sender: text)
        #expect(mail.headerNames.count == 10)
        #expect(mail.headers["Bcc"] == nil)
        #expect(mail.body == "Hello\n")
        let blank = String(text.map { $0.isNewline || $0 == "\0" ? " " : $0 })
        #expect(mail.headers["Subject"]?.split(separator: " ") == blank.split(separator: " "))
    }

    @Test(arguments: [
        "Anna Äyräväinen", "Smith, Anna", "\"Anna\"", "Anna (Tuottaja)", "a@b.example", "", "Anna-Maija",
        String(repeating: "Pitkä nimi ", count: 20) + "x",
    ])
    func namesOfPeopleArriveAsTheyAre(name: String) throws {
        let mail = try mail(name: name, sender: name)
        #expect(mail.recipients == [[name, "anna@tuottaja.example"]])
        #expect(mail.sender == [name, "ajastin@teatteri.example"])
    }

    @Test(arguments: [
        "anna", "a b@c.example", "a@b@c", "a@b.example\r\nBcc: x@y.example", "a@b.example,c@d.example", "<a@b>", "ä@b.example", "@b", "a@",
        "",
    ])
    func addressesThatAreNoneAreRefused(address: String) throws {
        var entry = DeliveryEntry(
            id: "d-1", recipient: Person(address: address), language: .fi, sender: "a@b.example", mail: MailText(subject: "", body: ""),
            created: Instant(seconds: 0))
        let error = #expect(throws: DeliveryError.self) { try spool.prepare(entry) }
        #expect(error?.message == Message("delivery.bad-address", ["address": .text(address)]))
        entry.recipient.address = "a@b.example"
        entry.sender = address
        #expect(throws: DeliveryError.self) { try spool.prepare(entry) }
        #expect(try Folder.names(in: folder.file("spool/tmp")).isEmpty)
    }

    @Test(arguments: [
        "Hei Anna!\n\nListalla on 1\u{A0}234 riviä.\n", "no end of line", "", "\n", "blank at end \nand tab\t\n", "a=b, =3D, =\n",
        ".\n..\nFrom me\n",
        String(repeating: "pitkä rivi ilman vaihtoa ", count: 40) + "\n",
        String(repeating: "x", count: 74) + "\n" + String(repeating: "x", count: 75)
            + "\n" + String(repeating: "x", count: 76) + "\n" + String(repeating: "x", count: 77) + " \n", "--=_d-1\n--=_d-1--\n",
    ])
    func bodiesArriveAsTheyAre(body: String) throws {
        let ended = body.hasSuffix("\n") ? body : body + "\n"
        #expect(try mail(body: body).body == ended)
        let withBundle = try mail(body: body, bundle: ("a.zip", [1]))
        #expect(withBundle.body.trimmingEnd == ended.trimmingEnd)
        #expect(withBundle.attachments.count == 1)
    }

    @Test(arguments: [0, 1, 2, 3, 56, 57, 58, 114, 57 * 4096 - 1, 57 * 4096, 57 * 4096 + 1, 1_000_003])
    func attachmentsArriveByteForByte(size: Int) throws {
        var random = UInt64(size) &+ 99
        let bytes = (0..<size).map { _ in
            random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: random >> 56)
        }
        let attachments = try mail(bundle: ("lista.zip", bytes)).attachments
        #expect(
            attachments == [
                ReadMail.Attachment(
                    name: "lista.zip", fallback: "lista.zip", type: "application/zip", sha256: Hexadecimal.encode(SHA256Hasher.hash(bytes)),
                    size: size)
            ])
    }

    @Test(arguments: [
        ("Maksusuunnitelmat-2026-11-24.zip", "Maksusuunnitelmat-2026-11-24.zip"), ("Äänestäjät.zip", "Aanestajat.zip"),
        ("Åbo \"öljy\".zip", "Abo _oljy_.zip"), ("日本.zip", "__.zip"),
        (
            "Näytännön kanta-asiakkaiden maksusuunnitelmat syksyllä ja keväällä-2026-11-24.zip",
            "Naytannon kanta-asiakkaiden maksusuunnitelmat syksylla ja kevaalla-2026-11-24.zip"
        ),
        (String(repeating: "ö", count: 90) + ".zip", String(repeating: "o", count: 90) + ".zip"),
    ])
    func fileNamesArriveAsTheyAre(name: String, fallback: String) throws {
        let path = folder.file("artifact")
        try AtomicFile.write([1], to: path)
        try spool.prepare(
            DeliveryEntry(
                id: "d-1", recipient: Person(address: "a@b.example"), language: .fi, sender: "a@b.example",
                mail: MailText(subject: "", body: ""),
                bundle: DeliveryEntry.Bundle(path: path, name: name), created: Instant(seconds: 0)))
        let mail = try ReadMail(folder.file("spool/tmp/d-1/message.eml"))
        #expect(mail.attachments.map(\.name) == [name])
        #expect(mail.longestLine <= 78 || name.count > 60)
        #expect(mail.attachments.map(\.fallback) == [fallback])
        #expect(mail.isASCII)
    }

    @Test func linkBringsNoAttachment() throws {
        let mail = try mail(body: "https://ajastin.example/d/1\n", bundle: ("a.zip", [1]), deliverAs: .link)
        #expect(mail.attachments.isEmpty)
        #expect(mail.body == "https://ajastin.example/d/1\n")
        #expect(try Folder.names(in: folder.file("spool/tmp/d-1")) == ["a.zip", "delivery.json", "message.eml"])
    }
}

extension String {
    fileprivate var trimmingEnd: Substring { self[..<(lastIndex { !$0.isNewline }.map(index(after:)) ?? startIndex)] }
}
