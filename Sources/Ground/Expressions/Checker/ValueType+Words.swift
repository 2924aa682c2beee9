import Model

extension MessageKey {
    static let typeText: MessageKey = "expression.type.text"
    static let typeNumber: MessageKey = "expression.type.number"
    static let typeDay: MessageKey = "expression.type.day"
    static let typeInstant: MessageKey = "expression.type.instant"
    static let typeBoolean: MessageKey = "expression.type.boolean"
    static let typeNull: MessageKey = "expression.type.null"
    static let typeTextCompared: MessageKey = "expression.type.text.compared"
    static let typeNumberCompared: MessageKey = "expression.type.number.compared"
    static let typeDayCompared: MessageKey = "expression.type.day.compared"
    static let typeInstantCompared: MessageKey = "expression.type.instant.compared"
    static let typeBooleanCompared: MessageKey = "expression.type.boolean.compared"
    static let typeNullCompared: MessageKey = "expression.type.null.compared"
}

/// The words for types in messages.
extension ValueType {
    /// What something of this type is: “text”, “a number” (“tekstiä”, “luku”).
    var predicate: MessageArgument {
        switch self {
        case .text: .message(Message(.typeText))
        case .integer, .decimal: .message(Message(.typeNumber))
        case .day: .message(Message(.typeDay))
        case .instant: .message(Message(.typeInstant))
        case .boolean: .message(Message(.typeBoolean))
        case .null: .message(Message(.typeNull))
        }
    }

    /// What something is compared with: “text”, “a number” (“tekstiin”, “lukuun”).
    var compared: MessageArgument {
        switch self {
        case .text: .message(Message(.typeTextCompared))
        case .integer, .decimal: .message(Message(.typeNumberCompared))
        case .day: .message(Message(.typeDayCompared))
        case .instant: .message(Message(.typeInstantCompared))
        case .boolean: .message(Message(.typeBooleanCompared))
        case .null: .message(Message(.typeNullCompared))
        }
    }
}
