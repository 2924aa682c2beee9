internal import CFileCalls
internal import Glibc

/// Finds out whether the system tells what happens in a folder.
package protocol EventProbe: Sendable {
    /// Nil when what any program writes to `folder` is told, on this computer or on another; else the file system's name.
    func silentFileSystem(of folder: String) -> String?

    /// The name of the file system that holds `folder`, if others may write to it unseen by this system's kernel; nothing is tried.
    func remoteFileSystem(of folder: String) -> String?
}

/// The real one: knows file systems that others write to unseen, and tries whether events come at all.
package struct FileSystemProbe: EventProbe {
    /// How long an event may take; the kernel queues it before the call that caused it returns.
    private static let patience: Int32 = 500
    /// Always the same, so that what a stopped process has left is found and removed by the next one; every scan passes it over.
    private static let name = ".ajastin-probe.tmp"

    package init() {}

    package func silentFileSystem(of folder: String) -> String? {
        // Their own writes are told, those of other computers are not: a test would prove nothing.
        if let remote = remoteFileSystem(of: folder) { return remote }
        return Self.isSilent(folder) ? "unknown" : nil
    }

    package func remoteFileSystem(of folder: String) -> String? {
        var status = statfs()
        guard unsafe statfs(folder, &status) == 0 else { return nil }
        return Self.remoteNames[UInt32(truncatingIfNeeded: status.f_type)]
    }

    /// By the numbers of statfs(2) and linux/magic.h.
    private static let remoteNames: [UInt32: String] = [
        0x6969: "nfs", 0x517B: "smb", 0xFF53_4D42: "cifs", 0xFE53_4D42: "smb2", 0x6573_5546: "fuse", 0x0102_1997: "9p",
        0x5346_414F: "afs", 0x7375_7245: "coda", 0x00C3_6400: "ceph", 0x0BD0_0BD0: "lustre", 0x4750_4653: "gpfs", 0x7461_636F: "ocfs2",
        0x0116_1970: "gfs2", 0x564C: "ncp", 0x786F_4256: "vboxsf",
    ]

    /// Whether a file that was written to `folder` just now made no event; false where it cannot be tried.
    private static func isSilent(_ folder: String) -> Bool {
        let path = folder + "/" + name
        let watches = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
        guard watches >= 0 else { return false }
        defer { close(watches) }
        guard unsafe inotify_add_watch(watches, folder, UInt32(IN_CLOSE_WRITE)) >= 0 else { return false }
        // Neither a link nor a named pipe in its place is opened.
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o600)
        guard file >= 0 else { return false }
        close(file)
        unsafe unlink(path)
        var polled = [pollfd(fd: watches, events: Int16(POLLIN), revents: 0)]
        var code: Int32
        repeat { code = unsafe poll(&polled, 1, patience) } while code < 0 && errno == EINTR
        return code == 0
    }
}
