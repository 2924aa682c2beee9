internal import Glibc

/// What one name in a folder stands for, symbolic links not followed.
struct FolderEntry {
    enum Kind { case file, folder, other }

    let path: String
    let name: String
    let kind: Kind
    /// Bytes.
    let size: Int
    /// Nanoseconds since 1970-01-01T00:00:00Z.
    let modified: Int64
    /// Whether ``name`` is the name's very bytes; else they are no UTF-8, and the file cannot be opened under it.
    let isNameExact: Bool

    fileprivate init(folder: String, name: String, isNameExact: Bool, status: stat) {
        path = folder + "/" + name
        self.name = name
        self.isNameExact = isNameExact
        kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .folder
            default: .other
            }
        size = status.st_size
        modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
    }
}

extension Folder {
    /// Everything in the folder at `path`, in no order; the folder itself must not be a symbolic link.
    static func entries(_ path: String) throws(FilesError) -> [FolderEntry] {
        let descriptor = try check(path) { unsafe open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) }
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
