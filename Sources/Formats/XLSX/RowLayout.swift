import Tabular

/// How the rows of a sheet are written: what is the same for every row.
struct RowLayout: Sendable {
    /// The fixed text around the cells of a column, padded to a size that is stored at once.
    ///
    /// A cell is `start`, the row's number, then `number` or `text`, its value, and the end tags.
    struct Cell: Sendable {
        let type: ColumnType
        /// Up to the row's number: `<c r="A`.
        let start: SIMD16<UInt8>
        let startCount: Int
        /// From behind the reference to the value, when the value is a number: `" s="1"><v>`.
        let number: SIMD32<UInt8>
        let numberCount: Int
        /// The same when the value is a text.
        let text: SIMD64<UInt8>
        let textCount: Int

        init(_ column: SheetColumn, index: Int, style: Int) {
            let place = "<c r=\"\(CellReference.letters(index))"
            let opening = style == 0 ? "\"" : "\" s=\"\(style)\""
            let value = opening + (column.type == .boolean ? " t=\"b\"><v>" : "><v>")
            let content = opening + " t=\"inlineStr\"><is><t>"
            type = column.type
            (start, startCount) = (padded(place), place.utf8.count)
            (number, numberCount) = (padded(value), value.utf8.count)
            (text, textCount) = (padded(content), content.utf8.count)
        }
    }

    let cells: [Cell]
    let zoneOffset: @Sendable (Instant) -> Int

    init(_ columns: [SheetColumn], styles: [Int], zoneOffset: @escaping @Sendable (Instant) -> Int) {
        self.zoneOffset = zoneOffset
        cells = columns.indices.map { Cell(columns[$0], index: $0, style: styles[$0]) }
    }
}

/// `text` in a vector, with zeros behind it.
func padded<Vector: SIMD>(_ text: String) -> Vector where Vector.Scalar == UInt8 {
    var vector = Vector()
    for (index, byte) in zip(vector.indices, text.utf8) { vector[index] = byte }
    return vector
}
