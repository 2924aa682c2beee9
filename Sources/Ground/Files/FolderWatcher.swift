internal import Glibc
internal import Synchronization

/// Tells what happens in folders, as inotify reports it.
///
/// One thread of its own waits in ``events(timeout:)``; folders may be added and removed, and the watcher stopped, from any thread.
/// A file that was there before its folder was added is not told: add first, then scan.
package final class FolderWatcher: FolderWatching {
    private struct Watch {
        var path: String
        var identity: FileIdentity?
    }

    private struct State {
        /// By inotify's number of the watch.
        var watches: [Int32: Watch] = [:]
        var numbers: [String: Int32] = [:]
        var isStopped = false
        /// Told by the system and not yet handed out, the oldest first.
        var pending: [WatchEvent] = []
        /// inotify's own descriptor; -1 until the first folder is added.
        var inotify: Int32 = -1
    }

    private let state = Mutex(State())
    /// A pipe whose writing end wakes the waiting thread.
    private let wakeReader: Descriptor
    private let wakeWriter: Descriptor

    /// How many events are handed out at once at most; the others wait in the kernel.
    private static let batchLimit = 100_000

    /// A watcher without folders.
    package init() throws(FilesError) {
        var ends: [Int32] = [-1, -1]
        try check("pipe") { unsafe pipe(&ends) }
        wakeReader = Descriptor(owning: ends[0])
        wakeWriter = Descriptor(owning: ends[1])
        for end in ends { try check("pipe") { fcntl(end, F_SETFD, FD_CLOEXEC) } }
    }

    deinit {
        let inotify = state.withLock(\.inotify)
        if inotify >= 0 { close(inotify) }
    }

    package func add(_ path: String, followsLink: Bool = true) throws(FilesError) {
        let events = IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_DELETE_SELF | IN_MOVE_SELF
        let mask = UInt32(events | IN_ONLYDIR | (followsLink ? 0 : IN_DONT_FOLLOW))
        try state.withLock { state throws(FilesError) in
            if state.inotify < 0 {
                state.inotify = try check("inotify") { inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK)) }
            }
            let number = try check(path) { [raw = state.inotify] in unsafe inotify_add_watch(raw, path, mask) }
            // Another folder may have borne the path before, and the folder another path.
            if let former = state.numbers[path], former != number { FolderWatcher.forget(former, &state) }
            if let former = state.watches[number]?.path, former != path { state.numbers[former] = nil }
            state.watches[number] = Watch(path: path, identity: FileIdentity(folder: path))
            state.numbers[path] = number
        }
    }

    package func remove(_ path: String) {
        state.withLock { state in
            if let number = state.numbers[path] { FolderWatcher.forget(number, &state) }
            state.pending.removeAll {
                switch $0 {
                case .arrived(path, _), .appeared(path, _), .folderArrived(path): true
                default: false
                }
            }
        }
    }

    package func lost() -> [String] {
        // Outside of the lock, since a look at a file system may take its time.
        let watches = state.withLock { Array($0.watches.values) }
        return watches.filter { FileIdentity(folder: $0.path) != $0.identity }.map(\.path)
    }

    package func stop() {
        state.withLock { $0.isStopped = true }
        // A full pipe wakes as well as a byte more would.
        _ = unsafe write(wakeWriter.raw, [1], 1)
    }

    package func events(timeout: Duration? = nil) throws(FilesError) -> [WatchEvent] {
        let deadline = timeout.map { ContinuousClock.now + $0 }
        while true {
            try readEvents()
            let (events, isStopped) = state.withLock { state in
                defer { state.pending = [] }
                return (state.pending, state.isStopped)
            }
            if isStopped || !events.isEmpty { return isStopped ? [] : events }
            let left = deadline.map { max(.zero, $0 - .now) }
            if try !wait(left) { return [] }
        }
    }

    package var isStopped: Bool { state.withLock(\.isStopped) }

    /// Waits until there is something to read; false after `timeout`.
    private func wait(_ timeout: Duration?) throws(FilesError) -> Bool {
        // Rounded up, so that a wait of less than a millisecond is none of zero in a loop.
        let milliseconds = timeout.map { Int32(min(Double(Int32.max), (($0 / .milliseconds(1)) as Double).rounded(.up))) } ?? -1
        // A negative descriptor is passed over (poll(2)).
        var polled = [
            pollfd(fd: state.withLock(\.inotify), events: Int16(POLLIN), revents: 0),
            pollfd(fd: wakeReader.raw, events: Int16(POLLIN), revents: 0),
        ]
        return try check("inotify") { unsafe poll(&polled, 2, milliseconds) } > 0
    }

    /// Takes all that the system has to tell; nothing is no error.
    private func readEvents() throws(FilesError) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let inotify = state.withLock(\.inotify)
            guard inotify >= 0 else { return }
            let count = unsafe read(inotify, &buffer, buffer.count)
            if count < 0 {
                if errno == EAGAIN || errno == EINTR { return }
                throw FilesError(number: errno, path: "inotify")
            }
            let records = InotifyRecord.all(in: buffer[..<count])
            let pending = state.withLock { state in
                for record in records {
                    guard let event = FolderWatcher.event(of: record, &state), state.pending.last != event else { continue }
                    state.pending.append(event)
                }
                return state.pending.count
            }
            if pending >= Self.batchLimit { return }
        }
    }

    private static func event(of record: InotifyRecord, _ state: inout State) -> WatchEvent? {
        if record.mask & IN_Q_OVERFLOW != 0 { return .rescan }
        guard let watch = state.watches[record.watch] else { return nil }
        if record.mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT | IN_IGNORED) != 0 {
            // A folder that was moved and has been added under its new path in the meantime is not gone.
            if record.mask & IN_MOVE_SELF != 0, FileIdentity(folder: watch.path) == watch.identity { return nil }
            forget(record.watch, &state)
            return .folderGone(watch.path)
        }
        guard let name = record.name else { return .rescan }
        if FolderScan.isPassedOver(name) { return nil }
        if record.mask & IN_ISDIR != 0 { return .folderArrived(watch.path) }
        return record.mask & IN_CREATE != 0
            ? .appeared(folder: watch.path, name: name) : .arrived(folder: watch.path, name: name)
    }

    private static func forget(_ number: Int32, _ state: inout State) {
        guard let watch = state.watches.removeValue(forKey: number) else { return }
        if state.numbers[watch.path] == number { state.numbers[watch.path] = nil }
        // It fails only where the system has dropped the watch itself.
        _ = inotify_rm_watch(state.inotify, number)
    }
}
