import CISAL

/// Reads what gzip compressed (RFC 1952), inflated by ISA-L as it is read, in constant memory.
///
/// Several members one after another are one content (section 2.2), and zero bytes may pad the end, as on tapes. The check and the
/// length of each member are verified. How much may come out is for the caller to limit, by ``position`` and ``consumed``.
@safe package final class GzipReader {
    private let source: any ByteSource
    private let sourceSize: Int
    private let state: UnsafeMutablePointer<inflate_state>
    private let input: ByteBuffer
    private var chunk: [UInt8]
    /// Where in the source the bytes after those of ``input`` are.
    private var nextOffset = 0
    /// The bytes of ``input`` that have been taken.
    private var taken = 0
    private var place = Place.start
    /// The number of bytes given so far.
    package private(set) var position = 0

    private static let chunkSize = 1 << 17

    private enum Place { case start, member, end }

    /// A reader of what `source` holds.
    package init(_ source: some ByteSource) {
        self.source = source
        sourceSize = source.size
        input = ByteBuffer(capacity: Self.chunkSize)
        chunk = Array(repeating: 0, count: min(Self.chunkSize, max(sourceSize, 1)))
        unsafe state = .allocate(capacity: 1)
        unsafe isal_inflate_init(state)
    }

    deinit { unsafe state.deallocate() }

    /// The number of compressed bytes that have been taken so far.
    package var consumed: Int { nextOffset - (input.count - taken) }

    /// Fills `buffer` as far as it is long; fewer bytes only at the end, where all checks have been made.
    ///
    /// - Throws: `notAnArchive`, `unsupportedMethod`, `damaged`, `io`.
    package func read(into buffer: inout [UInt8]) throws(ArchiveReadError) -> Int {
        var filled = 0
        while filled < buffer.count {
            switch place {
            case .start:
                guard try skipPadding() else {
                    place = .end
                    continue
                }
                try readHeader()
                unsafe isal_inflate_reset(state)
                unsafe state.pointee.crc_flag = UInt32(ISAL_GZIP_NO_HDR_VER)
                place = .member
            case .member:
                let count = try inflate(into: &buffer, from: filled)
                filled += count
                position += count
            case .end: return filled
            }
        }
        return filled
    }

    /// Inflates into `buffer` from `start` on, until it is full, the input is used up or the member ends.
    private func inflate(into buffer: inout [UInt8], from start: Int) throws(ArchiveReadError) -> Int {
        let isLastChunk = try !hasInput()
        let room = min(buffer.count - start, Int(Int32.max))
        let available = input.count - taken
        unsafe state.pointee.next_in = (input.start + taken).assumingMemoryBound(to: UInt8.self)
        unsafe state.pointee.avail_in = UInt32(available)
        unsafe state.pointee.avail_out = UInt32(room)
        let result = unsafe buffer.withUnsafeMutableBufferPointer { bytes in
            unsafe state.pointee.next_out = bytes.baseAddress.map { unsafe $0 + start }
            return unsafe isal_inflate(state)
        }
        unsafe state.pointee.next_out = nil
        unsafe taken += available - Int(state.pointee.avail_in)
        let count = unsafe room - Int(state.pointee.avail_out)
        guard result == ISAL_DECOMP_OK || result == ISAL_END_INPUT else {
            throw ArchiveReadError(.damaged, reason: "isal_inflate: \(result)")
        }
        if unsafe state.pointee.block_state == ISAL_BLOCK_FINISH {
            place = .start
        } else if isLastChunk, count == 0 {
            throw ArchiveReadError(.damaged, reason: "cut short")
        }
        return count
    }

    /// Moves past the zero bytes that may stand after a member.
    ///
    /// - Returns: whether another member follows.
    private func skipPadding() throws(ArchiveReadError) -> Bool {
        let isFirst = nextOffset == 0
        while try hasInput() {
            guard !isFirst, unsafe input.bytes[taken] == 0 else { return true }
            taken += 1
        }
        if isFirst { throw ArchiveReadError(.notAnArchive, reason: "empty") }
        return false
    }

    /// Whether there is a byte at ``taken``, after reading more where there was none.
    private func hasInput() throws(ArchiveReadError) -> Bool {
        guard taken == input.count else { return true }
        taken = 0
        input.count = 0
        guard nextOffset < sourceSize else { return false }
        let count: Int
        do { count = min(max(try source.read(at: nextOffset, into: &chunk), 0), chunk.count) } catch {
            throw ArchiveReadError(.io, cause: error)
        }
        nextOffset += count
        input.append(chunk)
        input.count = count
        return count > 0
    }
}

extension GzipReader {
    /// Reads the header of a member (RFC 1952, section 2.3).
    private func readHeader() throws(ArchiveReadError) {
        let isFirst = consumed == 0
        var crc = CRC32()
        guard try byte(&crc) == 0x1F, try byte(&crc) == 0x8B else {
            throw ArchiveReadError(isFirst ? .notAnArchive : .damaged, reason: "no gzip member")
        }
        guard try byte(&crc) == 8 else { throw ArchiveReadError(.unsupportedMethod) }
        let flags = try byte(&crc)
        // Section 2.3.1.2: a set bit that is reserved might change what follows.
        guard flags & 0xE0 == 0 else { throw ArchiveReadError(.unsupportedMethod, reason: "reserved flags") }
        for _ in 0..<6 { _ = try byte(&crc) }
        if flags & 4 != 0 {
            let length = Int(try byte(&crc)) | Int(try byte(&crc)) << 8
            for _ in 0..<length { _ = try byte(&crc) }
        }
        for flag in [8, 16] as [UInt8] where flags & flag != 0 {
            while try byte(&crc) != 0 {}
        }
        guard flags & 2 != 0 else { return }
        let expected = UInt16(truncatingIfNeeded: crc.value)
        guard try UInt16(byte(&crc)) | UInt16(byte(&crc)) << 8 == expected else {
            throw ArchiveReadError(.damaged, reason: "header check")
        }
    }

    private func byte(_ crc: inout CRC32) throws(ArchiveReadError) -> UInt8 {
        guard try hasInput() else {
            throw ArchiveReadError(sourceSize < 2 ? .notAnArchive : .damaged, reason: "cut short")
        }
        let value = unsafe input.bytes[taken]
        taken += 1
        unsafe withUnsafeBytes(of: value) { unsafe crc.update($0) }
        return value
    }
}
