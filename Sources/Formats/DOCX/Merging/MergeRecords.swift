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

/// Records that are to be merged, and the way to the records that belong to each of them.
package struct MergeBatch {
    /// A row for each record, with the columns of the ``MergeRecords``.
    package let records: Batch
    let children: (_ row: Int, _ module: Int) throws -> BatchCursor

    /// - Parameter children: gives the records of a module, by its place among the modules, that belong to a row. It is asked each time
    ///   that a region of the template needs them, once in most templates.
    package init(_ records: Batch, children: @escaping (_ row: Int, _ module: Int) throws -> BatchCursor) {
        self.records = records
        self.children = children
    }

    /// Records to which nothing belongs.
    package init(_ records: Batch) {
        self.init(records) { _, _ in BatchCursor(types: [], batches: []) }
    }
}

/// The data of a mail merge, pulled batch by batch, so that memory stays constant whatever the number of records.
package struct MergeRecords {
    package let columns: [MergeColumn]
    package let modules: [MergeModule]
    let pull: () throws -> MergeBatch?

    /// Records that `pull` returns until it returns nil.
    package init(columns: [MergeColumn], modules: [MergeModule] = [], pull: @escaping () throws -> MergeBatch?) {
        self.columns = columns
        self.modules = modules
        self.pull = pull
    }

    /// Records that are in memory.
    package init(columns: [MergeColumn], modules: [MergeModule] = [], batches: [MergeBatch]) {
        var iterator = batches.makeIterator()
        self.init(columns: columns, modules: modules) { iterator.next() }
    }
}

/// A record whose letter has been made, for the name of its file.
package struct MergeRecord {
    /// Its number in the data, from 1.
    package let number: Int
    /// The batch that it is in, and its row there.
    package let batch: Batch
    package let row: Int
}

/// What a merge made.
package struct MergeReceipt: Hashable, Sendable {
    /// The letters made: one for each record, fewer where NEXT takes several into one.
    package var letters = 0
    /// The letters given up by SKIPIF.
    package var skipped = 0
    /// The records taken from the data.
    package var records = 0
    /// The files written.
    package var files = 0

    package init(letters: Int = 0, skipped: Int = 0, records: Int = 0, files: Int = 0) {
        self.letters = letters
        self.skipped = skipped
        self.records = records
        self.files = files
    }
}
