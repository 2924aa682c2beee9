import Expressions
import Foundation
import Model
import Tabular

/// Values that the program of a tool gives, read as strictly as those of a file that comes in.
enum AnsweredValue {
    /// The value as the field's column stores it; nil where it is none of the field's type, or has not its form.
    static func stored(_ node: JSONNode, _ field: FieldDefinition) -> SQLValue? {
        switch (node, field.type) {
        case (.null, _): return field.isRequired ? nil : .null
        case (.boolean(let value), .boolean): return .integer(value ? 1 : 0)
        case (.number(let text), .integer): return unscaled(text, scale: 0).map { .integer($0) }
        case (.number(let text), .decimal): return unscaled(text, scale: field.scale).map { .integer($0) }
        case (.text(let text), .date): return Day(iso: text).map { .text($0.iso) }
        case (.text(let text), .instant): return Instant(iso: text).map { .text(Instant(seconds: $0.seconds).isoUTC) }
        case (.list(let nodes), .list):
            var items: [String] = []
            for case .text(let item) in nodes { items.append(item.precomposedStringWithCanonicalMapping) }
            guard items.count == nodes.count, items.allSatisfy({ isItem($0, field) }) else { return nil }
            guard let text = ItemList.text(of: items) else { return field.isRequired ? nil : .null }
            return .text(text)
        case (_, .list): return nil
        case (.text(let written), _) where field.type.isText:
            let text = trimmed(written.precomposedStringWithCanonicalMapping)
            if text.isEmpty { return field.isRequired ? nil : .null }
            return hasForm(text, field) ? .text(text) : nil
        default: return nil
        }
    }

    private static func isItem(_ item: String, _ field: FieldDefinition) -> Bool {
        !item.contains(ItemList.separator) && !item.unicodeScalars.contains("\0") && (field.choices.isEmpty || field.choices.contains(item))
    }

    private static func trimmed(_ text: String) -> String {
        String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }

    private static func hasForm(_ text: String, _ field: FieldDefinition) -> Bool {
        guard !text.unicodeScalars.contains("\0") else { return false }
        switch field.type {
        case .choice: return field.choices.contains(text)
        case .email: return (try? EmailAddress.checkForm(text)) != nil
        case .phone: return PhoneNumber.isPlausible(text)
        case .postalCode: return PostalCodeForm(country: field.country).accepts(Array(text.utf8).span)
        default: return true
        }
    }

    /// A JSON number times ten to the power of `scale`; nil where digits would be lost or it does not fit.
    static func unscaled(_ number: String, scale: Int) -> Int64? {
        let isNegative = number.hasPrefix("-")
        let parts = number.dropFirst(isNegative ? 1 : 0).lowercased().split(separator: "e", maxSplits: 1)
        guard let mantissa = parts.first, let exponent = parts.count == 2 ? Int(parts[1]) : 0, exponent.magnitude <= 400 else { return nil }
        let halves = mantissa.split(separator: ".", maxSplits: 1)
        var digits = Array(halves.joined().utf8.map { $0 - 48 })
        // How many of the digits stand behind the point once the number has been scaled.
        var behind = (halves.count == 2 ? halves[1].utf8.count : 0) - exponent - scale
        while behind > 0, digits.last == 0 || digits.isEmpty {
            if digits.popLast() == nil { return 0 }
            behind -= 1
        }
        guard behind <= 0 else { return nil }
        var value: Int64 = 0
        for digit in digits + Array(repeating: 0, count: digits.allSatisfy { $0 == 0 } ? 0 : -behind) {
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            // Collected below zero, since Int64 reaches further there.
            let (sum, carry) = tens.subtractingReportingOverflow(Int64(digit))
            guard !overflow, !carry else { return nil }
            value = sum
        }
        guard isNegative || value != .min else { return nil }
        return isNegative ? value : -value
    }
}
