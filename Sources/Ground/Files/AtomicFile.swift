internal import Glibc

/// Files that are there whole or not at all, after a power cut too.
package enum AtomicFile {
    /// Makes the content of the file at `path` be `bytes`; a file that has them already is left alone.
    ///
    /// - Parameter mode: the permissions, such as `0o600` for a key.
    /// - Returns: whether something was written.
    @discardableResult
    package static func write(_ bytes: [UInt8], to path: String, mode: UInt32 = 0o644) throws(FilesError) -> Bool {
        if try hasContent(bytes, path, mode: mode) { return false }
        let temporary = temporaryName(beside: path)
        do {
            var file = try OutputFile(creating: temporary, mode: mode)
            try file.write(bytes)
            try file.close()
            try publish(temporary, to: path)
        } catch {
            unsafe unlink(temporary)
            throw error
        }
        return true
    }

    /// Gives the file at `path` the content that `body` writes; if `body` fails, what was there stays as it was.
    package static func write<Failure>(
        to path: String, mode: UInt32 = 0o644, _ body: (inout OutputFile) throws(Failure) -> Void
    ) throws {
        let temporary = temporaryName(beside: path)
        do {
            var file = try OutputFile(creating: temporary, mode: mode)
            try body(&file)
            try file.close()
            try publish(temporary, to: path)
        } catch {
            unsafe unlink(temporary)
            throw error
        }
    }

    /// What becomes of a file that stands where another one is to be published.
    package enum Existing: Sendable {
        case replace
        /// It stays, and the new one is removed: right where the name says what the content is.
        case keep
    }

    /// What a move makes outlast a power cut.
    package enum Durability: Sendable {
        /// The file's content and both names.
        case content
        /// The names: right where the content is elsewhere too.
        case names
        /// Nothing; the caller syncs the folders, once for many files.
        case none
    }

    /// Moves a finished file to its place on the same file system and makes both file and place outlast a power cut.
    ///
    /// Somebody may put another file in the place of `temporary` while this one is being synced: that one stays where it is.
    ///
    /// - Parameter expected: which file is meant, where the caller has seen it before.
    /// - Returns: whether the file at `path` is the new one.
    /// - Throws: an error that ``FilesError/isReplaced`` when another file is in the place of the one that is meant.
    @discardableResult
    package static func publish(
        _ temporary: String, to path: String, existing: Existing = .replace, expecting expected: FileIdentity? = nil,
        durability: Durability = .content
    ) throws(FilesError) -> Bool {
        let file = try Descriptor(opening: temporary, O_RDONLY | O_NOFOLLOW)
        let identity = try FileIdentity(file, temporary)
        guard expected == nil || identity == expected else { throw FilesError(number: ESTALE, path: temporary) }
        if durability == .content { try file.sync(temporary) }
        try file.close(temporary)
        if existing == .keep, try Folder.modified(path) != nil {
            try check(temporary) { unsafe unlink(temporary) }
            return false
        }
        try check(path) { unsafe rename(temporary, path) }
        guard FileIdentity(of: path) == identity else {
            try putBack(path, to: temporary)
            throw FilesError(number: ESTALE, path: temporary)
        }
        guard durability != .none else { return true }
        try Folder.sync(Folder.parent(of: path))
        if Folder.parent(of: temporary) != Folder.parent(of: path) { try Folder.sync(Folder.parent(of: temporary)) }
        return true
    }

    /// Undoes a move that took the wrong file; one that has been replaced yet again meanwhile is not wanted by anybody any more.
    private static func putBack(_ path: String, to original: String) throws(FilesError) {
        if unsafe link(path, original) == 0 || errno == EEXIST {
            try check(path) { unsafe unlink(path) }
        } else {
            try check(original) { unsafe rename(path, original) }
        }
    }

    /// Gives a finished file, which nobody will change any more, a second name that must not exist yet; a copy where the file systems differ.
    ///
    /// Not synced: the folder that it is put into is to be published.
    package static func linkOrCopy(_ source: String, to path: String) throws(FilesError) {
        if unsafe link(source, path) == 0 { return }
        guard [EXDEV, EPERM, EMLINK, EOPNOTSUPP].contains(errno) else {
            throw FilesError(number: errno, path: errno == ENOENT ? source : path)
        }
        var output = try OutputFile(creating: path)
        try output.write(contentsOf: source)
        try output.close()
    }

    /// Whether ``temporaryName(beside:)`` made this name.
    package static func isTemporary(_ name: String) -> Bool { name.hasPrefix(".ajastin-") && name.hasSuffix(".tmp") }

    /// A name beside `path` that nobody uses and that every scan passes over.
    package static func temporaryName(beside path: String) -> String {
        Folder.parent(of: path) + "/.ajastin-" + String(UInt64.random(in: .min ... .max), radix: 16) + ".tmp"
    }

    private static func hasContent(_ bytes: [UInt8], _ path: String, mode: UInt32) throws(FilesError) -> Bool {
        var status = stat()
        guard unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o7777 == mode,
            status.st_size == bytes.count
        else { return false }
        return try InputFile.contents(of: path) == bytes
    }
}
