package import Model
package import Tabular

/// One delivery as it is to lie in the spool.
package struct DeliveryEntry: Hashable, Sendable {
    /// The bundle that a delivery brings.
    package struct Bundle: Hashable, Sendable {
        /// Where the finished file lies; it is linked into the spool and must not be changed afterwards.
        package var path: String
        /// The name under which the recipient gets it, such as `Maksusuunnitelmat-2026-11-24.zip`.
        package var name: String

        package init(path: String, name: String) {
            self.path = path
            self.name = name
        }
    }

    /// Letters, digits and hyphens, at most 64; the same for the same run, task and recipient.
    package var id: String
    /// The run's number in the ledger; nil for a mail that no run sends.
    package var run: Int64?
    package var recipient: Person
    /// The language of ``mail``.
    package var language: Language
    /// The address that the mail comes from.
    package var sender: String
    package var senderName: String?
    package var mail: MailText
    /// Nil for a notice.
    package var bundle: Bundle?
    /// Whether the bundle travels in the mail or waits for whoever follows the link in it.
    package var deliverAs: DeliverListTask.DeliverAs
    /// The date of the mail.
    package var created: Instant
    /// When a transport is to give up; nil: never.
    package var expires: Instant?

    package init(
        id: String, run: Int64? = nil, recipient: Person, language: Language, sender: String, senderName: String? = nil, mail: MailText,
        bundle: Bundle? = nil, deliverAs: DeliverListTask.DeliverAs = .attachment, created: Instant, expires: Instant? = nil
    ) {
        self.id = id
        self.run = run
        self.recipient = recipient
        self.language = language
        self.sender = sender
        self.senderName = senderName
        self.mail = mail
        self.bundle = bundle
        self.deliverAs = deliverAs
        self.created = created
        self.expires = expires
    }
}

/// What a mail says, in the recipient's language.
package struct MailText: Hashable, Sendable {
    package var subject: String
    /// Plain text, its lines ended by line feeds.
    package var body: String

    package init(subject: String, body: String) {
        self.subject = subject
        self.body = body
    }
}
