/// Sends segments' members as customer lists, all in one bundle.
package struct DeliverListTask: Hashable, Sendable {
    package enum DeliverAs: String, Hashable, Sendable, CaseIterable {
        case attachment, link
    }

    /// What becomes of several lists in one format that can hold them together.
    package enum Workbook: String, Hashable, Sendable, CaseIterable {
        /// They are the sheets of one workbook.
        case one
        /// Each is a file of its own.
        case each
    }

    /// Who gets the lists.
    package enum Recipient: Hashable, Sendable {
        case person(String)
        case group(String)
    }

    /// What mails and the bundle call it.
    package var label: LocalizedText
    /// At least one.
    package var lists: [CustomerList]
    package var workbook: Workbook
    package var recipients: [Recipient]
    /// Nil: the catalogue's default.
    package var subject: LocalizedText?
    /// Nil: the catalogue's default.
    package var messageText: LocalizedText?
    package var deliverAs: DeliverAs
    /// Whether it must not go out without a password even where the workspace does not ask for one.
    package var usesPassword: Bool

    package init(
        label: LocalizedText, lists: [CustomerList], workbook: Workbook = .each, recipients: [Recipient], subject: LocalizedText? = nil,
        messageText: LocalizedText? = nil, deliverAs: DeliverAs = .attachment, usesPassword: Bool = false
    ) {
        self.label = label
        self.lists = lists
        self.workbook = workbook
        self.recipients = recipients
        self.subject = subject
        self.messageText = messageText
        self.deliverAs = deliverAs
        self.usesPassword = usesPassword
    }

    /// The segment of the first list.
    package var segment: String { lists.first?.segment ?? "" }
}
