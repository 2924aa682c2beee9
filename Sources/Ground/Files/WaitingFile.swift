/// A regular file that waits in a watched folder or below it.
package struct WaitingFile: Hashable, Sendable {
    package var path: String
    /// Relative to the watched folder, such as `2026/11/customers.csv`.
    package var name: String
    /// Bytes.
    package var size: Int
    /// When the content was last changed, as far as nobody has set the time, in nanoseconds since 1970-01-01T00:00:00Z.
    package var modified: Int64
    /// When content, name or permissions were last changed, in nanoseconds since 1970-01-01T00:00:00Z; nobody can set it (inode(7)).
    package var changed: Int64
    /// Tells it from another file that bears its name at another time: the inode's number.
    package var node: UInt64

    init(_ entry: FolderEntry, name: String) {
        path = entry.path
        self.name = name
        size = entry.size
        modified = entry.modified
        changed = entry.changed
        node = entry.node
    }
}

/// Something in a watched folder that cannot be taken in as it is.
package struct StrayEntry: Hashable, Sendable {
    /// Why it is not taken in.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A symbolic link.
        case link
        /// A named pipe, a socket or a device.
        case special
        /// The name is no UTF-8, so that the file cannot be opened under it; ``StrayEntry/name`` is repaired for showing.
        case name
        /// A folder below ``FolderScan/depthLimit`` others.
        case tooDeep
        /// A file or folder that this process may not read.
        case unreadable
    }

    /// Relative to the watched folder.
    package var name: String
    package var kind: Kind

    package init(name: String, kind: Kind) {
        self.name = name
        self.kind = kind
    }
}
