import Model
import Tabular

/// A JSON value whose objects keep their order.
indirect enum JSON {
    case object([(key: String, value: JSON)])
    case array([JSON])
    case string(String)
    case integer(Int)
    /// An exact decimal.
    case decimal(unscaled: Int64, scale: Int)
    case boolean(Bool)
    case null

    /// The value as text: two blanks for each level, what is small on one line.
    var text: String { text(indentation: "") }

    /// The value as text whose further lines are indented by `indentation`.
    func text(indentation: String) -> String {
        let inner = indentation + "  "
        switch self {
        case .object(let members) where members.isEmpty: return "{}"
        case .array(let values) where values.isEmpty: return "[]"
        case .object(let members):
            let lines = members.map { "\(inner)\(JSONText.quoted($0.key)): \($0.value.text(indentation: inner))" }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(indentation)}"
        case .array(let values):
            return "[\n" + values.map { inner + $0.text(indentation: inner) }.joined(separator: ",\n") + "\n\(indentation)]"
        case .string(let text): return JSONText.quoted(text)
        case .integer(let value): return String(value)
        case .decimal(let unscaled, let scale): return JSON.decimal(unscaled, scale)
        case .boolean(let value): return value ? "true" : "false"
        case .null: return "null"
        }
    }

    private static func decimal(_ unscaled: Int64, _ scale: Int) -> String {
        guard scale > 0 else { return String(unscaled) }
        let digits = String(unscaled.magnitude)
        let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
        return (unscaled < 0 ? "-" : "") + padded.dropLast(scale) + "." + padded.suffix(scale)
    }
}

extension JSON {
    /// The text, or null.
    init(_ text: String?) { self = text.map { .string($0) } ?? .null }

    /// The number, or null.
    init(_ number: Int?) { self = number.map { .integer($0) } ?? .null }

    /// The moment in RFC 3339 with the offset of `calendar`, or null.
    init(_ instant: Instant?, in calendar: LocalCalendar) {
        self = instant.map { .string($0.iso(offset: calendar.offset(at: $0))) } ?? .null
    }
}
