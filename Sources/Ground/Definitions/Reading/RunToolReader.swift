import Model

/// Reads the task `run-tool`.
enum RunToolReader {
    static func read(
        _ node: DocumentNode, segment: String, _ module: ModuleDefinition?, _ references: References, _ problems: inout Problems
    ) -> TaskDefinition? {
        guard let place = node["tool"]?.location, let name = node["tool"]?.text else { return nil }
        let options: [ToolOption]
        if let tool = BuiltInTool(rawValue: name) {
            options = tool.options
            if tool == .mergeDuplicates, let module { checkChildren(of: module, references, at: place, &problems) }
        } else {
            guard references.toolName(node["tool"], &problems) != nil else { return nil }
            // A definition that could not be read says nothing about options.
            guard let tool = references.catalog.tools[name] else { return .runTool(RunToolTask(segment: segment, tool: name)) }
            if let module { check(tool, over: module, at: place, &problems) }
            options = tool.options
        }
        let values = ToolOptionReader.read(node["options"], options, at: place, module, references, &problems)
        return .runTool(RunToolTask(segment: segment, tool: name, options: values))
    }

    /// Records that are put together bring along what belongs to them.
    private static func checkChildren(
        of module: ModuleDefinition, _ references: References, at place: SourceLocation, _ problems: inout Problems
    ) {
        for child in references.catalog.modules.values.sorted(by: { $0.name < $1.name })
        where child.parent?.module == module.name && child.parent?.field == child.key {
            problems.error(Message(.toolChildKey, ["child": .text(child.name)]), at: place)
        }
    }

    /// Whether the module has what the tool needs.
    private static func check(_ tool: ToolDefinition, over module: ModuleDefinition, at place: SourceLocation, _ problems: inout Problems) {
        if let own = tool.module {
            guard own != module.name else { return }
            let arguments: [String: MessageArgument] = ["name": .text(tool.name), "module": .text(own), "other": .text(module.name)]
            return problems.error(Message(.toolModule, arguments), at: place)
        }
        if module.key == nil { return problems.error(Message(.toolModuleKey, ["name": .text(module.name)]), at: place) }
        for field in Set(tool.inputs + tool.outputs).sorted() where module.field(field) == nil {
            problems.error(Message(.toolFieldMissing, ["field": .text(field), "module": .text(module.name)]), at: place)
        }
        if let key = module.key, tool.outputs.contains(key) { problems.error(Message(.toolKeyOutput, ["name": .text(key)]), at: place) }
    }
}
