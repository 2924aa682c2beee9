import Model

/// Reads the values that are given to the options of a tool.
enum ToolOptionReader {
    /// The values of all `options`, with what holds where nothing is said; what is missing is told at `place`.
    static func read(
        _ node: DocumentNode?, _ options: [ToolOption], at place: SourceLocation, _ module: ModuleDefinition?, _ references: References,
        _ problems: inout Problems
    ) -> [String: ToolValue] {
        var values: [String: ToolValue] = [:]
        for entry in node?.entries ?? [] {
            guard let option = options.first(where: { $0.name == entry.key }) else {
                problems.unknown(.kindOption, entry.key, known: options.map(\.name), at: entry.keyLocation)
                continue
            }
            if entry.value.isNull { continue }
            values[option.name] = value(entry.value, of: option, module, references, &problems)
        }
        for option in options where node?[option.name].map({ !$0.isNull }) != true {
            if let standard = option.standard {
                values[option.name] = standard
            } else if option.isRequired {
                problems.error(Message(.toolOptionMissing, ["name": .text(option.name)]), at: node?.location ?? place)
            }
        }
        return values
    }

    private static func value(
        _ node: DocumentNode, of option: ToolOption, _ module: ModuleDefinition?, _ references: References, _ problems: inout Problems
    ) -> ToolValue? {
        switch option.kind {
        case .text, .integer, .decimal, .boolean, .choice, .country: return scalar(node, of: option, &problems)
        case .field(let types, let isWritten):
            guard node.text != nil else { return wrong(node, option, .expectedFieldName, &problems) }
            return field(node, types, isWritten: isWritten, module, references, &problems).map { .text($0) }
        case .fields(let types, let isWritten):
            var keys: [String] = []
            for item in node.items {
                guard item.text != nil else { return wrong(item, option, .expectedFieldName, &problems) }
                guard let key = field(item, types, isWritten: isWritten, module, references, &problems) else { continue }
                if keys.contains(key) {
                    problems.error(Message(.listTwice, ["name": .text(key)]), at: item.location)
                } else {
                    keys.append(key)
                }
            }
            return .list(keys)
        case .match: return match(node, of: option, module, references, &problems)
        case .module(let fields):
            guard node.text != nil else { return wrong(node, option, .expectedName, &problems) }
            guard let places = references.module(node, &problems) else { return nil }
            for field in fields where places.field(field) == nil && !places.fields.isEmpty {
                problems.error(Message(.toolFieldMissing, ["field": .text(field), "module": .text(places.name)]), at: node.location)
            }
            return .text(places.name)
        }
    }

    /// The value of an option that is one word or number.
    static func scalar(_ node: DocumentNode, of option: ToolOption, _ problems: inout Problems) -> ToolValue? {
        guard let text = node.text else { return wrong(node, option, .expectedText, &problems) }
        switch option.kind {
        case .integer: return Int64(text).map { .integer($0) } ?? wrong(node, option, .expectedInteger, &problems)
        case .decimal: return decimal(text).map { .decimal($0) } ?? wrong(node, option, .expectedNumber, &problems)
        case .boolean: return node.boolean.map { .boolean($0) } ?? wrong(node, option, .expectedBoolean, &problems)
        case .choice(let choices):
            if choices.contains(text) { return .text(text) }
            problems.unknown(.kindValue, text, known: choices, at: node.location)
            return nil
        case .country:
            if CountryCode.all.contains(text) { return .text(text) }
            guard ScalarForm.country.accepts(text) else { return wrong(node, option, .expectedCountry, &problems) }
            problems.unknown(.kindValue, text, known: CountryCode.all.sorted(), at: node.location)
            return nil
        default: return .text(text)
        }
    }

    private static func wrong(_ node: DocumentNode, _ option: ToolOption, _ expected: MessageKey, _ problems: inout Problems) -> ToolValue?
    {
        problems.error(Message(.valueWrong, ["key": .text(option.name), "expected": .message(Message(expected))]), at: node.location)
        return nil
    }

    private static func field(
        _ node: DocumentNode, _ types: [FieldType], isWritten: Bool, _ module: ModuleDefinition?, _ references: References,
        _ problems: inout Problems
    ) -> String? {
        guard let module else { return node.text }
        guard let field = references.field(node, of: module, &problems) else { return nil }
        if isWritten, field.key == module.key {
            problems.error(Message(.toolKeyOutput, ["name": .text(field.key)]), at: node.location)
            return nil
        }
        guard types.contains(field.type) else {
            let arguments: [String: MessageArgument] = [
                "name": .text(field.key), "type": .text(field.type.rawValue), "types": .list(types.map { .text($0.rawValue) }),
            ]
            problems.error(Message(.toolFieldType, arguments), at: node.location)
            return nil
        }
        return field.key
    }

    /// A list of lists; one field alone may stand for a list of itself.
    private static func match(
        _ node: DocumentNode, of option: ToolOption, _ module: ModuleDefinition?, _ references: References, _ problems: inout Problems
    ) -> ToolValue? {
        // Whether two fields side by side are to agree both or either nobody can tell.
        if node.items.count > 1, node.items.contains(where: { $0.text != nil }) {
            let names = node.items.compactMap(\.text).map { MessageArgument.text($0) }
            problems.error(Message(.toolMatchFlat, ["fields": .list(names)]), at: node.location)
            return nil
        }
        return .lists(node.items.map { references.fields($0, of: module, &problems) }.filter { !$0.isEmpty })
    }

    /// An exact number without needless zeros; nil where `text` is none.
    private static func decimal(_ text: String) -> String? {
        let isNegative = text.hasPrefix("-")
        let parts = text.dropFirst(isNegative ? 1 : 0).split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
        guard (1...2).contains(parts.count), text.utf8.count <= 40,
            parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } })
        else { return nil }
        let whole = String(parts[0].drop { $0 == "0" })
        let fraction = parts.count == 2 ? String(parts[1].reversed().drop { $0 == "0" }.reversed()) : ""
        let digits = (whole.isEmpty ? "0" : whole) + (fraction.isEmpty ? "" : "." + fraction)
        return isNegative && digits != "0" ? "-" + digits : digits
    }
}
