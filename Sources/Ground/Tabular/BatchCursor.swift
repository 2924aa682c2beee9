/// A source of batches that is pulled by its consumer, so that memory stays constant whatever the number of rows.
package struct BatchCursor {
    /// The types of the columns of every batch.
    package let types: [ColumnType]
    private let pull: () throws -> Batch?

    /// A cursor over what `pull` returns until it returns nil.
    package init(types: [ColumnType], pull: @escaping () throws -> Batch?) {
        self.types = types
        self.pull = pull
    }

    /// A cursor over batches that are in memory.
    package init(types: [ColumnType], batches: [Batch]) {
        var iterator = batches.makeIterator()
        self.init(types: types) { iterator.next() }
    }

    /// The next batch, or nil at the end.
    package func next() throws -> Batch? { try pull() }
}
