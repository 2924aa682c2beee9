import Foundation
import TestSupport

/// A file system of a few kilobytes.
struct SmallDisk {
    private let path: String

    /// Whether this process may mount one.
    static let isPossible: Bool = {
        guard let folder = try? TemporaryFolder(), let disk = try? SmallDisk(at: folder.file("disk"), kilobytes: 16) else { return false }
        disk.unmount()
        return true
    }()

    init(at path: String, kilobytes: Int) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        guard unsafe mount("tmpfs", path, "tmpfs", 0, "size=\(kilobytes)k") == 0 else { throw POSIXError(.EPERM) }
        self.path = path
    }

    func unmount() { unsafe umount2(path, Int32(MNT_DETACH)) }
}

/// Runs `body` on this thread with the file access of a user who owns nothing.
func unprivileged(_ body: () throws -> Void) throws {
    typealias SetUser = @convention(c) (UInt32) -> Int32
    guard let symbol = unsafe dlsym(nil, "setfsuid") else { throw POSIXError(.ENOSYS) }
    let setUser = unsafe unsafeBitCast(symbol, to: SetUser.self)
    _ = setUser(65_534)
    defer { _ = setUser(geteuid()) }
    try body()
}
