internal import Glibc
internal import Synchronization

/// Tells what arrives in folders, as inotify reports it.
///
/// One thread of its own waits in ``next(timeout:)``; folders may be added and removed, and the watcher stopped, from any thread.
/// A file that was there before its folder was added is not told: add first, then scan.
package final class FolderWatcher: Sendable {
    private struct State {
        var folders: [Int32: String] = [:]
        var isStopped = false
        /// Told by the system and not yet handed out, the oldest first.
        var pending: [WatchEvent] = []
    }

    private let state = Mutex(State())
    private let watches: Descriptor
    /// A pipe whose writing end wakes the waiting thread.
    private let wakeReader: Descriptor
    private let wakeWriter: Descriptor

    /// A watcher without folders.
    package init() throws(FilesError) {
        watches = Descriptor(owning: try check("inotify") { inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK)) })
        var ends: [Int32] = [-1, -1]
        try check("pipe") { unsafe pipe(&ends) }
        wakeReader = Descriptor(owning: ends[0])
        wakeWriter = Descriptor(owning: ends[1])
        for end in ends { try check("pipe") { fcntl(end, F_SETFD, FD_CLOEXEC) } }
    }

    /// Watches the folder at `path` from now on; one that is watched already stays so.
    package func add(_ path: String) throws(FilesError) {
        // IN_ONLYDIR alone would follow a symbolic link; a watched folder may be one, what arrives in it may not.
        let mask = UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR)
        try state.withLock { state throws(FilesError) in
            let watch = try check(path) { [raw = watches.raw] in unsafe inotify_add_watch(raw, path, mask) }
            state.folders[watch] = path
        }
    }

    /// Watches the folder at `path` no longer; one that is not watched stays so.
    package func remove(_ path: String) {
        state.withLock { state in
            for watch in state.folders.filter({ $0.value == path }).keys {
                state.folders[watch] = nil
                // It fails only where the system has dropped the watch itself.
                _ = inotify_rm_watch(watches.raw, watch)
            }
            state.pending.removeAll { if case .arrived(path, _) = $0 { true } else { false } }
        }
    }

    /// Ends the wait in ``next(timeout:)`` for good.
    package func stop() {
        state.withLock { $0.isStopped = true }
        // A full pipe wakes as well as a byte more would.
        _ = unsafe write(wakeWriter.raw, [1], 1)
    }

    /// Waits for the next event and returns it; nil after `timeout` or once the watcher is stopped.
    package func next(timeout: Duration? = nil) throws(FilesError) -> WatchEvent? {
        let deadline = timeout.map { ContinuousClock.now + $0 }
        while true {
            let (event, isStopped) = state.withLock { ($0.pending.isEmpty ? nil : $0.pending.removeFirst(), $0.isStopped) }
            if isStopped || event != nil { return isStopped ? nil : event }
            let left = deadline.map { max(.zero, $0 - .now) }
            if try !wait(left) { return nil }
            try readEvents()
        }
    }

    /// Whether ``stop()`` was called.
    package var isStopped: Bool { state.withLock(\.isStopped) }

    /// Waits until there is something to read; false after `timeout`.
    private func wait(_ timeout: Duration?) throws(FilesError) -> Bool {
        // Rounded up, so that a wait of less than a millisecond is none of zero in a loop.
        let milliseconds = timeout.map { Int32(min(Double(Int32.max), (($0 / .milliseconds(1)) as Double).rounded(.up))) } ?? -1
        var polled = [
            pollfd(fd: watches.raw, events: Int16(POLLIN), revents: 0), pollfd(fd: wakeReader.raw, events: Int16(POLLIN), revents: 0),
        ]
        return try check("inotify") { unsafe poll(&polled, 2, milliseconds) } > 0
    }

    /// Takes what the system has to tell; nothing is no error.
    private func readEvents() throws(FilesError) {
        var buffer = [UInt8](repeating: 0, count: 16_384)
        let count = unsafe read(watches.raw, &buffer, buffer.count)
        if count < 0 {
            if errno == EAGAIN || errno == EINTR { return }
            throw FilesError(number: errno, path: "inotify")
        }
        let records = InotifyRecord.all(in: buffer[..<count])
        state.withLock { state in
            for record in records {
                guard let event = event(of: record, &state), state.pending.last != event else { continue }
                state.pending.append(event)
            }
        }
    }

    private func event(of record: InotifyRecord, _ state: inout State) -> WatchEvent? {
        if record.mask & IN_Q_OVERFLOW != 0 { return .rescan }
        guard let folder = state.folders[record.watch] else { return nil }
        if record.mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT | IN_IGNORED) != 0 {
            state.folders[record.watch] = nil
            // A folder that was moved is still watched, under a path that is no longer its own.
            _ = inotify_rm_watch(watches.raw, record.watch)
            return .folderGone(folder)
        }
        if record.mask & IN_ISDIR != 0 { return nil }
        guard let name = record.name else { return .rescan }
        return FolderScan.isPassedOver(name) ? nil : .arrived(folder: folder, name: name)
    }
}
