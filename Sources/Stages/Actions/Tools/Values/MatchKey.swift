import Foundation
import Model

/// What of a value counts when records are compared: two values that a person would take for the same have the same key.
enum MatchKey {
    /// Nil for a value that says nothing, which is like no other.
    static func of(_ text: String, _ field: FieldDefinition) -> String? {
        let key: String
        switch field.type {
        case .email: key = text.lowercased().filter { !$0.isWhitespace }
        case .phone: key = phone(text, country: field.country)
        case .integer, .decimal, .date, .instant, .boolean: key = text
        case .list: key = ItemList.items(of: text).map(folded).sorted().joined(separator: ";")
        case .text, .postalCode, .choice: key = folded(text)
        }
        return key.isEmpty ? nil : key
    }

    private static func phone(_ text: String, country: String?) -> String {
        (try? PhoneNumber.normalized(text, country: country ?? "FI")) ?? text.filter { $0.isASCII && $0.isNumber }
    }

    /// Small letters without accents, and without blanks, hyphens and other punctuation.
    static func folded(_ text: String) -> String {
        var folded = ""
        for scalar in text.lowercased().decomposedStringWithCompatibilityMapping.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .spaceSeparator, .control, .format, .dashPunctuation, .otherPunctuation, .openPunctuation,
                .closePunctuation, .initialPunctuation, .finalPunctuation:
                continue
            default:
                // Letters whose stroke is no accent to Unicode.
                switch scalar {
                case "ø": folded += "o"
                case "æ": folded += "ae"
                case "ß": folded += "ss"
                case "ł": folded += "l"
                case "đ", "ð": folded += "d"
                default: folded.unicodeScalars.append(scalar)
                }
            }
        }
        return folded
    }
}
