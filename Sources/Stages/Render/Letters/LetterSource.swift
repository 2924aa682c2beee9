package import Tabular

/// Letters to be made, and where their values come from.
package struct LetterSource {
    /// A value under the name by which the template knows it.
    package struct Column: Hashable, Sendable {
        package var name: String
        package var type: ColumnType

        package init(name: String, type: ColumnType) {
            self.name = name
            self.type = type
        }
    }

    /// A child module that rows are repeated for.
    package struct Child: Hashable, Sendable {
        package var name: String
        package var columns: [Column]

        package init(name: String, columns: [Column]) {
            self.name = name
            self.columns = columns
        }
    }

    package var template: LetterTemplate
    package var columns: [Column]
    package var children: [Child]
    /// Lends its argument the records: the columns, and what the children are found by.
    package var withRows: ((BatchCursor) throws -> Void) throws -> Void
    /// The records of the child at an index that belong to a row of a batch.
    package var childRows: (_ batch: Batch, _ row: Int, _ child: Int) throws -> [Batch]

    /// Throws when the letters are not wanted any more; asked now and then while there are no rows to read.
    package var check: () throws -> Void = {}

    package init(
        template: LetterTemplate, columns: [Column], children: [Child], withRows: @escaping ((BatchCursor) throws -> Void) throws -> Void,
        childRows: @escaping (_ batch: Batch, _ row: Int, _ child: Int) throws -> [Batch]
    ) {
        self.template = template
        self.columns = columns
        self.children = children
        self.withRows = withRows
        self.childRows = childRows
    }
}
