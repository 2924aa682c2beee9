import Tabular

/// Numbers of records: many small ones that we gave, and any that other programs have written.
struct RecordSet {
    /// Those up to ``bound``.
    private(set) var given = Bitmap()
    private var others: Set<Int64> = []
    private let bound: Int64

    /// How many records a file may add before they count as others, which take more memory.
    private static let room: Int64 = 1 << 27

    /// - Parameter last: the highest number given so far.
    init(after last: Int64) { bound = last + RecordSet.room }

    @inline(__always)
    mutating func insert(_ record: Int64) {
        if record >= 0, record <= bound { given.insert(Int(record)) } else { others.insert(record) }
    }

    @inline(__always)
    func contains(_ record: Int64) -> Bool { given.contains(Int(record)) || !others.isEmpty && others.contains(record) }
}
