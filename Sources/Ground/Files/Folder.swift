internal import Glibc

/// Making, filling in one move, and removing folders.
package enum Folder {
    /// The folder that holds `path`.
    package static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Makes the folder at `path` with those above it; one that is there already stays as it is.
    ///
    /// - Parameter mode: the permissions of folders made here, less the process's umask.
    package static func create(_ path: String, mode: UInt32 = 0o755) throws(FilesError) {
        if isFolder(path) { return }
        let above = parent(of: path)
        if above != path { try create(above, mode: mode) }
        do { try check(path) { unsafe mkdir(path, mode) } } catch {
            // Another process may have been first; a file in the folder's place is an error.
            guard error.number == EEXIST else { throw error }
            if !isFolder(path) { throw FilesError(number: ENOTDIR, path: path) }
            return
        }
        try sync(above)
    }

    /// Whether `path` is a folder, or a symbolic link to one.
    package static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Makes the names in the folder outlast a power cut.
    package static func sync(_ path: String) throws(FilesError) {
        try Descriptor(opening: path, O_RDONLY | O_DIRECTORY).sync(path)
    }

    /// Gives the folder at `path` another name on the same file system; not synced.
    package static func move(_ path: String, to destination: String) throws(FilesError) {
        try check(path) { unsafe rename(path, destination) }
    }

    /// What ``publish(_:to:)`` found.
    package enum Publication: Sendable {
        case published
        /// The destination is there already; the prepared folder was not looked at.
        case alreadyThere
    }

    /// Moves a finished folder to its place on the same file system, whole, after making everything in it outlast a power cut.
    ///
    /// Doing it again changes nothing.
    @discardableResult
    package static func publish(_ prepared: String, to path: String) throws(FilesError) -> Publication {
        if isFolder(path) { return .alreadyThere }
        try syncAll(prepared)
        do { try move(prepared, to: path) } catch {
            guard error.number == EEXIST || error.number == ENOTEMPTY else { throw error }
            return .alreadyThere
        }
        try sync(parent(of: path))
        try sync(parent(of: prepared))
        return .published
    }

    /// Makes all files and folders in the folder at `path`, and the folder itself, outlast a power cut.
    package static func syncAll(_ path: String) throws(FilesError) {
        for entry in try entries(path) {
            switch entry.kind {
            case .folder: try syncAll(entry.path)
            case .file:
                let file = try Descriptor(opening: entry.path, O_RDONLY | O_NOFOLLOW)
                try file.sync(entry.path)
            case .link, .other: break
            }
        }
        try sync(path)
    }

    /// Removes the file or folder at `path` with everything in it, never following a symbolic link; nothing there is no error.
    package static func remove(_ path: String) throws(FilesError) {
        do {
            for entry in try entries(path) {
                if entry.kind == .folder { try remove(entry.path) } else { try removeEntry(entry.path) { unsafe unlink(entry.path) } }
            }
        } catch {
            switch error.number {
            case ENOENT: return
            case ENOTDIR, ELOOP: return try removeEntry(path) { unsafe unlink(path) }
            default: throw error
            }
        }
        try removeEntry(path) { unsafe rmdir(path) }
    }

    private static func removeEntry(_ path: String, _ call: () -> Int32) throws(FilesError) {
        do { try check(path, call) } catch { if error.code != .notFound { throw error } }
    }

    /// Runs `body` with an empty folder of its own below `parent`, and removes the folder afterwards, whatever happened.
    package static func withTemporary<Result>(in parent: String, _ body: (_ path: String) throws -> Result) throws -> Result {
        let path = parent + "/work-" + String(UInt64.random(in: .min ... .max), radix: 16)
        try check(path) { unsafe mkdir(path, 0o700) }
        // What cannot be removed now lies in a working folder that is emptied at the next start.
        defer { try? remove(path) }
        return try body(path)
    }

    /// The names of what the folder at `path` holds, in the order of their bytes.
    package static func names(in path: String) throws(FilesError) -> [String] {
        try entries(path).map(\.name).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// When what lies at `path` was changed, in nanoseconds since 1970-01-01T00:00:00Z; nil where there is nothing.
    package static func modified(_ path: String) throws(FilesError) -> Int64? {
        var status = stat()
        do { try check(path) { unsafe lstat(path, &status) } } catch {
            if error.code == .notFound { return nil }
            throw error
        }
        return status.st_mtim.nanoseconds
    }

    /// The bytes of the file at `path`.
    package static func size(_ path: String) throws(FilesError) -> Int {
        var status = stat()
        try check(path) { unsafe stat(path, &status) }
        return Int(status.st_size)
    }

    /// Bytes that may still be written to the file system that holds `path`.
    package static func freeSpace(at path: String) throws(FilesError) -> Int {
        var status = statvfs()
        try check(path) { unsafe statvfs(path, &status) }
        return Int(clamping: UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize)).partialValue)
    }
}
