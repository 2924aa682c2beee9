internal import Model

extension HeaderMapping.Mapped {
    /// What to tell about a cell with the text `value`.
    func message(_ refusal: Refusal, _ value: String) -> Message {
        var arguments: [String: MessageArgument] = ["column": .text(header), "value": .text(String(value.prefix(60)))]
        switch refusal {
        case .missing: return Message(.ingestMissing, ["column": .text(header)])
        case .notInteger: return Message(.ingestNotInteger, arguments)
        case .notDecimal: return Message(.ingestNotDecimal, arguments)
        case .tooManyDecimals:
            arguments["scale"] = .integer(field.scale)
            return Message(.ingestTooManyDecimals, arguments)
        case .numberTooLarge: return Message(.ingestNumberTooLarge, arguments)
        case .notDate: return Message(.ingestNotDate, arguments)
        case .noSuchDate: return Message(.ingestNoSuchDate, arguments)
        case .notInstant: return Message(.ingestNotInstant, arguments)
        case .notBoolean: return Message(.ingestNotBoolean, arguments)
        case .notEmail: return Message(.ingestNotEmail, arguments)
        case .notPhone: return Message(.ingestNotPhone, arguments)
        case .notPostalCode: return Message(.ingestNotPostalCode, arguments)
        case .notChoice:
            arguments["choices"] = .list(field.choices.map { .text($0) })
            return Message(.ingestNotChoice, arguments)
        case .listSeparator: return Message(.ingestListSeparator, ["column": .text(header)])
        case .strangeByte: return Message(.ingestStrangeByte, ["column": .text(header)])
        }
    }
}

extension MessageKey {
    static let ingestMissing: MessageKey = "ingest.reject.missing"
    static let ingestNotInteger: MessageKey = "ingest.reject.integer"
    static let ingestNotDecimal: MessageKey = "ingest.reject.decimal"
    static let ingestTooManyDecimals: MessageKey = "ingest.reject.decimals"
    static let ingestNumberTooLarge: MessageKey = "ingest.reject.number-too-large"
    static let ingestNotDate: MessageKey = "ingest.reject.date"
    static let ingestNoSuchDate: MessageKey = "ingest.reject.no-such-date"
    static let ingestNotInstant: MessageKey = "ingest.reject.instant"
    static let ingestNotBoolean: MessageKey = "ingest.reject.boolean"
    static let ingestNotEmail: MessageKey = "ingest.reject.email"
    static let ingestNotPhone: MessageKey = "ingest.reject.phone"
    static let ingestNotPostalCode: MessageKey = "ingest.reject.postal-code"
    static let ingestNotChoice: MessageKey = "ingest.reject.choice"
    static let ingestListSeparator: MessageKey = "ingest.reject.list-separator"
    static let ingestStrangeByte: MessageKey = "ingest.reject.strange-byte"
}
