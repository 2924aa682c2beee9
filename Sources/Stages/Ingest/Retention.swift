internal import Files
package import Model
package import Store
package import Tabular

/// Removes files that have been kept for as long as their source says, and what processes cut short have left behind.
package struct Retention: Sendable {
    private let store: WorkspaceStore
    private let folders: DropIntake.Folders

    /// How long an unfinished file may belong to a process that is still at work, in microseconds.
    private static let temporaryAge: Int64 = 86_400_000_000

    package init(store: WorkspaceStore, folders: DropIntake.Folders) {
        self.store = store
        self.folders = folders
    }

    /// Removes what is too old of the drops of `sources`; the drops stay in the history.
    ///
    /// - Returns: how many files were removed.
    /// - Throws: `FilesError`, `StoreError`.
    package func clean(_ sources: some Collection<SourceDefinition>, at now: Instant) throws -> Int {
        var count = 0
        for (folder, days) in [(folders.archive, \SourceDefinition.archiveDays), (folders.rejected, \.rejectedDays)] {
            guard Folder.isFolder(folder) else { continue }
            let expired = try expired(sources, days, at: now)
            for name in try Folder.names(in: folder) {
                guard let id = Retention.drop(of: name), expired.contains(id) else { continue }
                try Folder.remove(folder + "/" + name)
                count += 1
            }
        }
        return try count + removeTemporaries(at: now)
    }

    /// The drops whose files are too old.
    private func expired(
        _ sources: some Collection<SourceDefinition>, _ days: KeyPath<SourceDefinition, Int?>, at now: Instant
    ) throws -> Set<Int64> {
        var expired: Set<Int64> = []
        for source in sources {
            guard let days = source[keyPath: days] else { continue }
            let limit = Instant(microseconds: now.microseconds - Int64(days) * 86_400_000_000)
            expired.formUnion(try store.read { try $0.drops.ended(source: source.name, before: limit) })
        }
        return expired
    }

    /// The drop that a file is of: `12.csv`, `12.txt`, `12-name.csv`.
    private static func drop(of name: String) -> Int64? {
        let digits = name.prefix { $0.isASCII && $0.isNumber }
        let rest = name.dropFirst(digits.count)
        return rest.hasPrefix("-") || rest == ".csv" || rest == ".txt" ? Int64(digits) : nil
    }

    private func removeTemporaries(at now: Instant) throws -> Int {
        let limit = (now.microseconds - Retention.temporaryAge) * 1000
        var count = 0
        for folder in [folders.archive, folders.rejected, folders.held] where Folder.isFolder(folder) {
            for name in try Folder.names(in: folder) where AtomicFile.isTemporary(name) {
                let path = folder + "/" + name
                guard let modified = try Folder.modified(path), modified < limit else { continue }
                try Folder.remove(path)
                count += 1
            }
        }
        return count
    }
}
