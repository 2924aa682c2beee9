import Model

/// Reads `tools/*.yaml`.
enum ToolReader {
    static func read(
        _ node: DocumentNode, name: String, in references: References, _ context: DefinitionContext, _ problems: inout Problems
    ) -> ToolDefinition? {
        if BuiltInTool(rawValue: name) != nil {
            problems.error(Message(.toolBuiltIn, ["name": .text(name)]), at: SourceLocation(file: node.location.file))
        }
        let module = node["module"].flatMap { references.module($0, &problems) }
        let inputs = references.fields(node["inputs"], of: module, &problems)
        let outputs = references.fields(node["outputs"], of: module, &problems)
        for item in node["outputs"]?.items ?? [] where module?.key != nil && item.text == module?.key {
            problems.error(Message(.toolKeyOutput, ["name": .text(item.text ?? "")]), at: item.location)
        }
        if let module, module.key == nil, let place = node["module"]?.location {
            problems.error(Message(.toolModuleKey, ["name": .text(module.name)]), at: place)
        }
        let options = (node["options"]?.entries ?? []).map { option($0, &problems) }
        guard let place = node["program"]?.location, let program = node["program"]?.text else { return nil }
        if let problem = context.programProblem?(program) { problems.error(problem.message(program), at: place) }
        return ToolDefinition(
            name: name, label: LocalizedShape.read(node["label"]) ?? LocalizedText(name), about: LocalizedShape.read(node["description"]),
            module: node["module"]?.text, program: program, arguments: node["arguments"]?.items.compactMap(\.text) ?? [], inputs: inputs,
            outputs: outputs, options: options,
            timeLimit: node["time-limit"]?.text.flatMap(seconds) ?? ToolDefinition.standardTimeLimit,
            memoryLimit: node["memory-limit"]?.text.flatMap(bytes) ?? ToolDefinition.standardMemoryLimit)
    }

    private static func option(_ entry: DocumentNode.Entry, _ problems: inout Problems) -> ToolOption {
        let kind: ToolOption.Kind =
            switch entry.value["type"]?.text {
            case "integer": .integer
            case "decimal": .decimal
            case "boolean": .boolean
            case "choice": .choice(entry.value["choices"]?.items.compactMap(\.text) ?? [])
            default: .text
            }
        var option = ToolOption(entry.key, kind, required: entry.value["required"]?.boolean ?? false)
        // Without its choices, which is told, a choice has no default to be checked.
        if let standard = entry.value["default"], !standard.isNull, kind != .choice([]) {
            option.standard = ToolOptionReader.scalar(standard, of: option, &problems)
        }
        return option
    }

    /// `60 s` or `10 min` in seconds; nil for none, or for more than 50 minutes: what lies about longer
    /// is taken for left over.
    static func seconds(_ text: String) -> Int? {
        amount(text) { unit in
            switch unit {
            case "s", "sec", "seconds", "sekuntia": 1
            case "min", "minutes", "minuuttia": 60
            default: nil
            }
        }
        .flatMap { (1...3000).contains($0) ? $0 : nil }
    }

    /// `256 MiB` or `1 GiB` in bytes; nil for less than 16 MiB and more than 64 GiB.
    static func bytes(_ text: String) -> Int? {
        amount(text) { unit in
            switch unit {
            case "MiB", "MB", "Mt": 1 << 20
            case "GiB", "GB", "Gt": 1 << 30
            default: nil
            }
        }
        .flatMap { (16 << 20...64 << 30).contains($0) ? $0 : nil }
    }

    private static func amount(_ text: String, _ factor: (String) -> Int?) -> Int? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard digits.utf8.count <= 5, let count = Int(digits), let factor = factor(String(text.dropFirst(digits.count).drop { $0 == " " }))
        else { return nil }
        return count * factor
    }
}
