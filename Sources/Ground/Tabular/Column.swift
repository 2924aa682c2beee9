/// One column of a ``Batch``: typed cells of which each may be null.
public struct Column: Hashable, Sendable {
    /// The type of every cell.
    public let type: ColumnType
    /// A bit for each row: set where the cell has a value.
    public var validity = Bitmap()
    /// A value for each row, when the type is not text (0 where the cell is null).
    public var fixed: [Int64] = []
    /// A text for each row, when the type is text (empty where the cell is null).
    public var text = TextBuffer()

    /// An empty column of `type`.
    public init(_ type: ColumnType) {
        self.type = type
    }

    /// The number of rows.
    public var count: Int { validity.count }

    /// Whether the cell at `row` has no value.
    public func isNull(_ row: Int) -> Bool { !validity[row] }

    /// Adds a cell without a value.
    @inlinable public mutating func appendNull() {
        validity.append(false)
        if type.isText { text.offsets.append(text.bytes.count) } else { fixed.append(0) }
    }

    /// Adds a cell of a type other than text.
    @inlinable public mutating func append(_ value: Int64) {
        validity.append(true)
        fixed.append(value)
    }

    /// Adds a text cell.
    public mutating func append(_ value: String) {
        validity.append(true)
        text.append(value.utf8)
    }

    /// Adds a text cell of the bytes in `utf8`.
    @inlinable public mutating func append(_ utf8: UnsafeBufferPointer<UInt8>) {
        validity.append(true)
        unsafe text.append(utf8)
    }

    /// Makes room for `rowCount` rows, so that adding them seldom moves what is there.
    public mutating func reserve(_ rowCount: Int) {
        if type.isText {
            text.offsets.reserveCapacity(rowCount + 1)
            text.bytes.reserveCapacity(rowCount * 12)
        } else {
            fixed.reserveCapacity(rowCount)
        }
    }

    /// Removes every row, keeping the storage.
    public mutating func removeAll() {
        validity.removeAll()
        fixed.removeAll(keepingCapacity: true)
        if type.isText { text.removeAll() }
    }
}
