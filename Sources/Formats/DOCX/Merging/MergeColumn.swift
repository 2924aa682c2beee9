package import Tabular

/// A field that the data has.
package struct MergeColumn: Hashable, Sendable {
    /// The name by which templates call it; capitals do not count, and an underscore is as good as a blank.
    package let name: String
    package let type: ColumnType

    package init(_ name: String, _ type: ColumnType) {
        self.name = name
        self.type = type
    }
}

/// A module whose records belong to those that are merged, such as the purchases of customers.
package struct MergeModule: Hashable, Sendable {
    /// The name behind `TableStart:`.
    package let name: String
    package let columns: [MergeColumn]

    package init(_ name: String, _ columns: [MergeColumn]) {
        self.name = name
        self.columns = columns
    }
}
