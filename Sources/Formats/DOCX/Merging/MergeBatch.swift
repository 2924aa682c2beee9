package import Tabular

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
