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
            let (kind, nulls) = unsafe (codes[(index - 1) * 2], codes[(index - 1) * 2 + 1])
            let start = key.count
            let isThere = unsafe try appendValue(arguments[index], kind | 0x20)
            guard isThere else {
                key.removeLast(key.count - start)
                key.append(nulls == UInt8(ascii: "<") ? 0 : 2)
                continue
            }
            // Downwards is upwards with every bit turned; the mark in front is the same for both.
            if kind & 0x20 == 0 { for place in (start + 1)..<key.count { key[place] = ~key[place] } }
        }
    }

    /// Adds a value behind its mark; false for none, and for an empty text.
    private func appendValue(_ value: OpaquePointer?, _ kind: UInt8) throws(LocalizationError) -> Bool {
        key.append(1)
        if kind == UInt8(ascii: "n") {
            guard unsafe sqlite3_value_type(value) != SQLITE_NULL else { return false }
            // The sign is turned, so that negative numbers come first.
            let bits = UInt64(bitPattern: unsafe sqlite3_value_int64(value)) ^ 1 << 63
            for shift in stride(from: UInt64(56), through: 0, by: -8) { key.append(UInt8(truncatingIfNeeded: bits >> shift)) }
            return true
        }
        guard let text = unsafe sqlite3_value_text(value) else { return false }
        let bytes = unsafe UnsafeBufferPointer(start: text, count: Int(sqlite3_value_bytes(value)))
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
