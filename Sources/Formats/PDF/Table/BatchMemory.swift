import Tabular

/// A batch whose cells are read through pointers, valid while this value is used by `with`.
@safe struct BatchMemory {
    @unsafe private struct Cells {
        let bytes: UnsafePointer<UInt8>?
        let offsets: UnsafePointer<Int>?
        let fixed: UnsafePointer<Int64>?
        let validity: UnsafePointer<UInt64>?
    }

    private let cells: [Cells]

    /// Calls `body` with the cells of `batch`, whose columns are all as long as it is.
    static func with(_ batch: Batch, _ body: (BatchMemory) throws(PDFError) -> Void) throws(PDFError) {
        try unsafe add(batch.columns[...], to: [], body)
    }

    private static func add(
        _ columns: ArraySlice<Column>, to cells: [Cells], _ body: (BatchMemory) throws(PDFError) -> Void
    ) throws(PDFError) {
        guard let column = columns.first else { return try body(unsafe BatchMemory(cells: cells)) }
        try unsafe column.text.bytes.withUnsafeBufferPointer { bytes throws(PDFError) in
            try unsafe column.text.offsets.withUnsafeBufferPointer { offsets throws(PDFError) in
                try unsafe column.fixed.withUnsafeBufferPointer { fixed throws(PDFError) in
                    try unsafe column.validity.words.withUnsafeBufferPointer { words throws(PDFError) in
                        let next = unsafe Cells(
                            bytes: bytes.baseAddress, offsets: offsets.baseAddress, fixed: fixed.baseAddress, validity: words.baseAddress)
                        try unsafe add(columns.dropFirst(), to: cells + [next], body)
                    }
                }
            }
        }
    }

    /// Whether there is a value in a cell.
    @inline(__always)
    func hasValue(_ column: Int, row: Int) -> Bool {
        guard let words = unsafe cells[column].validity else { return false }
        return unsafe words[row >> 6] >> UInt64(row & 63) & 1 != 0
    }

    /// The text of a cell of a column of texts; nil when it is empty.
    @inline(__always)
    func text(_ column: Int, row: Int) -> UnsafeBufferPointer<UInt8>? {
        let cells = unsafe cells[column]
        guard let bytes = unsafe cells.bytes, let offsets = unsafe cells.offsets else { return nil }
        let start = unsafe offsets[row]
        let count = unsafe offsets[row + 1] - start
        return unsafe count > 0 ? UnsafeBufferPointer(start: bytes + start, count: count) : nil
    }

    /// The value of a cell of another column.
    @inline(__always)
    func value(_ column: Int, row: Int) -> Int64 { unsafe cells[column].fixed?[row] ?? 0 }
}
