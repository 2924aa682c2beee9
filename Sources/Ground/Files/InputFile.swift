internal import Glibc

/// A regular file that is being read from its start to its end.
package struct InputFile: ~Copyable {
    package let path: String
    private let descriptor: Descriptor

    /// Opens the file at `path`.
    package init(_ path: String) throws(FilesError) {
        self.path = path
        // Non-blocking, so that a named pipe in a file's place cannot hold the reader for ever.
        descriptor = try Descriptor(opening: path, O_RDONLY | O_NONBLOCK)
    }

    /// Opens the file at `path` in a folder that others write to: a symbolic link, or anything else that is no file, is refused.
    package init(received path: String) throws(FilesError) {
        let opened = try Descriptor(opening: path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW)
        var status = stat()
        try check(path) { [raw = opened.raw] in unsafe fstat(raw, &status) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw FilesError(number: EINVAL, path: path) }
        self.path = path
        descriptor = opened
    }

    /// Whether this process may read the file at `path`, which must be a regular one; true when it is gone.
    package static func isReadable(_ path: String) -> Bool {
        do {
            _ = try InputFile(received: path)
            return true
        } catch {
            return error.code != .permissionDenied
        }
    }

    /// Fills `buffer` from its start and returns how many bytes were read: fewer than it holds only at the end of the file.
    package func read(into buffer: inout [UInt8]) throws(FilesError) -> Int {
        var filled = 0
        while filled < buffer.count {
            let read = try check(path) { [raw = descriptor.raw] in
                unsafe buffer.withUnsafeMutableBytes {
                    unsafe Glibc.read(raw, $0.baseAddress.map { unsafe $0 + filled }, $0.count - filled)
                }
            }
            if read == 0 { break }
            filled += read
        }
        return filled
    }

    /// The whole content of the file at `path`, or nil where there is none; for files that are known to be small.
    package static func contents(of path: String) throws(FilesError) -> [UInt8]? {
        let file: InputFile
        do { file = try InputFile(path) } catch {
            if error.code == .notFound { return nil }
            throw error
        }
        var content: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = try file.read(into: &block)
            content.append(contentsOf: block[..<count])
            if count < block.count { return content }
        }
    }
}
