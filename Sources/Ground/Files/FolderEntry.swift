internal import Glibc

/// What one name in a folder stands for, symbolic links not followed.
struct FolderEntry {
    enum Kind { case file, folder, link, other }

    let path: String
    let name: String
    let kind: Kind
    /// Bytes.
    let size: Int
    /// Nanoseconds since 1970-01-01T00:00:00Z.
    let modified: Int64
    /// When the content, the name or the permissions were last changed, in nanoseconds since 1970-01-01T00:00:00Z; nobody can set it.
    let changed: Int64
    /// The inode's number.
    let node: UInt64
    /// Whether ``name`` is the name's very bytes; else they are no UTF-8, and the file cannot be opened under it.
    let isNameExact: Bool

    init(folder: String, name: String, isNameExact: Bool, status: stat) {
        path = folder + "/" + name
        self.name = name
        self.isNameExact = isNameExact
        kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .folder
            case S_IFLNK: .link
            default: .other
            }
        size = status.st_size
        modified = status.st_mtim.nanoseconds
        changed = status.st_ctim.nanoseconds
        node = UInt64(status.st_ino)
    }
}

extension timespec {
    /// Since 1970-01-01T00:00:00Z; times beyond the years 1843 to 2096, which anybody may set, become the nearest one within, so that
    /// two of them can be subtracted.
    var nanoseconds: Int64 { Int64(min(max(tv_sec, -4_000_000_000), 4_000_000_000)) * 1_000_000_000 + Int64(tv_nsec) }
}

extension Folder {
    /// Everything in the folder at `path`, in no order.
    ///
    /// - Parameter followsLink: whether the folder itself may be a symbolic link.
    static func entries(_ path: String, followsLink: Bool = false) throws(FilesError) -> [FolderEntry] {
        let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | (followsLink ? 0 : O_NOFOLLOW)
        let descriptor = try check(path) { unsafe open(path, flags) }
        guard let stream = unsafe fdopendir(descriptor) else {
            let error = FilesError(number: errno, path: path)
            close(descriptor)
            throw error
        }
        defer { unsafe closedir(stream) }
        var entries: [FolderEntry] = []
        while true {
            errno = 0
            guard let found = unsafe readdir(stream) else {
                if errno != 0 { throw FilesError(number: errno, path: path) }
                return entries
            }
            let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
            let bytes = unsafe UnsafeRawPointer(found).advanced(by: offset).assumingMemoryBound(to: CChar.self)
            let exact = unsafe String(validatingCString: bytes)
            let name = unsafe exact ?? String(cString: bytes)
            if name == "." || name == ".." { continue }
            var status = stat()
            // A name that vanished in between is none.
            guard unsafe fstatat(descriptor, bytes, &status, AT_SYMLINK_NOFOLLOW) == 0 else { continue }
            entries.append(FolderEntry(folder: path, name: name, isNameExact: exact != nil, status: status))
        }
    }
}
