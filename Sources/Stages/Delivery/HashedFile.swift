import Cryptography
import Files

/// A file that is hashed while it is written.
struct HashedFile: ~Copyable {
    private var file: OutputFile
    private var hasher = SHA256Hasher()

    init(creating path: String) throws(FilesError) {
        file = try OutputFile(creating: path, mode: 0o640)
    }

    mutating func write(_ bytes: [UInt8]) throws(FilesError) {
        hasher.update(bytes)
        try file.write(bytes)
    }

    mutating func write(_ text: String) throws(FilesError) { try write(Array(text.utf8)) }

    /// Closes the file and tells what it holds.
    consuming func close(name: String) throws(FilesError) -> DeliveryManifest.File {
        let size = file.size
        let hash = hasher.finalize()
        try file.close()
        return DeliveryManifest.File(name: name, sha256: Hexadecimal.encode(hash), size: size)
    }

    /// Reads the file at `path` in blocks of `blockSize` bytes, the last one shorter, and tells what it holds.
    static func read(
        _ path: String, name: String, blockSize: Int = 1 << 18, _ body: (ArraySlice<UInt8>) throws -> Void = { _ in }
    ) throws -> DeliveryManifest.File {
        let file = try InputFile(path)
        var hasher = SHA256Hasher()
        var block = [UInt8](repeating: 0, count: blockSize)
        var size = 0
        while true {
            let count = try file.read(into: &block)
            hasher.update(block.span.extracting(..<count))
            try body(block[..<count])
            size += count
            if count < blockSize { break }
        }
        return DeliveryManifest.File(name: name, sha256: Hexadecimal.encode(hasher.finalize()), size: size)
    }
}
