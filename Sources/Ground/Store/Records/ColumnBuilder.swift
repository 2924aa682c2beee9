import GRDBSQLite
import Glibc
import Tabular

/// Gathers the cells of a statement's rows in plain memory, and makes a batch of them.
@safe final class BatchBuilder {
    private let columns: UnsafeMutableBufferPointer<ColumnBuilder>

    init(_ types: [ColumnType]) {
        unsafe columns = .allocate(capacity: types.count)
        for (index, type) in types.enumerated() {
            unsafe columns.initializeElement(at: index, to: ColumnBuilder(type, index: index))
        }
    }

    deinit {
        for index in unsafe columns.indices { unsafe columns[index].deallocate() }
        unsafe columns.deallocate()
    }

    /// Takes the values that the statement's row has as those of `row`.
    @inline(__always)
    func take(from statement: OpaquePointer, row: Int) {
        for index in unsafe columns.indices { unsafe columns[index].take(from: statement, row: row) }
    }

    /// Takes a value as it is stored as that of a column; false where only SQLite can tell what the column makes of it.
    @inline(__always)
    func take(_ value: StoredCell, column: Int, row: Int) -> Bool {
        unsafe columns[column].take(value, row: row)
    }

    /// Leaves a column of `row` without a value.
    @inline(__always)
    func takeNull(column: Int, row: Int) { unsafe columns[column].takeNull(row: row) }

    /// The first `rowCount` rows; the builder is empty then.
    func finish(_ rowCount: Int) -> Batch {
        var batch = Batch(columns: unsafe columns.indices.map { unsafe columns[$0].finish(rowCount) })
        batch.rowCount = rowCount
        return batch
    }
}

/// Gathers the cells of one column; to be deallocated by its owner.
@safe private struct ColumnBuilder {
    private let type: ColumnType
    private let index: Int32
    private let validity: UnsafeMutablePointer<UInt64>
    private let fixed: UnsafeMutablePointer<Int64>
    private let offsets: UnsafeMutablePointer<Int>
    private var bytes: UnsafeMutablePointer<UInt8>
    private var byteCapacity: Int
    private var byteCount = 0

    private static let rowLimit = Batch.targetRowCount

    /// - Parameter index: the column's place in the statement's rows.
    init(_ type: ColumnType, index: Int) {
        self.type = type
        self.index = Int32(index)
        unsafe validity = .allocate(capacity: Self.rowLimit / 64)
        unsafe fixed = .allocate(capacity: type.isText ? 1 : Self.rowLimit)
        unsafe offsets = .allocate(capacity: type.isText ? Self.rowLimit + 1 : 1)
        byteCapacity = type.isText ? 1 << 16 : 1
        unsafe bytes = .allocate(capacity: byteCapacity)
        reset()
    }

    func deallocate() {
        unsafe validity.deallocate()
        unsafe fixed.deallocate()
        unsafe offsets.deallocate()
        unsafe bytes.deallocate()
    }

    private mutating func reset() {
        byteCount = 0
        unsafe offsets[0] = 0
        unsafe validity.initialize(repeating: 0, count: Self.rowLimit / 64)
    }

    /// Takes the value that the statement's row has, as the cell at `row`.
    @inline(__always)
    mutating func take(from statement: OpaquePointer, row: Int) {
        let isValid: Bool
        if type.isText {
            isValid = unsafe takeText(statement, row)
        } else {
            isValid = unsafe takeFixed(statement, row)
        }
        if isValid { unsafe validity[row >> 6] |= 1 << UInt64(row & 63) }
    }

    /// Takes a value as it is stored; false where only SQLite can tell what the column makes of it.
    @inline(__always)
    mutating func take(_ value: StoredCell, row: Int) -> Bool {
        if type.isText {
            guard value.isText else { return takeNothing(value, row: row) }
            unsafe append(value.bytes, value.count, row)
            unsafe validity[row >> 6] |= 1 << UInt64(row & 63)
            return true
        }
        switch type {
        case .integer, .decimal, .boolean:
            guard let number = value.integer else { return takeNothing(value, row: row) }
            unsafe fixed[row] = number
        case .day:
            guard value.isText else { return takeNothing(value, row: row) }
            guard value.count == 10, let number = unsafe StoredDay.number(value.bytes) else {
                takeNull(row: row)
                return true
            }
            unsafe fixed[row] = Int64(number)
        case .text, .instant:
            // Instants are few, and read by SQLite.
            return takeNothing(value, row: row)
        }
        unsafe validity[row >> 6] |= 1 << UInt64(row & 63)
        return true
    }

