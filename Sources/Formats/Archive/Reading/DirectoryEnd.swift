/// The record at the end of an archive that says how many entries there are (APPNOTE 4.3.14 to 4.3.16).
///
/// libzip keeps a description of every entry from the moment it opens an archive, so their number is looked at before.
enum DirectoryEnd {
    private static let size = 22
    private static let commentLimit = 65_535
    private static let locatorSize = 20
    private static let zip64Size = 56

    /// The largest number of entries that a record at the end of `source` gives; 0 where there is none.
    static func entryCount(_ source: some ByteSource) throws -> Int {
        let start = max(0, source.size - size - commentLimit - locatorSize)
        let tail = try bytes(source, at: start, count: source.size - start)
        var largest = 0
        for place in tail.indices.dropLast(size - 1) where tail[place] == 0x50 && number(tail, place, 4) == 0x0605_4B50 {
            // Which of several records libzip takes is its own affair.
            largest = max(largest, number(tail, place + 10, 2))
            let locator = place - locatorSize
            guard locator >= 0, number(tail, locator, 4) == 0x0706_4B50 else { continue }
            let offset = number(tail, locator + 8, 8)
            guard offset >= 0, offset <= source.size - zip64Size else { continue }
            let record = try bytes(source, at: offset, count: zip64Size)
            if record.count == zip64Size, number(record, 0, 4) == 0x0606_4B50 { largest = max(largest, number(record, 32, 8)) }
        }
        return largest
    }

    private static func bytes(_ source: some ByteSource, at offset: Int, count: Int) throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: count)
        let read = try source.read(at: offset, into: &buffer)
        return Array(buffer.prefix(max(0, read)))
    }

    /// The number of `count` bytes at `place`, the lowest first, cut to what an `Int` can hold.
    private static func number(_ bytes: [UInt8], _ place: Int, _ count: Int) -> Int {
        var value: UInt64 = 0
        for index in 0..<count { value |= UInt64(bytes[place + index]) << UInt64(8 * index) }
        return Int(clamping: value)
    }
}
