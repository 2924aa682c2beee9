/// Tells what happens in folders; the seam at which a watcher without a kernel stands in.
package protocol FolderWatching: Sendable {
    /// Watches the folder at `path` from now on; one that is watched already stays so, under its present name.
    ///
    /// - Parameter followsLink: whether the folder may be a symbolic link to one.
    /// - Throws: an error that ``FilesError/isWatchLimit`` when no more can be watched.
    func add(_ path: String, followsLink: Bool) throws(FilesError)

    /// Watches the folder at `path` no longer; one that is not watched stays so.
    func remove(_ path: String)

    /// The watched paths that lead to another folder by now, or to none.
    func lost() -> [String]

    /// Waits for events and gives all that have come, the oldest first; none after `timeout` or once the watcher is stopped.
    func events(timeout: Duration?) throws(FilesError) -> [WatchEvent]

    /// Ends the wait in ``events(timeout:)`` for good.
    func stop()

    /// Whether ``stop()`` was called.
    var isStopped: Bool { get }
}

extension FilesError {
    /// Whether the system lets this user watch no more folders (`fs.inotify.max_user_watches`, `max_user_instances`) or open no more files.
    package var isWatchLimit: Bool { WatchLimit.numbers.contains(number) }
}
