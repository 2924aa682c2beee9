/// The contents of a TZif file (RFC 8536, versions 1 to 4): the changes of a zone's offset, and the rule for the time after the last one.
struct TZifFile {
    /// Seconds since 1970-01-01T00:00:00Z, ascending.
    private(set) var transitions: [Int] = []
    /// The offset in force before the first transition, in seconds east of UTC.
    private(set) var firstOffset = 0
    /// The offset from each transition on.
    private(set) var offsets: [Int] = []
    /// What holds after the last transition; nil: the last offset, for ever.
    private(set) var footer: PosixZone?

    /// The six counts of a header.
    private struct Header {
        let version: UInt8
        let utcIndicators: Int
        let standardIndicators: Int
        let leapSeconds: Int
        let transitions: Int
        let types: Int
        let nameBytes: Int

        func blockSize(timeSize: Int) -> Int {
            transitions * (timeSize + 1) + types * 6 + nameBytes + leapSeconds * (timeSize + 4) + standardIndicators + utcIndicators
        }
    }

    /// The file of these bytes, or nil where they are not TZif.
    init?(_ bytes: [UInt8]) {
        var reader = ByteReader(bytes[...])
        guard let first = Self.header(&reader) else { return nil }
        guard first.version >= UInt8(ascii: "2") else {
            guard readBlock(&reader, header: first, timeSize: 4) else { return nil }
            return
        }
        // Version 1 data comes first for old readers; the same in 64 bits follows with a header of its own.
        guard reader.skip(first.blockSize(timeSize: 4)), let second = Self.header(&reader),
            readBlock(&reader, header: second, timeSize: 8), reader.byte() == UInt8(ascii: "\n"),
            let end = reader.rest.firstIndex(of: UInt8(ascii: "\n"))
        else { return nil }
        let text = reader.rest[..<end]
        guard !text.isEmpty else { return }
        guard let zone = PosixZone(text) else { return nil }
        footer = zone
    }

    private static func header(_ reader: inout ByteReader) -> Header? {
        guard reader.integer(size: 4) == 0x545A_6966, let version = reader.byte(), reader.skip(15),
            let utcIndicators = reader.count(), let standardIndicators = reader.count(), let leapSeconds = reader.count(),
            let transitions = reader.count(), let types = reader.count(), let nameBytes = reader.count(), types > 0
        else { return nil }
        return Header(
            version: version, utcIndicators: utcIndicators, standardIndicators: standardIndicators, leapSeconds: leapSeconds,
            transitions: transitions, types: types, nameBytes: nameBytes)
    }

    private mutating func readBlock(_ reader: inout ByteReader, header: Header, timeSize: Int) -> Bool {
        guard reader.rest.count >= header.blockSize(timeSize: timeSize) else { return false }
        for _ in 0..<header.transitions {
            // Far beyond any calendar, and far enough from the ends of Int to be added to.
            guard let time = reader.integer(size: timeSize), time.magnitude < 1 << 60, transitions.last.map({ $0 < time }) ?? true
            else { return false }
            transitions.append(time)
        }
        var typeOfTransition: [Int] = []
        for _ in 0..<header.transitions {
            guard let index = reader.byte(), index < header.types else { return false }
            typeOfTransition.append(Int(index))
        }
        var offsetOfType: [Int] = []
        for _ in 0..<header.types {
            guard let offset = reader.integer(size: 4), abs(offset) < 26 * 3600, reader.skip(2) else { return false }
            offsetOfType.append(offset)
        }
        firstOffset = offsetOfType[0]
        offsets = typeOfTransition.map { offsetOfType[$0] }
        return reader.skip(header.nameBytes + header.leapSeconds * (timeSize + 4) + header.standardIndicators + header.utcIndicators)
    }
}

/// Reads big-endian integers from the front of a run of bytes.
private struct ByteReader {
    private(set) var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    mutating func byte() -> UInt8? { rest.popFirst() }

    mutating func skip(_ count: Int) -> Bool {
        guard rest.count >= count else { return false }
        rest.removeFirst(count)
        return true
    }

    /// A signed integer of 4 or 8 bytes.
    mutating func integer(size: Int) -> Int? {
        guard rest.count >= size else { return nil }
        var bits: UInt64 = rest.first.map { $0 >= 0x80 } == true ? .max : 0
        for byte in rest.prefix(size) { bits = bits << 8 | UInt64(byte) }
        rest.removeFirst(size)
        return Int(Int64(bitPattern: bits))
    }

    /// An unsigned count that fits into what is left.
    mutating func count() -> Int? {
        guard let value = integer(size: 4), value >= 0, value <= 1 << 24 else { return nil }
        return value
    }
}
