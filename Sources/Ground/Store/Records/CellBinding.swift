import GRDBSQLite
import Glibc
import Tabular

/// The storage of a batch's columns, borrowed while rows are bound to a statement by pointer, without copies.
@safe struct BoundColumns: ~Copyable {
    private let columns: UnsafeMutableBufferPointer<Cells>
    /// ISO texts of the days and instants of the row in hand: 20 bytes a column.
    private let scratch: UnsafeMutableBufferPointer<CChar>

    @unsafe private struct Cells {
        let type: ColumnType
        let validity: UnsafePointer<UInt64>?
        let fixed: UnsafePointer<Int64>?
        let bytes: UnsafePointer<UInt8>?
        let offsets: UnsafePointer<Int>?
    }

    /// Lends the storage of `batch` to `body`.
    static func with<Result>(_ batch: Batch, _ body: (borrowing BoundColumns) throws -> Result) rethrows -> Result {
        let cells = UnsafeMutableBufferPointer<Cells>.allocate(capacity: batch.columns.count)
        let scratch = UnsafeMutableBufferPointer<CChar>.allocate(capacity: batch.columns.count * 20)
        defer {
            unsafe cells.deallocate()
            unsafe scratch.deallocate()
        }
        func lend(_ index: Int) throws -> Result {
            guard index < batch.columns.count else {
                return try body(unsafe BoundColumns(columns: cells, scratch: scratch))
            }
            let column = batch.columns[index]
            return try unsafe column.validity.words.withUnsafeBufferPointer { validity in
                try unsafe column.fixed.withUnsafeBufferPointer { fixed in
                    try unsafe column.text.bytes.withUnsafeBufferPointer { bytes in
                        try unsafe column.text.offsets.withUnsafeBufferPointer { offsets in
                            unsafe cells.initializeElement(
                                at: index,
                                to: Cells(
                                    type: column.type, validity: validity.baseAddress, fixed: fixed.baseAddress, bytes: bytes.baseAddress,
                                    offsets: offsets.baseAddress))
                            return try lend(index + 1)
                        }
                    }
                }
            }
        }
        return try lend(0)
    }

    private init(columns: UnsafeMutableBufferPointer<Cells>, scratch: UnsafeMutableBufferPointer<CChar>) {
        unsafe self.columns = columns
        unsafe self.scratch = scratch
    }

    /// Whether the cell has no value.
    func isNull(_ column: Int, _ row: Int) -> Bool {
        guard let validity = unsafe columns[column].validity else { return true }
        return unsafe validity[row >> 6] & (1 << UInt64(row & 63)) == 0
    }

    /// Whether the cell is what a statement's row has in a column.
    func equals(_ cell: Int, _ row: Int, column: Int32, of statement: OpaquePointer) -> Bool {
        guard !isNull(cell, row) else { return false }
        let cells = unsafe columns[cell]
        guard unsafe cells.type.isText else {
            guard let fixed = unsafe cells.fixed, unsafe sqlite3_column_type(statement, column) == SQLITE_INTEGER else { return false }
            return unsafe fixed[row] == sqlite3_column_int64(statement, column)
        }
        guard let bytes = unsafe cells.bytes, let offsets = unsafe cells.offsets,
            let text = unsafe sqlite3_column_text(statement, column)
        else { return false }
        let length = unsafe offsets[row + 1] - offsets[row]
        guard unsafe Int(sqlite3_column_bytes(statement, column)) == length else { return false }
        return unsafe memcmp(bytes + offsets[row], text, length) == 0
    }

    /// Binds a cell to the parameter at `index` (from 1); the value is read until the statement has been stepped.
    func bind(_ column: Int, _ row: Int, to statement: OpaquePointer, at index: Int32) -> Int32 {
        guard !isNull(column, row) else { return unsafe sqlite3_bind_null(statement, index) }
        let cells = unsafe columns[column]
        if unsafe cells.type.isText, let bytes = unsafe cells.bytes, let offsets = unsafe cells.offsets {
            let start = unsafe offsets[row]
            let length = unsafe Int32(clamping: offsets[row + 1] - start)
            return unsafe (bytes + start).withMemoryRebound(to: CChar.self, capacity: Int(length)) {
                unsafe sqlite3_bind_text(statement, index, $0, length, nil)
            }
        }
        guard let fixed = unsafe cells.fixed else { return unsafe sqlite3_bind_text(statement, index, "", 0, nil) }
        let value = unsafe fixed[row]
        switch unsafe cells.type {
        case .text: return unsafe sqlite3_bind_text(statement, index, "", 0, nil)
        case .integer, .decimal, .boolean: return unsafe sqlite3_bind_int64(statement, index, value)
        case .day:
            let text = unsafe UnsafeMutableBufferPointer(rebasing: scratch[(column * 20)..<(column * 20 + 10)])
            unsafe writeDay(Day(number: Int(value)), to: text)
            return unsafe sqlite3_bind_text(statement, index, text.baseAddress, 10, nil)
        case .instant:
            let text = unsafe UnsafeMutableBufferPointer(rebasing: scratch[(column * 20)..<(column * 20 + 20)])
            let seconds = Instant(microseconds: value).seconds
            let day = Day(number: seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400)
            unsafe writeDay(day, to: text)
            let second = seconds - day.number * 86_400
            unsafe writeDigits(UInt8(ascii: "T"), second / 3600, to: text, at: 10)
            unsafe writeDigits(UInt8(ascii: ":"), second / 60 % 60, to: text, at: 13)
            unsafe writeDigits(UInt8(ascii: ":"), second % 60, to: text, at: 16)
            unsafe text[19] = CChar(UInt8(ascii: "Z"))
            return unsafe sqlite3_bind_text(statement, index, text.baseAddress, 20, nil)
        }
    }
}

/// Writes yyyy-mm-dd.
private func writeDay(_ day: Day, to text: UnsafeMutableBufferPointer<CChar>) {
    let (year, month, dayOfMonth) = day.parts
    unsafe text[0] = CChar(48 + year / 1000 % 10)
    unsafe text[1] = CChar(48 + year / 100 % 10)
    unsafe text[2] = CChar(48 + year / 10 % 10)
    unsafe text[3] = CChar(48 + year % 10)
    unsafe writeDigits(UInt8(ascii: "-"), month, to: text, at: 4)
    unsafe writeDigits(UInt8(ascii: "-"), dayOfMonth, to: text, at: 7)
}

/// Writes `mark` and two digits.
private func writeDigits(_ mark: UInt8, _ value: Int, to text: UnsafeMutableBufferPointer<CChar>, at index: Int) {
    unsafe text[index] = CChar(mark)
    unsafe text[index + 1] = CChar(48 + value / 10)
    unsafe text[index + 2] = CChar(48 + value % 10)
}
