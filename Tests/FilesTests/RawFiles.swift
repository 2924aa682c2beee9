import Foundation
import Glibc

/// Moves what lies at `path` as `mv` does.
func move(_ path: String, to destination: String) throws {
    guard unsafe rename(path, destination) == 0 else { throw POSIXError(.EIO) }
}

/// A file opened for writing, by bytes that need not be UTF-8.
struct RawFile {
    private let descriptor: Int32

    init(_ path: [UInt8]) throws {
        let name = path.map(CChar.init(bitPattern:)) + [0]
        descriptor = unsafe open(name, O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
        if descriptor < 0 { throw POSIXError(.EIO) }
    }

    init(_ path: String) throws { try self.init(Array(path.utf8)) }

    func write(_ text: String) throws {
        guard unsafe Glibc.write(descriptor, text, text.utf8.count) == text.utf8.count else { throw POSIXError(.EIO) }
    }

    func close() { Glibc.close(descriptor) }
}

/// Makes a named pipe.
func makePipe(_ path: String) throws {
    guard unsafe mkfifo(path, 0o600) == 0 else { throw POSIXError(.EIO) }
}
