package import Recurrence
package import Tabular

/// What the check of definitions needs to know of the world.
package struct DefinitionContext: Sendable {
    /// Where the rules of time zones come from.
    package var zones: any ZoneSource
    /// The day on which the definitions are checked.
    package var today: Day

    package init(zones: any ZoneSource, today: Day) {
        self.zones = zones
        self.today = today
    }
}
