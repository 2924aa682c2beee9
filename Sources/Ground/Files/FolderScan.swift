/// A file that waits in a folder.
package struct WaitingFile: Hashable, Sendable {
    package var path: String
    package var name: String
    /// Bytes.
    package var size: Int
    /// Nanoseconds since 1970-01-01T00:00:00Z.
    package var modified: Int64
}

/// What waits in a watched folder.
package struct FolderScan: Hashable, Sendable {
    /// Regular files, the oldest first, then by name.
    package var files: [WaitingFile]
    /// Names that are no UTF-8, repaired for showing; such files cannot be opened and must be renamed by a person.
    package var unreadableNames: [String]
    /// Names of what is neither file nor folder: symbolic links, pipes and devices, which are never opened.
    package var otherNames: [String]

    /// Looks at the folder at `path`; symbolic links, folders and names that ``isPassedOver(_:)`` are left out.
    package init(of path: String) throws(FilesError) {
        let all = try Folder.entries(path).filter { !FolderScan.isPassedOver($0.name) }
        let entries = all.filter { $0.kind == .file }
        files = entries.filter(\.isNameExact)
            .map { WaitingFile(path: $0.path, name: $0.name, size: $0.size, modified: $0.modified) }
            .sorted { ($0.modified, $0.name) < ($1.modified, $1.name) }
        unreadableNames = entries.filter { !$0.isNameExact }.map(\.name).sorted()
        otherNames = all.filter { $0.kind == .other }.map(\.name).sorted()
    }

    /// Whether programs use such names for what is not finished or not meant for others: `.x`, `x.tmp`, `x.part`, `~$x`.
    package static func isPassedOver(_ name: String) -> Bool {
        name.hasPrefix(".") || name.hasPrefix("~$")
            || [".tmp", ".part", ".partial", ".crdownload", ".filepart"].contains { name.lowercased().hasSuffix($0) }
    }
}
