import Foundation

/// A FUSE mount of another folder (bindfs): a file system that others write to without this kernel's being told.
package struct ForeignMount: Sendable {
    private let path: String

    /// Whether this process may mount one.
    package static let isPossible: Bool = {
        guard let folder = try? TemporaryFolder(), (try? folder.write("", to: "far/x")) != nil,
            let mount = try? ForeignMount(of: folder.file("far"), at: folder.file("near"))
        else { return false }
        mount.unmount()
        return true
    }()

    /// Shows the folder at `source` at `path`.
    package init(of source: String, at path: String) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        // Without the kernel's memory of names, so that what is written behind its back is seen at once. The program goes on in the
        // background; handles that it kept would have whoever started it wait for its end.
        let script = """
            for handle in /proc/self/fd/*; do number=${handle##*/}; [ "$number" -gt 2 ] && eval "exec $number>&-"; done
            exec bindfs -o entry_timeout=0,negative_timeout=0,attr_timeout=0 "$1" "$2" >/dev/null 2>&1
            """
        _ = try Tool.run("bash", ["-c", script, "bash", source, path])
        self.path = path
    }

    /// Takes it away.
    package func unmount() { unsafe umount2(path, Int32(MNT_DETACH)) }
}
