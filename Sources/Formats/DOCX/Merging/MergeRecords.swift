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
