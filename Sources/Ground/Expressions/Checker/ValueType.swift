package import Model

/// The type of an expression's value.
package enum ValueType: Hashable, Sendable {
    case text
    case integer
    /// An exact decimal with `scale` digits after the point.
    case decimal(scale: Int)
    case day
    case instant
    case boolean
    /// The literal `null` alone.
    case null

    /// The type of the values of `field`.
    package init(_ field: FieldDefinition) {
        self =
            switch field.type {
            case .text, .email, .phone, .postalCode, .choice, .list: .text
            case .integer: .integer
            case .decimal: .decimal(scale: field.scale)
            case .date: .day
            case .instant: .instant
            case .boolean: .boolean
            }
    }

    /// Digits after the point of a number; nil for what is no number.
    var scale: Int? {
        switch self {
        case .integer: 0
        case .decimal(let scale): scale
        case .text, .day, .instant, .boolean, .null: nil
        }
    }

    /// The type of numbers with `scale` digits after the point.
    static func number(scale: Int) -> ValueType { scale == 0 ? .integer : .decimal(scale: scale) }
}

extension FieldDefinition {
    /// The field that a computed column of a list is like.
    package init(computed key: String, as type: ValueType) {
        switch type {
        case .text, .null: self.init(key: key, type: .text)
        case .integer: self.init(key: key, type: .integer)
        case .decimal(let scale): self.init(key: key, type: .decimal, scale: scale)
        case .day: self.init(key: key, type: .date)
        case .instant: self.init(key: key, type: .instant)
        case .boolean: self.init(key: key, type: .boolean)
        }
    }
}
