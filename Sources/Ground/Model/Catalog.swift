/// All definitions of a workspace, checked against each other.
package struct Catalog: Hashable, Sendable {
    package var settings: WorkspaceSettings
    package var modules: [String: ModuleDefinition]
    package var sources: [String: SourceDefinition]
    package var segments: [String: SegmentDefinition]
    package var formulas: [String: FormulaDefinition]
    /// The workspace's own module tools.
    package var tools: [String: ToolDefinition]
    package var outputs: [String: OutputTemplate]
    package var schedules: [String: ScheduleDefinition]
    package var recipients: Recipients
    /// A number that differs whenever the definitions in the store do; 0 for definitions that are in no store.
    package var version: Int64 = 0

    package init(
        settings: WorkspaceSettings = WorkspaceSettings(), modules: [String: ModuleDefinition] = [:],
        sources: [String: SourceDefinition] = [:],
        segments: [String: SegmentDefinition] = [:], formulas: [String: FormulaDefinition] = [:],
        tools: [String: ToolDefinition] = [:], outputs: [String: OutputTemplate] = [:],
        schedules: [String: ScheduleDefinition] = [:], recipients: Recipients = Recipients()
    ) {
        self.settings = settings
        self.modules = modules
        self.sources = sources
        self.segments = segments
        self.formulas = formulas
        self.tools = tools
        self.outputs = outputs
        self.schedules = schedules
        self.recipients = recipients
    }
}

/// One definition as it is written: the file's place in the workspace and its text.
package struct DefinitionFile: Hashable, Sendable {
    /// Relative to the workspace, such as `segments/aktiiviset.yaml`.
    package var path: String
    package var text: String

    package init(path: String, text: String) {
        self.path = path
        self.text = text
    }
}
