import Model
import Tabular
import TestSupport

/// The texts of one language, read from its PO file just well enough to render messages in tests.
struct Catalogue {
    private var texts: [String: [String]] = [:]
    private let conjunction: String

    init(_ language: Language) throws {
        conjunction = language == .fi ? " ja " : " and "
        var id = ""
        for line in try Repository.text("Locales/\(language.rawValue).po").split(separator: "\n") {
            guard let quote = line.firstIndex(of: "\"") else { continue }
            let text = String(line[line.index(after: quote)...].dropLast()).replacing("\\\"", with: "\"")
            if line.hasPrefix("msgid ") {
                id = text
            } else if line.hasPrefix("msgstr") {
                texts[id, default: []].append(text)
            }
        }
    }

    /// The text of `message`; what is missing shows as `⟦…⟧`.
    func text(_ message: Message) -> String {
        var isPlural = false
        if case .integer(let count)? = message.arguments["count"] { isPlural = count != 1 }
        guard let forms = texts[message.key.rawValue] else { return "⟦\(message.key.rawValue)⟧" }
        var text = isPlural && forms.count > 1 ? forms[1] : forms[0]
        for (name, argument) in message.arguments {
            if !text.contains("{\(name)}") { text += "⟦\(name) unused⟧" }
            text.replace("{\(name)}", with: self.text(argument))
        }
        return text.replacing("{", with: "⟦").replacing("}", with: "⟧")
    }

    private func text(_ argument: MessageArgument) -> String {
        switch argument {
        case .text(let text): text
        case .integer(let number): String(number)
        case .decimal(let unscaled, let scale): "\(unscaled)e-\(scale)"
        case .day(let day): day.iso
        case .instant(let instant): instant.isoUTC
        case .label(let label): label.text(in: .fi)
        case .message(let message): text(message)
        case .list(let items): joined(items.map(text))
        }
    }

    private func joined(_ items: [String]) -> String {
        items.count < 2 ? items.joined() : items.dropLast().joined(separator: ", ") + conjunction + items[items.count - 1]
    }
}
