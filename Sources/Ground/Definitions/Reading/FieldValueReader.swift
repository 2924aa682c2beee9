import Foundation
import Model
import Tabular

/// Reads a value of a definition as the type of the field that is to have it.
enum FieldValueReader {
    /// The value of a scalar, or nil with the reason told.
    static func read(_ node: DocumentNode, for field: FieldDefinition, _ problems: inout Problems) -> FieldValue? {
        if field.type == .list { return items(node, for: field, &problems).map { .list($0) } }
        guard let text = node.text else {
            problems.error(Message(.valueWrong, ["key": .text(field.key), "expected": .message(expected(field))]), at: node.location)
            return nil
        }
        if field.type == .choice {
            if field.choices.contains(text) { return .text(text) }
            problems.unknown(.kindValue, text, known: field.choices, at: node.location)
            return nil
        }
        if let value = read(text, node, field) { return value }
        var arguments: [String: MessageArgument] = ["key": .text(field.key)]
        arguments["expected"] = .message(expected(field))
        problems.error(Message(.valueWrong, arguments), at: node.location)
        return nil
    }

    /// The items of a list, or the one that a scalar is; nil with the reason told where one cannot be an item of the field.
    static func items(_ node: DocumentNode, for field: FieldDefinition, _ problems: inout Problems) -> [String]? {
        var items: [String] = []
        var isWhole = true
        for item in node.items {
            guard let text = item.text?.precomposedStringWithCanonicalMapping else { continue }
            if text.contains(ItemList.separator) {
                problems.error(Message(.taskListSeparator, ["name": .text(field.key)]), at: item.location)
                isWhole = false
            } else if !field.choices.isEmpty, !field.choices.contains(text) {
                problems.unknown(.kindValue, text, known: field.choices, at: item.location)
                isWhole = false
            }
            items.append(text)
        }
        return isWhole ? ItemList.clean(items) : nil
    }

    private static func read(_ text: String, _ node: DocumentNode, _ field: FieldDefinition) -> FieldValue? {
        switch field.type {
        case .list: nil
        case .text, .postalCode, .choice: .text(text)
        case .email: ScalarForm.isAddress(text) ? .text(text) : nil
        case .phone: isPhone(text) ? .text(text) : nil
        case .integer: Int64(text).map { .integer($0) }
        case .decimal: decimal(text, scale: field.scale)
        case .date: day(text).map { .day($0) }
        case .instant: Instant(iso: text).map { .instant($0) }
        case .boolean: node.boolean.map { .boolean($0) }
        }
    }

    private static func expected(_ field: FieldDefinition) -> Message {
        switch field.type {
        case .text, .postalCode, .choice, .list: Message(.expectedText)
        case .email: Message(.expectedAddress)
        case .phone: Message(.expectedPhone)
        case .integer: Message(.expectedInteger)
        case .decimal: Message(.expectedDecimal, ["scale": .integer(field.scale)])
        case .date: Message(.expectedFieldDate)
        case .instant: Message(.expectedInstant)
        case .boolean: Message(.expectedBoolean)
        }
    }

    /// An exact decimal with a point or a comma and at most `scale` digits after it.
    static func decimal(_ text: String, scale: Int) -> FieldValue? {
        let isNegative = text.hasPrefix("-")
        let parts = text.dropFirst(isNegative ? 1 : 0).split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
        guard (1...2).contains(parts.count), let whole = parts.first,
            parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } })
        else { return nil }
        let fraction = parts.count == 2 ? parts[1] : ""
        guard fraction.utf8.count <= scale,
            let unscaled = Int64(whole + fraction + String(repeating: "0", count: scale - fraction.utf8.count))
        else { return nil }
        return .decimal(unscaled: isNegative ? -unscaled : unscaled, scale: scale)
    }

    /// `2026-11-24` or `24.11.2026`.
    static func day(_ text: String) -> Day? {
        if let day = Day(iso: text) { return day }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, (1...2).contains(parts[0].utf8.count), (1...2).contains(parts[1].utf8.count), parts[2].utf8.count == 4,
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let day = Int(parts[0]), let month = Int(parts[1]), let year = Int(parts[2])
        else { return nil }
        return Day(year: year, month: month, day: day)
    }

    /// At least five digits, and beside them only what phone numbers are written with.
    private static func isPhone(_ text: String) -> Bool {
        text.utf8.filter { (48...57).contains($0) }.count >= 5 && text.allSatisfy { $0.isASCII && ($0.isNumber || "+-() /".contains($0)) }
    }
}
