/// A row that sums up those before it: of a group, or of the whole list.
package struct PDFSummaryRow: Hashable, Sendable {
    /// What is summed up.
    package enum Kind: Hashable, Sendable {
        case subtotal
        case total
    }

    /// What stands in a cell.
    package enum Cell: Hashable, Sendable {
        /// A value of the column's type, written as the column's cells are.
        case value(Int64)
        case text(String)
    }

    /// What is summed up.
    package var kind: Kind
    /// What it is called; stands in the first columns, as far as they are empty, or above them.
    package var label: String
    /// The cells that are not empty, by the number of their column from 0.
    package var cells: [Int: Cell]

    /// A row with these cells.
    package init(_ kind: Kind, label: String, cells: [Int: Cell]) {
        self.kind = kind
        self.label = label
        self.cells = cells
    }
}
