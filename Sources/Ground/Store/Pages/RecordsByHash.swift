/// The records of a table by the hashes of their rows, for files whose rows come in another order than the records lie in.
@safe final class RecordsByHash {
    private let hashes: UnsafeMutablePointer<Int64>
    private let records: UnsafeMutablePointer<UInt32>
    /// Places, of which at most half are taken; a power of two.
    private let capacity: Int

    /// How many records are held at most: twelve bytes for each of twice to four times as many places.
    private static let limit = 1 << 21

    /// Reads all hashes, twice; nil where there are too many records for memory.
    init?(_ stored: StoredHashes) throws {
        var count = 0
        stored.find(after: .min)
        while let block = try stored.nextBlock() {
            count += block.count
            guard count <= Self.limit, let last = block.last, last.record <= UInt32.max else { return nil }
        }
        var capacity = 64
        while capacity < count * 2 { capacity *= 2 }
        self.capacity = capacity
        unsafe hashes = .allocate(capacity: capacity)
        unsafe hashes.initialize(repeating: 0, count: capacity)
        unsafe records = .allocate(capacity: capacity)
        stored.find(after: .min)
        while let block = try stored.nextBlock() {
            for next in block {
                guard next.hash != 0, let record = UInt32(exactly: next.record) else { continue }
                var place = Int(truncatingIfNeeded: next.hash) & (capacity - 1)
                while unsafe hashes[place] != 0 { place = (place + 1) & (capacity - 1) }
                unsafe hashes[place] = next.hash
                unsafe records[place] = record
            }
        }
    }

    deinit {
        unsafe hashes.deallocate()
        unsafe records.deallocate()
    }

    /// The record whose row has this hash, which is not 0.
    func record(_ hash: Int64) -> Int64? {
        var place = Int(truncatingIfNeeded: hash) & (capacity - 1)
        while unsafe hashes[place] != 0 {
            if unsafe hashes[place] == hash { return unsafe Int64(records[place]) }
            place = (place + 1) & (capacity - 1)
        }
        return nil
    }
}
