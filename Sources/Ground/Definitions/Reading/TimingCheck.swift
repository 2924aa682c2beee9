import Model

/// Asks the recurrence whether a timing can ever occur.
enum TimingCheck {
    static func check(_ timing: Timing, _ node: DocumentNode, workspaceZone: String, _ context: DefinitionContext, _ problems: inout Problems) {}
}
