import Foundation

/// A file system of a few kilobytes.
package struct SmallDisk {
    private let path: String

    /// Whether this process may mount one.
    package static let isPossible: Bool = {
        guard let folder = try? TemporaryFolder(), let disk = try? SmallDisk(at: folder.file("disk"), kilobytes: 16) else { return false }
        disk.unmount()
        return true
    }()

    /// Mounts it at `path`.
    package init(at path: String, kilobytes: Int) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        guard unsafe mount("tmpfs", path, "tmpfs", 0, "size=\(kilobytes)k") == 0 else { throw POSIXError(.EPERM) }
        self.path = path
    }

    /// Takes it away, with all that is on it.
    package func unmount() { unsafe umount2(path, Int32(MNT_DETACH)) }
}
