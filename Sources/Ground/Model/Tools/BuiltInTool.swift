/// The module tools that the program brings along, by the names that `run-tool` has for them.
package enum BuiltInTool: String, Hashable, Sendable, CaseIterable {
    case normalizePhone = "normalize-phone"
    case normalizeName = "normalize-name"
    case normalizeAddress = "normalize-address"
    case validateEmail = "validate-email"
    case findDuplicates = "find-duplicates"
    case mergeDuplicates = "merge-duplicates"
    case fillCity = "fill-city"
    case anonymize
    case archive

    /// The catalogue's key of the name that people see.
    package var nameKey: MessageKey { MessageKey(rawValue: "tool.name.\(rawValue)") }

    /// The catalogue's key of what it does.
    package var descriptionKey: MessageKey { MessageKey(rawValue: "tool.about.\(rawValue)") }

    /// The catalogue's key of what one of its options is for.
    package func optionKey(_ option: String) -> MessageKey { MessageKey(rawValue: "tool.option.\(rawValue).\(option)") }

    /// Which of the records that belong together is kept.
    package enum Keep: String, Hashable, Sendable, CaseIterable {
        case oldest, newest
        case mostComplete = "most-complete"
    }

    /// What a task can tell it.
    package var options: [ToolOption] {
        switch self {
        case .normalizePhone:
            [ToolOption("field", .field([.phone, .text], isWritten: true), required: true), ToolOption("country", .country)]
        case .normalizeName: [ToolOption("fields", .fields([.text], isWritten: true), required: true)]
        case .normalizeAddress: [ToolOption("field", .field([.text], isWritten: true), required: true)]
        case .validateEmail:
            [
                ToolOption("field", .field([.email, .text], isWritten: false), required: true),
                ToolOption("mark", .field([.boolean], isWritten: true)),
                ToolOption("clear", .boolean, standard: .boolean(false)),
            ]
        case .findDuplicates:
            [ToolOption("match", .match, required: true), ToolOption("mark", .field([.text], isWritten: true))]
        case .mergeDuplicates:
            [
                ToolOption("match", .match, required: true),
                ToolOption("keep", .choice(Keep.allCases.map(\.rawValue)), standard: .text(Keep.oldest.rawValue)),
                ToolOption("merge-empty", .boolean, standard: .boolean(true)),
            ]
        case .fillCity:
            [
                ToolOption("postal-code", .field([.postalCode, .text], isWritten: false), required: true),
                ToolOption("city", .field([.text, .choice], isWritten: true), required: true),
                ToolOption("places", .module(fields: ["postal_code", "city"])),
                ToolOption("overwrite", .boolean, standard: .boolean(false)),
            ]
        case .anonymize:
            [
                ToolOption("fields", .fields(FieldType.allCases, isWritten: true)),
                ToolOption("replacement", .text),
            ]
        case .archive: [ToolOption("with-children", .boolean, standard: .boolean(false))]
        }
    }
}
