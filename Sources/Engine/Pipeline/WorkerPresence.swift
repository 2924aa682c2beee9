import Files
import Foundation
import Glibc
package import Model

/// Shows that a worker is alive: a file in `var/workers/` that it keeps locked, named as it signs its leases.
///
/// The lock goes with the process however it ends, so that others see at once whose runs have nobody left to carry them on.
package struct WorkerPresence: ~Copyable {
    /// Names this worker in the ledger; never used again by another.
    package let owner: String
    private let path: String
    private let lock: FileLock

    /// Makes and locks the file.
    ///
    /// - Throws: `FilesError` when the folder cannot be written.
    package init(in folders: WorkspaceFolders) throws {
        try Folder.create(folders.workers)
        let owner = "\(getpid())-" + String(UInt64.random(in: .min ... .max), radix: 36)
        let path = folders.workers + "/" + owner
        guard let lock = try FileLock(path) else { throw FilesError(number: EEXIST, path: path) }
        self.owner = owner
        self.path = path
        self.lock = lock
    }

    deinit { _ = unsafe unlink(path) }

    /// Whether the worker that signed as `owner` has ended; its file is removed then.
    package static func isGone(_ owner: String, in folders: WorkspaceFolders) throws -> Bool {
        let path = folders.workers + "/" + owner
        guard FileManager.default.fileExists(atPath: path) else { return true }
        guard try FileLock(path) != nil else { return false }
        _ = unsafe unlink(path)
        return true
    }
}
