import CISAL

/// Deflates blocks of bytes (RFC 1951), or whole data with a header and a check (zlib, RFC 1950), with ISA-L.
///
/// Every block of RFC 1951 ends at a byte and refers to nothing before it, so blocks that several deflaters made can be joined in any
/// order, the one that was made as the last at the end.
@safe package final class Deflater {
    private let stream: UnsafeMutablePointer<isal_zstream>
    private let workspace: UnsafeMutablePointer<UInt8>

    private static let level: UInt32 = 2
    private static let workspaceByteCount = 352 << 10

    /// A deflater, of which one thread at a time makes use.
    package init() {
        unsafe stream = .allocate(capacity: 1)
        unsafe workspace = .allocate(capacity: Self.workspaceByteCount)
    }

    deinit {
        unsafe stream.deallocate()
        unsafe workspace.deallocate()
    }

    /// Appends to `output` the block that `input` deflates to.
    ///
    /// - Parameter isLast: whether the block ends the deflated data.
    /// - Throws: `compression`.
    package func deflate(_ input: UnsafeRawBufferPointer, isLast: Bool, into output: ByteBuffer) throws(ArchiveError) {
        unsafe isal_deflate_init(stream)
        unsafe stream.pointee.flush = UInt16(FULL_FLUSH)
        unsafe stream.pointee.end_of_stream = isLast ? 1 : 0
        try unsafe run(input, into: output)
    }

    /// Appends to `output` what `input` as a whole deflates to in zlib's form.
    ///
    /// - Throws: `compression`.
    package func deflateWhole(_ input: UnsafeRawBufferPointer, into output: ByteBuffer) throws(ArchiveError) {
        unsafe isal_deflate_init(stream)
        unsafe stream.pointee.gzip_flag = UInt16(IGZIP_ZLIB)
        unsafe stream.pointee.end_of_stream = 1
        try unsafe run(input, into: output)
    }

    private func run(_ input: UnsafeRawBufferPointer, into output: ByteBuffer) throws(ArchiveError) {
        unsafe stream.pointee.level = Self.level
        unsafe stream.pointee.level_buf = workspace
        unsafe stream.pointee.level_buf_size = UInt32(Self.workspaceByteCount)
        // The input is only read: the library's structure lacks the const.
        unsafe stream.pointee.next_in = UnsafeMutableRawPointer(mutating: input.baseAddress)?.assumingMemoryBound(to: UInt8.self)
        unsafe stream.pointee.avail_in = UInt32(input.count)
        var isDone = false
        while !isDone {
            output.reserve(input.count / 4 + 4096)
            let room = unsafe output.room
            unsafe stream.pointee.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
            unsafe stream.pointee.avail_out = UInt32(clamping: room.count)
            let result = unsafe isal_deflate(stream)
            guard result == 0 else { throw ArchiveError(.compression, "", reason: "isal_deflate: \(result)") }
            isDone = unsafe stream.pointee.avail_out > 0
            output.count += unsafe Int(UInt32(clamping: room.count) - stream.pointee.avail_out)
        }
    }

    /// The block that `input` deflates to.
    package func deflate(_ input: [UInt8], isLast: Bool) throws(ArchiveError) -> [UInt8] {
        let output = ByteBuffer(capacity: 0)
        try unsafe input.withUnsafeBufferPointer { bytes throws(ArchiveError) in
            try unsafe deflate(UnsafeRawBufferPointer(bytes), isLast: isLast, into: output)
        }
        return output.copy()
    }
}
