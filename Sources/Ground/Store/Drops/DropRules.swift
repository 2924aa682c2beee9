package import Model

/// What holds for the rows of a drop as a whole.
package struct DropRules: Sendable {
    /// Where the parent of a row must be found.
    package struct Parent: Sendable {
        /// The field that holds the parent's key.
        package var field: String
        package var module: String
        /// The parent module's key field.
        package var key: String

        package init(field: String, module: String, key: String) {
            self.field = field
            self.module = module
            self.key = key
        }
    }

    package var mode: SourceDefinition.Mode
    package var duplicates: SourceDefinition.Duplicates
    /// Rows whose parent is not there are rejected; nil: nobody looks.
    package var parent: Parent?
    /// How much more than usual may change, in hundredths of a percent of the records; nil: as much as likes.
    package var volumeGuard: Int?
    /// Schedules to run once the drop is applied.
    package var starting: [String]

    package init(
        mode: SourceDefinition.Mode = .upsert, duplicates: SourceDefinition.Duplicates = .first, parent: Parent? = nil,
        volumeGuard: Int? = nil, starting: [String] = []
    ) {
        self.mode = mode
        // A row that only adds cannot change what the one before it said.
        self.duplicates = mode == .append && duplicates == .last ? .first : duplicates
        self.parent = parent
        self.volumeGuard = volumeGuard
        self.starting = starting
    }
}
