import GRDBSQLite
import Localization
import Model

/// What the function of sort keys is told of a value by two letters.
enum SortCode {
    /// The letters of a key: of what kind its values are, capital where they go downwards, and where those without one stand.
    static func letters(_ order: RecordOrder) -> String {
        let kind =
            switch order.field.type {
            case .text, .email, .phone, .postalCode, .choice, .list: order.isDescending ? "T" : "t"
            case .date, .instant: order.isDescending ? "B" : "b"
            case .integer, .decimal, .boolean: order.isDescending ? "N" : "n"
            }
        return kind + (order.areNullsFirst ? "<" : ">")
    }
}

/// Makes one sort key, to be compared byte by byte, of the values of a record.
final class SortKeyBuilder {
    private let memory: SortKeyMemory
    private(set) var key: [UInt8] = []

    init(_ memory: SortKeyMemory) {
        self.memory = memory
    }

    /// Makes the key of the arguments of the function, of which the first is the letters of ``SortCode``.
    func build(_ arguments: UnsafeBufferPointer<OpaquePointer?>) throws(LocalizationError) {
        key.removeAll(keepingCapacity: true)
        guard let codes = unsafe sqlite3_value_text(arguments[0]) else { return }
        for index in 1..<arguments.count {
            let value = unsafe arguments[index]
            try unsafe add(codes[(index - 1) * 2], codes[(index - 1) * 2 + 1]) { kind throws(LocalizationError) in
                if kind == UInt8(ascii: "n") {
                    guard unsafe sqlite3_value_type(value) != SQLITE_NULL else { return false }
                    append(unsafe sqlite3_value_int64(value))
                    return true
                }
                guard let text = unsafe sqlite3_value_text(value) else { return false }
                return try unsafe append(UnsafeBufferPointer(start: text, count: Int(sqlite3_value_bytes(value))), kind)
            }
        }
    }

    /// Makes the same key of values as they are stored; false where only SQLite can tell what a column makes of one.
    func build(_ cells: [StoredCell?], letters: [UInt8]) throws(LocalizationError) -> Bool {
        key.removeAll(keepingCapacity: true)
        var isKnown = true
        for (index, cell) in cells.enumerated() {
            try add(letters[index * 2], letters[index * 2 + 1]) { kind throws(LocalizationError) in
                guard let cell, !cell.isNull else { return false }
                if kind == UInt8(ascii: "n"), let integer = cell.integer {
                    append(integer)
                    return true
                }
                guard kind != UInt8(ascii: "n"), cell.isText else {
                    isKnown = false
                    return false
                }
                return try unsafe append(UnsafeBufferPointer(start: cell.bytes, count: cell.count), kind)
            }
        }
        return isKnown
    }

    /// Adds one value behind its mark.
    ///
    /// - Parameter append: is told the kind of value in small letters; false for none, and for an empty text.
    @inline(__always)
    private func add(
        _ kind: UInt8, _ nulls: UInt8, _ append: (_ kind: UInt8) throws(LocalizationError) -> Bool
    ) throws(LocalizationError) {
        let start = key.count
        key.append(1)
        guard try append(kind | 0x20) else {
            key.removeLast(key.count - start)
            key.append(nulls == UInt8(ascii: "<") ? 0 : 2)
            return
        }
        // Downwards is upwards with every bit turned; the mark in front is the same for both.
        if kind & 0x20 == 0 { for place in (start + 1)..<key.count { key[place] = ~key[place] } }
    }

    private func append(_ integer: Int64) {
        // The sign is turned, so that negative numbers come first.
        let bits = UInt64(bitPattern: integer) ^ 1 << 63
        for shift in stride(from: UInt64(56), through: 0, by: -8) { key.append(UInt8(truncatingIfNeeded: bits >> shift)) }
    }

    private func append(_ bytes: UnsafeBufferPointer<UInt8>, _ kind: UInt8) throws(LocalizationError) -> Bool {
        guard !bytes.isEmpty else { return false }
        if kind == UInt8(ascii: "b") {
            unsafe key.append(contentsOf: bytes)
        } else {
            try unsafe memory.withSortKey(of: bytes) { unsafe key.append(contentsOf: $0) }
        }
        // ICU's keys and dates hold no zero, so that a shorter one comes before a longer one.
        key.append(0)
        return true
    }
}
