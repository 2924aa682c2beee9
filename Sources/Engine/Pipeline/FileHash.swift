import Cryptography
import Files

/// The SHA-256 of files.
enum FileHash {
    /// The hash of the file at `path`, in hexadecimal.
    static func sha256(of path: String) throws -> String {
        let file = try InputFile(path)
        var hasher = SHA256Hasher()
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = try file.read(into: &buffer)
            guard count > 0 else { return Hexadecimal.encode(hasher.finalize()) }
            hasher.update(buffer.span.extracting(first: count))
        }
    }
}
