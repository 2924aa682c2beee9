import Localization
import Model

/// The frame of every mail: a greeting, paragraphs, and who signs.
struct MailLetter {
    /// The workspace's name.
    let workspace: LocalizedText

    /// The body of a letter to `recipient`.
    func body(to recipient: Person, _ paragraphs: [String], _ localizer: Localizer) -> String {
        let name = recipient.name.map(HeaderText.onOneLine) ?? ""
        let greeting = name.isEmpty ? localizer.text(.mailGreetingNameless) : localizer.text(.mailGreeting, ["name": .text(name)])
        let signature = localizer.text(.mailSignature, ["workspace": .label(workspace)])
        return ([greeting] + paragraphs + [signature]).joined(separator: "\n\n") + "\n"
    }
}

extension MessageKey {
    static let mailGreeting: MessageKey = "mail.greeting"
    static let mailGreetingNameless: MessageKey = "mail.greeting-nameless"
    static let mailSignature: MessageKey = "mail.signature"
}
