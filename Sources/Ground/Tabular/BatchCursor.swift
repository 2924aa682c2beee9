/// A source of batches that is pulled by its consumer, so that memory stays constant whatever the number of rows.
public struct BatchCursor {
    /// The types of the columns of every batch.
    public let types: [ColumnType]
    private let pull: () throws -> Batch?

    /// A cursor over what `pull` returns until it returns nil.
    public init(types: [ColumnType], pull: @escaping () throws -> Batch?) {
        self.types = types
        self.pull = pull
    }

    /// A cursor over batches that are in memory.
    public init(types: [ColumnType], batches: [Batch]) {
        var iterator = batches.makeIterator()
        self.init(types: types) { iterator.next() }
    }

    /// The next batch, or nil at the end.
    public func next() throws -> Batch? { try pull() }
}
