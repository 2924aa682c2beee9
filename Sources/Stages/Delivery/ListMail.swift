package import Localization
package import Model
package import Tabular

/// What the mail that brings a customer list says.
package struct ListMail: Hashable, Sendable {
    /// How the recipient gets the bundle.
    package enum Way: Hashable, Sendable {
        case attachment
        /// From this address, up to and including this day.
        case link(String, until: Day)
        /// There is none, since there is nothing to tell.
        case nothing
    }

    /// What the subject calls the report: the schedule's label.
    package var name: LocalizedText
    /// The list's label.
    package var list: LocalizedText
    package var rowCount: Int
    /// The bundle's name.
    package var fileName: String
    package var way: Way
    /// Whether the bundle opens with a password only.
    package var hasPassword: Bool
    /// Who signs: the workspace's name.
    package var workspace: LocalizedText
    /// In place of the catalogue's.
    package var subject: LocalizedText?
    /// In place of the catalogue's opening sentence.
    package var messageText: LocalizedText?
    /// What the reader is to know about how the list came to be.
    package var note: Message?

    package init(
        name: LocalizedText, list: LocalizedText, rowCount: Int, fileName: String, way: Way, hasPassword: Bool, workspace: LocalizedText,
        subject: LocalizedText? = nil, messageText: LocalizedText? = nil, note: Message? = nil
    ) {
        self.name = name
        self.list = list
        self.rowCount = rowCount
        self.fileName = fileName
        self.way = way
        self.hasPassword = hasPassword
        self.workspace = workspace
        self.subject = subject
        self.messageText = messageText
        self.note = note
    }

    /// The mail to `recipient` in the localizer's language.
    package func text(for recipient: Person, _ localizer: Localizer) -> MailText {
        let language = localizer.language
        let isNotice = way == .nothing
        let standard = localizer.text(isNotice ? .mailListNotice : .mailListOpening, ["list": .label(list)])
        let opening = isNotice ? standard : messageText?.text(in: language) ?? standard
        let file: [String: MessageArgument] = ["file": .text(fileName)]
        let rows = localizer.text(rowCount == 0 ? .mailListEmpty : .mailListRows, ["count": .integer(rowCount)])
        let place =
            switch way {
            case .nothing: localizer.text(.mailListNothing)
            case .attachment: localizer.text(.mailListAttached, file)
            case .link(let address, let day):
                localizer.text(.mailListLinked, file.merging(["link": .text(address), "day": .day(day)]) { $1 })
            }
        return MailText(
            subject: subject?.text(in: language) ?? localizer.text(.mailListSubject, ["name": .label(name)]),
            body: MailLetter(workspace: workspace).body(
                to: recipient,
                [opening, isNotice ? place : rows + "\n" + place] + (note.map { [localizer.text($0)] } ?? [])
                    + (hasPassword ? [localizer.text(.mailListPassword)] : []), localizer)
        )
    }
}

extension MessageKey {
    static let mailListSubject: MessageKey = "mail.list.subject"
    static let mailListOpening: MessageKey = "mail.list.opening"
    static let mailListRows: MessageKey = "mail.list.rows"
    static let mailListEmpty: MessageKey = "mail.list.empty"
    static let mailListAttached: MessageKey = "mail.list.attached"
    static let mailListNothing: MessageKey = "mail.list.nothing"
    static let mailListNotice: MessageKey = "mail.list.notice"
    static let mailListLinked: MessageKey = "mail.list.linked"
    static let mailListPassword: MessageKey = "mail.list.password"
}
