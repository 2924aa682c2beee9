import Expressions
import Model

extension ValueType {
    /// The type as `type:` of a field names it.
    var name: String {
        switch self {
        case .text: "text"
        case .integer: "integer"
        case .decimal: "decimal"
        case .day: "date"
        case .instant: "instant"
        case .boolean: "boolean"
        case .null: "null"
        }
    }

    /// The catalogue's key of the type's name for people.
    var nameKey: MessageKey { MessageKey(rawValue: "cli.type.\(name)") }
}
