import Model

extension Session {
    /// The segment with this name.
    func segment(_ name: String) throws -> SegmentDefinition {
        try find(name, in: catalog.segments, "cli.unknown.segment")
    }

    /// The schedule with this name.
    func schedule(_ name: String) throws -> ScheduleDefinition {
        try find(name, in: catalog.schedules, "cli.unknown.schedule")
    }

    /// The source with this name.
    func source(_ name: String) throws -> SourceDefinition {
        try find(name, in: catalog.sources, "cli.unknown.source")
    }

    /// The output template with this name.
    func output(_ name: String) throws -> OutputTemplate {
        try find(name, in: catalog.outputs, "cli.unknown.output")
    }

    /// The module with this name.
    func module(_ name: String) throws -> ModuleDefinition {
        try find(name, in: catalog.modules, "cli.unknown.module")
    }

    private func find<Definition>(_ name: String, in definitions: [String: Definition], _ unknown: MessageKey) throws -> Definition {
        if let definition = definitions[name] { return definition }
        let known = definitions.keys.sorted().map(MessageArgument.text)
        throw CommandError(unknown, ["name": .text(name), "known": known.isEmpty ? .text("–") : .list(known)])
    }
}
