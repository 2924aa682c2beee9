import GRDB
import Glibc

/// Gathers records with their keys, sorts as many as fit into memory, and writes them to a file as one run.
@safe final class SortBuffer {
    private struct Entry {
        /// The first eight bytes of the key.
        let prefix: UInt64
        let offset: Int
    }

    private(set) var runs: [SortedRun] = []

    private let file: RunFile
    private var arena: UnsafeMutableRawBufferPointer
    private var used = 0
    private var entries: [Entry] = []
    private var written = 0

    /// How much is sorted at once, in bytes.
    static let usualCapacity = 20 << 20
    private static let outputSize = 1 << 20

    /// - Parameters:
    ///   - folder: where the file is to lie.
    ///   - capacity: how much is sorted at once, in bytes; more where a record is larger.
    init(folder: String, capacity: Int = usualCapacity) throws {
        file = try RunFile(in: folder)
        unsafe arena = .allocate(byteCount: capacity, alignment: 8)
    }

    deinit { unsafe arena.deallocate() }

    /// Adds a record.
    ///
    /// - Parameter values: its stored form; empty where SQLite has to be asked for it.
    func add(_ record: Int64, key: [UInt8], values: UnsafeRawBufferPointer) throws {
        let keyCount = key.count + 8
        let size = (SortedRun.headSize + keyCount + values.count + 7) & ~7
        if unsafe used + size > arena.count {
            try finish()
            if unsafe size > arena.count {
                unsafe arena.deallocate()
                unsafe arena = .allocate(byteCount: size, alignment: 8)
            }
        }
        unsafe arena.storeBytes(of: UInt32(keyCount), toByteOffset: used, as: UInt32.self)
        unsafe arena.storeBytes(of: UInt32(values.count), toByteOffset: used + 4, as: UInt32.self)
        let start = used + SortedRun.headSize
        unsafe arena.baseAddress.map { base in
            unsafe key.withUnsafeBytes { if let from = $0.baseAddress { unsafe memcpy(base + start, from, key.count) } }
            // Upwards from the least: the sign bit turned.
            unsafe base.storeBytes(
                of: (UInt64(bitPattern: record) ^ 1 << 63).bigEndian, toByteOffset: start + key.count, as: UInt64.self)
            if let from = values.baseAddress { unsafe memcpy(base + start + keyCount, from, values.count) }
        }
        entries.append(Entry(prefix: unsafe UInt64(bigEndian: arena.loadUnaligned(fromByteOffset: start, as: UInt64.self)), offset: used))
        used += size
    }

    /// Sorts what is there and writes it.
    func finish() throws {
        guard !entries.isEmpty else { return }
        let base = unsafe UnsafeRawBufferPointer(arena)
        entries.sort { unsafe SortBuffer.isBefore($0, $1, base) }
        let start = written
        let output = UnsafeMutableRawBufferPointer.allocate(byteCount: SortBuffer.outputSize, alignment: 8)
        defer { unsafe output.deallocate() }
        var filled = 0
        for entry in entries {
            let size = unsafe SortedRun.headSize + SortBuffer.length(base, entry.offset) + SortBuffer.length(base, entry.offset + 4)
            let bytes = unsafe UnsafeRawBufferPointer(rebasing: base[entry.offset..<(entry.offset + size)])
            if filled + size > output.count {
                try unsafe write(unsafe UnsafeRawBufferPointer(rebasing: output[..<filled]))
                filled = 0
            }
            if size > output.count {
                try unsafe write(bytes)
            } else {
                unsafe UnsafeMutableRawBufferPointer(rebasing: output[filled..<(filled + size)]).copyMemory(from: bytes)
                filled += size
            }
        }
        try unsafe write(unsafe UnsafeRawBufferPointer(rebasing: output[..<filled]))
        runs.append(SortedRun(file: file, bytes: start..<written))
        entries.removeAll(keepingCapacity: true)
        used = 0
    }

    private func write(_ bytes: UnsafeRawBufferPointer) throws {
        try unsafe file.write(bytes, at: written)
        written += bytes.count
    }

    private static func length(_ base: UnsafeRawBufferPointer, _ offset: Int) -> Int {
        unsafe Int(base.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    @inline(__always)
    private static func isBefore(_ one: Entry, _ other: Entry, _ base: UnsafeRawBufferPointer) -> Bool {
        if one.prefix != other.prefix { return one.prefix < other.prefix }
        let (oneCount, otherCount) = unsafe (length(base, one.offset), length(base, other.offset))
        guard let start = base.baseAddress else { return false }
        let order = unsafe memcmp(
            start + one.offset + SortedRun.headSize + 8, start + other.offset + SortedRun.headSize + 8, min(oneCount, otherCount) - 8)
        return order != 0 ? order < 0 : oneCount < otherCount
    }
}
