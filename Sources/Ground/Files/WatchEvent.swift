/// What happened in a watched folder.
package enum WatchEvent: Hashable, Sendable {
    /// A file was closed after writing, or moved in, whole. It may be gone again.
    case arrived(folder: String, name: String)
    /// Something was made that is no folder: a file that somebody may be writing, a second name of a file, a link, a pipe.
    case appeared(folder: String, name: String)
    /// A folder came into the folder.
    case folderArrived(String)
    /// The folder was removed, moved or unmounted; it is watched no longer.
    case folderGone(String)
    /// More happened than can be told, or under a name that cannot be: all folders are to be scanned.
    case rescan
}
