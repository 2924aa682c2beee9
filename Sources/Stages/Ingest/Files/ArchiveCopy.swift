internal import Files
internal import Foundation
internal import Synchronization

/// A copy of a file that stays where it is, made on a thread of its own while the file's rows are read and written.
final class ArchiveCopy: Sendable {
    private let temporary: String
    private let done = DispatchSemaphore(value: 0)
    private let failure = Mutex<(any Error)?>(nil)

    /// Begins to copy `file` to a temporary name in `folder`.
    ///
    /// - Throws: `FilesError` where the folder cannot be made.
    init(of file: DroppedFile, in folder: String) throws {
        try Folder.create(folder)
        temporary = AtomicFile.temporaryName(beside: folder + "/copy")
        let thread = Thread { [self] in
            do { try file.copy(to: temporary) } catch { failure.withLock { $0 = error } }
            done.signal()
        }
        thread.name = "ingest-copier"
        thread.start()
    }

    /// Waits for the copy and gives it its name, on the same file system.
    func move(to path: String) throws {
        done.wait()
        done.signal()
        if let error = failure.withLock({ $0 }) { throw error }
        try Folder.move(temporary, to: path)
    }

    /// Waits for the copy and removes it; once it has its name, there is nothing to remove.
    func discard() throws {
        done.wait()
        done.signal()
        try Folder.remove(temporary)
    }
}
