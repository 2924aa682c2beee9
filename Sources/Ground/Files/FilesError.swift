internal import Glibc

/// Why the file system refused something.
package struct FilesError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong, in the terms in which a person can act on it.
    package enum Code: String, Hashable, Sendable, CaseIterable {
        case notFound = "not-found"
        case permissionDenied = "permission-denied"
        /// No space, no quota, or beyond the largest size that a file may have.
        case diskFull = "disk-full"
        case notAFolder = "not-a-folder"
        case alreadyExists = "already-exists"
        case other
    }

    package var code: Code
    /// The file or folder in question.
    package var path: String
    /// The system's error number (errno).
    package var number: Int32

    /// What the system answered, by its error number, about `path`.
    package init(number: Int32, path: String) {
        self.number = number
        self.path = path
        code =
            switch number {
            case ENOENT: .notFound
            case EACCES, EPERM, EROFS: .permissionDenied
            case ENOSPC, EDQUOT, EFBIG: .diskFull
            case ENOTDIR: .notAFolder
            case EEXIST, ENOTEMPTY: .alreadyExists
            default: .other
            }
    }

    /// Something is at `path` that must not be.
    package static func alreadyExists(_ path: String) -> FilesError { FilesError(number: EEXIST, path: path) }

    /// Whether another file is in the place of the one that was meant.
    package var isReplaced: Bool { number == ESTALE }

    /// Nothing is at `path`.
    package static func notFound(_ path: String) -> FilesError { FilesError(number: ENOENT, path: path) }

    /// The system's own words for ``number``, in English, for logs and for codes that nothing better is known about.
    package var reason: String {
        guard let text = unsafe strerror(number) else { return "errno \(number)" }
        return unsafe String(cString: text)
    }

    package var description: String { "\(path): \(reason)" }
}
