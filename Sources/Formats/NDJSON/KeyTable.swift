/// The names of members: those of columns, and others as they appear.
///
/// Most lines have their members in the same order, so the name that followed last time is tried before any other.
struct KeyTable {
    /// The names that no column has, in the order of their appearance.
    private(set) var unknown: [String] = []
    private var keys: [[UInt8]] = []
    /// The column of each of ``keys``; nil for the others.
    private var columns: [Int?] = []
    private var places: [[UInt8]: Int] = [:]
    private var expected = 0

    private static let unknownLimit = 1000

    init(columns names: [String]) {
        for (column, name) in names.enumerated() where places[Array(name.utf8)] == nil { add(Array(name.utf8), column) }
    }

    private mutating func add(_ key: [UInt8], _ column: Int?) {
        places[key] = keys.count
        keys.append(key)
        columns.append(column)
    }

    /// Says that a line starts.
    mutating func startLine() { expected = 0 }

    /// What is known of the name `key`.
    ///
    /// - Returns: its column, if it has one, and whether it has been seen before.
    @inline(__always)
    mutating func find(_ key: UnsafeBufferPointer<UInt8>) -> (column: Int?, isKnown: Bool) {
        if expected < keys.count, unsafe keys[expected].elementsEqual(key) {
            expected += 1
            return (columns[expected - 1], true)
        }
        guard let place = unsafe places[Array(key)] else { return (nil, false) }
        expected = place + 1
        return (columns[place], true)
    }

    /// Notes a name that is not known.
    mutating func note(_ key: [UInt8]) {
        guard unknown.count < Self.unknownLimit, places[key] == nil else { return }
        add(key, nil)
        unknown.append(String(decoding: key, as: UTF8.self))
    }
}
