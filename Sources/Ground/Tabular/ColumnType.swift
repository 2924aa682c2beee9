/// The type of the cells of a column.
///
/// Every type but ``text`` is stored as one signed 64-bit integer a cell; see ``Column/fixed`` for their meanings.
public enum ColumnType: Hashable, Sendable {
    case text
    case integer
    /// An exact decimal, stored as an integer: the value times ten to the power of `scale` (0 to 18).
    case decimal(scale: Int)
    /// A date without a time, stored as days since 1970-01-01; see ``Day``.
    case day
    /// A moment, stored as microseconds since 1970-01-01T00:00:00Z; see ``Instant``.
    case instant
    /// Stored as 0 or 1.
    case boolean

    /// Whether cells are variable-length text rather than 64-bit integers.
    @inlinable public var isText: Bool {
        if case .text = self { true } else { false }
    }
}