    private mutating func takeNothing(_ value: StoredCell, row: Int) -> Bool {
        guard value.isNull else { return false }
        takeNull(row: row)
        return true
    }

    mutating func takeNull(row: Int) {
        if type.isText {
            byteCount = unsafe offsets[row]
            unsafe offsets[row + 1] = byteCount
        } else {
            unsafe fixed[row] = 0
        }
    }

    private mutating func takeText(_ statement: OpaquePointer, _ row: Int) -> Bool {
        let start = unsafe sqlite3_column_text(statement, index)
        guard let start = unsafe start else {
            takeNull(row: row)
            return false
        }
        unsafe append(start, Int(sqlite3_column_bytes(statement, index)), row)
        return true
    }

    @inline(__always)
    private mutating func append(_ start: UnsafePointer<UInt8>, _ count: Int, _ row: Int) {
        // A row that was begun may be taken anew.
        byteCount = unsafe offsets[row]
        if byteCount + count > byteCapacity { grow(count) }
        unsafe memcpy(bytes + byteCount, start, count)
        byteCount += count
        unsafe offsets[row + 1] = byteCount
    }

    private func takeFixed(_ statement: OpaquePointer, _ row: Int) -> Bool {
        unsafe fixed[row] = 0
        switch type {
        case .text: return false
        case .integer, .decimal, .boolean:
            let value = unsafe sqlite3_column_int64(statement, index)
            // A null reads as 0: only then is there something to ask.
            if value == 0, unsafe sqlite3_column_type(statement, index) == SQLITE_NULL { return false }
            unsafe fixed[row] = value
        case .day:
            guard let start = unsafe sqlite3_column_text(statement, index), unsafe sqlite3_column_bytes(statement, index) == 10,
                let number = unsafe StoredDay.number(start)
            else { return false }
            unsafe fixed[row] = Int64(number)
        case .instant:
            guard let start = unsafe sqlite3_column_text(statement, index) else { return false }
            let text = unsafe UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, index)))
            guard let instant = unsafe Instant(iso: String(decoding: text, as: UTF8.self)) else { return false }
            unsafe fixed[row] = instant.microseconds
        }
        return true
    }

    private mutating func grow(_ count: Int) {
        let larger = max(byteCapacity * 2, byteCount + count)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        unsafe moved.update(from: bytes, count: byteCount)
        unsafe bytes.deallocate()
        unsafe bytes = moved
        byteCapacity = larger
    }

    /// The first `rowCount` cells; the builder is empty then.
    mutating func finish(_ rowCount: Int) -> Column {
        var column = Column(type)
        column.validity = Bitmap(words: unsafe Array(UnsafeBufferPointer(start: validity, count: (rowCount + 63) / 64)), count: rowCount)
        if type.isText {
            column.text.bytes = unsafe Array(UnsafeBufferPointer(start: bytes, count: byteCount))
            column.text.offsets = unsafe Array(UnsafeBufferPointer(start: offsets, count: rowCount + 1))
        } else {
            column.fixed = unsafe Array(UnsafeBufferPointer(start: fixed, count: rowCount))
        }
        reset()
        return column
    }
}

/// Days as the store keeps them: yyyy-mm-dd.
enum StoredDay {
    /// The day's number since 1970-01-01; nil where the ten bytes name none.
    static func number(_ text: UnsafePointer<UInt8>) -> Int? {
        @inline(__always) func digits(_ from: Int, _ count: Int) -> Int {
            var value = 0
            for offset in 0..<count { value = unsafe value * 10 + Int(text[from + offset]) - 48 }
            return value
        }
        let (year, month, day) = (digits(0, 4), digits(5, 2), digits(8, 2))
        guard (0...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        // Most dates exist in every month; the others are asked about.
        if day > 28 { return Day(year: year, month: month, day: day)?.number }
        // Days before March belong to the year before, so that the leap day is a year's last (as in Day).
        let shifted = month > 2 ? year : year - 1
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
