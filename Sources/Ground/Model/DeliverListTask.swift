/// A format in which a customer list is delivered.
package enum ListFormat: String, Hashable, Sendable, CaseIterable {
    case csv, xlsx
}

/// Whether a list is dressed for people or is data alone.
package enum ListLayout: String, Hashable, Sendable, CaseIterable {
    case formatted, unformatted
}

/// The columns, order and format in which a segment is delivered.
package struct CustomerList: Hashable, Sendable {
    package var segment: String
    package var label: LocalizedText
    /// Field keys; at least one.
    package var columns: [String]
    /// Field keys, the first one foremost.
    package var sortBy: [String]
    package var formats: [ListFormat]
    package var layout: ListLayout

    package init(
        segment: String, label: LocalizedText, columns: [String], sortBy: [String] = [], formats: [ListFormat],
        layout: ListLayout = .formatted
    ) {
        self.segment = segment
        self.label = label
        self.columns = columns
        self.sortBy = sortBy
        self.formats = formats
        self.layout = layout
    }
}

/// Sends a segment's members as a customer list.
package struct DeliverListTask: Hashable, Sendable {
    package enum DeliverAs: String, Hashable, Sendable, CaseIterable {
        case attachment, link
    }

    /// Who gets the list.
    package enum Recipient: Hashable, Sendable {
        case person(String)
        case group(String)
    }

    package var list: CustomerList
    package var recipients: [Recipient]
    /// Nil: the catalogue's default.
    package var subject: LocalizedText?
    /// Nil: the catalogue's default.
    package var messageText: LocalizedText?
    package var deliverAs: DeliverAs
    /// Whether it must not go out without a password even where the workspace does not ask for one.
    package var usesPassword: Bool

    package init(
        list: CustomerList, recipients: [Recipient], subject: LocalizedText? = nil, messageText: LocalizedText? = nil,
        deliverAs: DeliverAs = .attachment, usesPassword: Bool = false
    ) {
        self.list = list
        self.recipients = recipients
        self.subject = subject
        self.messageText = messageText
        self.deliverAs = deliverAs
        self.usesPassword = usesPassword
    }

    package var segment: String { list.segment }
}
