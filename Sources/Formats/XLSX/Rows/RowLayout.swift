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
        /// What its texts link to.
        let linkKind: LinkAddress.Kind
        /// The same as ``text`` for a cell that is a link.
        let link: SIMD64<UInt8>
        let linkCount: Int
        let letters: String

        init(_ column: SheetColumn, index: Int, styles: CellStyles) {
            letters = CellReference.letters(index)
            let place = "<c r=\"\(letters)"
            let opening = Self.opening(styles.cell)
            let value = opening + (column.type == .boolean ? " t=\"b\"><v>" : "><v>")
            let content = opening + " t=\"inlineStr\"><is><t>"
            let linked = Self.opening(styles.link) + " t=\"inlineStr\"><is><t>"
            type = column.type
            linkKind = styles.linkKind
            (start, startCount) = (padded(place), place.utf8.count)
            (number, numberCount) = (padded(value), value.utf8.count)
            (text, textCount) = (padded(content), content.utf8.count)
            (link, linkCount) = (padded(linked), linked.utf8.count)
        }

        private static func opening(_ style: Int) -> String { style == 0 ? "\"" : "\" s=\"\(style)\"" }
    }

    let cells: [Cell]
    let styles: [CellStyles]
    let zoneOffset: @Sendable (Instant) -> Int
    /// From behind a row's number to its first cell: `">`.
    let rowStart: SIMD32<UInt8>
    let rowStartCount: Int
    /// The number of the last row whose texts may be links.
    let lastLinkedRow: Int

    init(_ columns: [SheetColumn], styles: [CellStyles], options: SheetOptions) {
        zoneOffset = options.zoneOffset
        self.styles = styles
        cells = columns.indices.map { Cell(columns[$0], index: $0, styles: styles[$0]) }
        let start = options.groupLevels > 0 ? "\" outlineLevel=\"\(options.groupLevels)\">" : "\">"
        (rowStart, rowStartCount) = (padded(start), start.utf8.count)
        let linked = styles.count { $0.linkKind != .none }
        lastLinkedRow = linked > 0 ? HyperlinkBuffer.limit / linked : 0
    }
}

/// The numbers of the cell formats of a column.
struct CellStyles: Sendable {
    var header = 0
    var cell = 0
    var link = 0
    var linkKind = LinkAddress.Kind.none
    /// Of texts, of the column's own values and of counts in rows with subtotals.
    var subtotal = Summary()
    /// The same in the totals row.
    var total = Summary()

    struct Summary: Sendable {
        var text = 0
        var value = 0
        var count = 0
    }
}

/// `text` in a vector, with zeros behind it.
func padded<Vector: SIMD>(_ text: String) -> Vector where Vector.Scalar == UInt8 {
    var vector = Vector()
    for (index, byte) in zip(vector.indices, text.utf8) { vector[index] = byte }
    return vector
}
