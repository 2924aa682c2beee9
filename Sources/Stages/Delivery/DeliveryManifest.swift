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
    package var run: String?
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
    package var expires: String?
    /// How often a transport has tried.
    package var tries: Int
    /// `message.eml` first, then the bundle.
    package var files: [File]

    private enum CodingKeys: String, CodingKey {
        case id, run, recipient, language, subject, created, expires, tries, files
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
        expires = entry.expires?.isoUTC
        tries = 0
        self.files = files
    }

    /// Reads `delivery.json`.
    ///
    /// - Throws: what the decoder says.
    package init(json: [UInt8]) throws {
        self = try JSONDecoder().decode(DeliveryManifest.self, from: Data(json))
    }

    /// The JSON text, the same for the same record.
    func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self)) + [10]
    }
}
