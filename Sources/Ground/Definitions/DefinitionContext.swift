package import Model
package import Recurrence
package import Tabular

/// What the check of definitions needs to know of the world.
package struct DefinitionContext: Sendable {
    /// Where the rules of time zones come from.
    package var zones: any ZoneSource
    /// The day on which the definitions are checked.
    package var today: Day

    /// Whether a schedule's zone that is gone is only warned of: for definitions that were sound when they were loaded.
    package var mayLackZones: Bool

    /// What keeps the program of a tool, relative to `tools/`, from being run; nil where the check is not to look at files.
    package var programProblem: (@Sendable (_ program: String) -> ToolProgramProblem?)?

    /// Whether there is a file at a path relative to the workspace; nil where the check is not to look at files.
    package var hasFile: (@Sendable (_ path: String) -> Bool)?

    /// What is wrong with a Word template below `templates/` for the records of a module with these computed columns, in a catalog of
    /// modules; nil where the check is not to look at files.
    package var letterProblems:
        (@Sendable (_ template: String, _ module: ModuleDefinition, _ computed: [String], _ catalog: Catalog) -> [Message])?

    package init(zones: any ZoneSource, today: Day, mayLackZones: Bool = false) {
        self.zones = zones
        self.today = today
        self.mayLackZones = mayLackZones
    }
}
