import Files
import Foundation
import Glibc
package import Model

/// How a source's folder is watched.
package struct WatchState: Hashable, Sendable, Codable {
    /// Why a folder is looked at every few seconds instead of being watched.
    package enum Obstacle: String, Hashable, Sendable, Codable {
        /// The file system does not tell what is written to it.
        case silent = "no-events"
        /// The system lets this user watch no more folders.
        case limit = "watch-limit"
    }

    package var source: String
    /// Nil: events are told.
    package var obstacle: Obstacle?
    /// The name of the file system that tells no events, such as `nfs`.
    package var fileSystem: String?

    package init(source: String, obstacle: Obstacle? = nil, fileSystem: String? = nil) {
        self.source = source
        self.obstacle = obstacle
        self.fileSystem = fileSystem
    }
}

/// Tells other processes how this one watches the folders: a file in `var/watchers/`, and one beside it that it keeps locked.
///
/// The lock goes with the process however it ends, so that others see at once that the file says nothing any more.
package struct WatchNote: ~Copyable {
    private let path: String
    private let lock: FileLock
    private var written: [WatchState]?

    /// Makes and locks the files.
    ///
    /// - Throws: `FilesError` when the folder cannot be written.
    package init(in folders: WorkspaceFolders) throws {
        try Folder.create(folders.watchers)
        _ = try WatchNote.living(in: folders)
        let name = "\(getpid())-" + String(UInt64.random(in: .min ... .max), radix: 36)
        let path = folders.watchers + "/" + name
        guard let lock = try FileLock(path + Self.lockSuffix) else { throw FilesError(number: EEXIST, path: path) }
        self.path = path
        self.lock = lock
        written = nil
    }

    deinit {
        unsafe unlink(path + Self.noteSuffix)
        unsafe unlink(path + Self.lockSuffix)
    }

    /// Tells how the folders are watched from now on; nothing is written when that is known.
    package mutating func tell(_ states: [WatchState]) throws {
        let states = states.sorted { $0.source < $1.source }
        guard states != written else { return }
        try AtomicFile.write(Array(try JSONEncoder().encode(states)), to: path + Self.noteSuffix)
        written = states
    }

    /// How each source is watched by the processes that are alive, the least well watched first; empty when none is.
    ///
    /// Notes of processes that have ended are removed.
    package static func all(in folders: WorkspaceFolders) throws -> [String: WatchState] {
        var found: [String: WatchState] = [:]
        for path in try living(in: folders) {
            // A process that begins or ends at this moment has no note.
            guard let bytes = try InputFile.contents(of: path + noteSuffix) else { continue }
            for state in try JSONDecoder().decode([WatchState].self, from: Data(bytes)) where found[state.source]?.obstacle == nil {
                found[state.source] = state
            }
        }
        return found
    }

    /// The paths, without their ends, of the files of processes that are alive; those of others are removed.
    private static func living(in folders: WorkspaceFolders) throws -> [String] {
        guard Folder.isFolder(folders.watchers) else { return [] }
        var living: [String] = []
        for name in try Folder.names(in: folders.watchers) where name.hasSuffix(lockSuffix) {
            let path = folders.watchers + "/" + name.dropLast(lockSuffix.count)
            guard try FileLock(path + lockSuffix) != nil else {
                living.append(path)
                continue
            }
            unsafe unlink(path + noteSuffix)
            unsafe unlink(path + lockSuffix)
        }
        return living
    }

    private static let noteSuffix = ".json"
    private static let lockSuffix = ".lock"
}
