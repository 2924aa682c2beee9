import Glibc

/// Reads pieces of memory and of files one after another.
struct PieceReader: ~Copyable {
    private let pieces: [DeflatedData.Piece]
    private var index = 0
    /// Bytes of the current piece that have been read.
    private var position = 0
    private var descriptor: Int32 = -1

    init(_ pieces: [DeflatedData.Piece]) {
        self.pieces = pieces
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// The size in bytes of the file at `path`.
    static func byteCount(ofFile path: String) throws(ArchiveError) -> Int {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { throw failure(path) }
        return status.st_size
    }

    /// Fills `buffer` as far as there are bytes; 0 at the end.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(ArchiveError) -> Int {
        var filled = 0
        while filled < buffer.count, index < pieces.count {
            let wanted = min(buffer.count - filled, pieces[index].byteCount - position)
            if wanted > 0 {
                let target = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<filled + wanted])
                let count = try unsafe readPiece(into: target)
                filled += count
                position += count
                if count > 0 { continue }
            }
            finishPiece()
        }
        return filled
    }

    private mutating func readPiece(into buffer: UnsafeMutableRawBufferPointer) throws(ArchiveError) -> Int {
        switch pieces[index] {
        case .memory(let bytes):
            unsafe bytes.withUnsafeBytes {
                unsafe buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[position..<position + buffer.count]))
            }
            return buffer.count
        case .file(let path, let offset, _):
            if descriptor < 0 {
                descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
                guard descriptor >= 0 else { throw PieceReader.failure(path) }
            }
            while true {
                let count = unsafe pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset + position))
                if count >= 0 { return count }
                guard errno == EINTR else { throw PieceReader.failure(path) }
            }
        }
    }

    private mutating func finishPiece() {
        if descriptor >= 0 { close(descriptor) }
        descriptor = -1
        position = 0
        index += 1
    }

    private static func failure(_ path: String) -> ArchiveError {
        let code = errno
        return ArchiveError(.read, path, reason: unsafe String(cString: strerror(code)), systemCode: code)
    }
}
