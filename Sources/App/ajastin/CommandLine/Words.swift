import ArgumentParser
import Localization
import Model
import Tabular

/// The texts of help and usage, in the language of this process; times do not occur in them.
enum Words {
    static let localizer = Localizer(language: Invocation.current.language, offset: { _ in 0 })

    /// The text of `key`.
    static func text(_ key: MessageKey, _ arguments: [String: MessageArgument] = [:]) -> String {
        localizer.text(key, arguments)
    }
}

extension ArgumentHelp {
    /// The help whose text is that of `key`; `value` names the argument's value.
    init(key: MessageKey, value: MessageKey? = nil) {
        self.init(Words.text(key), valueName: value.map { Words.text($0) })
    }
}

extension CommandConfiguration {
    /// A command whose one-line description is the text of `key`, and whose discussion, if it has one, that of `discussion`.
    init(_ name: String, _ key: MessageKey, discussion: MessageKey? = nil, subcommands: [any ParsableCommand.Type] = []) {
        self.init(
            commandName: name, abstract: Words.text(key), discussion: discussion.map { Words.text($0) } ?? "", subcommands: subcommands)
    }
}

extension Words {
    /// `instant` as the clocks of `calendar` show it.
    static func localized(_ instant: Instant, in calendar: LocalCalendar) -> String {
        Localizer(language: Invocation.current.language, offset: calendar.offset(at:)).instant(instant)
    }
}
