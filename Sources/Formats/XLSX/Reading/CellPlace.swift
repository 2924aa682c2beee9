/// A place in a sheet as cells name theirs: `A1` to `XFD1048576` (ECMA-376 part 1, section 18.18.62, ST_Ref).
struct CellPlace {
    /// From 0.
    let column: Int
    /// From 1.
    let row: Int

    static let columnCount = 16_384
    static let rowCount = 1_048_576

    /// The place that `text` names, or nil.
    @inline(__always)
    init?(_ text: Span<UInt8>) {
        var column = 0
        var row = 0
        var index = 0
        while index < text.count, text[index] &- 65 < 26 {
            column = column * 26 + Int(text[index] - 64)
            guard column <= Self.columnCount else { return nil }
            index += 1
        }
        guard column > 0, index < text.count, text[index] != 48 else { return nil }
        while index < text.count {
            guard text[index] &- 48 < 10 else { return nil }
            row = row * 10 + Int(text[index] - 48)
            guard row <= Self.rowCount else { return nil }
            index += 1
        }
        self.column = column - 1
        self.row = row
    }
}
