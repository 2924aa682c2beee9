import Files
import Logging
import Model

/// The folder of one source: how it is watched, what has been told of it, and when it is to be looked at.
///
/// Used by one thread.
final class SourceWatch {
    /// What the watches of all sources share.
    struct Tools {
        let watcher: any FolderWatching
        let probe: any EventProbe
        let pace: WatchPace
        let logger: Logger
    }

    let source: SourceDefinition
    let root: String
    private(set) var state: WatchState
    /// When everything is to be looked at.
    var nextScan = ContinuousClock.now

    private let tools: Tools
    private(set) var isOpen = false
    /// The folders whose events are told.
    private var folders: Set<String> = []
    private var lastScan: ContinuousClock.Instant?
    /// When watching is tried again that the system's limits have refused.
    private var nextAttempt = ContinuousClock.now
    /// The obstacle that the log has been told of.
    private var knownObstacle: WatchState.Obstacle?
    /// When the folder was first missed.
    private var missing: ContinuousClock.Instant?
    private var hasBeenOpen = false
    var told = ToldNames()
    var quiet = QuietFiles()

    init(_ source: SourceDefinition, root: String, tools: Tools) {
        self.source = source
        self.root = root
        self.tools = tools
        state = WatchState(source: source.name)
    }

    /// How the files of the source become ready, as the folder is watched now.
    var readiness: Readiness { Readiness(source: source, isRemote: state.obstacle == .silent) }

    /// When to look at the folder next.
    var due: ContinuousClock.Instant {
        var due = nextScan
        if let other = told.due { due = min(due, other) }
        if state.obstacle != .silent, let other = quiet.next(readiness.limit) { due = min(due, other) }
        return due
    }

    /// The name, relative to the watched folder, of what is called `name` in `folder`.
    func name(of name: String, in folder: String) -> String {
        folder == root ? name : folder.dropFirst(root.count + 1) + "/" + name
    }

    /// Begins to watch the folder, which is made if it has never been there, or for too long not.
    ///
    /// - Throws: `FilesError` when there is no folder, or it may not be watched.
    func open() throws(FilesError) {
        guard !isOpen else { return }
        let now = ContinuousClock.now
        if !Folder.isFolder(root) {
            let since = missing ?? now
            missing = since
            guard !hasBeenOpen || now - since >= tools.pace.recreation else { throw .notFound(root) }
            try Folder.create(root)
        }
        missing = nil
        state = WatchState(source: source.name)
        if let name = tools.probe.silentFileSystem(of: root) { tellObstacle(.silent, fileSystem: name) } else { watch(root) }
        isOpen = true
        hasBeenOpen = true
        nextScan = now
    }

    /// Watches nothing any more; ``open()`` begins anew.
    func close() {
        for folder in folders { tools.watcher.remove(folder) }
        folders = []
        isOpen = false
        nextScan = .now
    }

    /// Looks at everything in the folder.
    ///
    /// - Throws: `FilesError` when there is no folder, or it may not be looked at.
    func scan(_ places: SourceFolders) throws(FilesError) -> FolderScan {
        let now = ContinuousClock.now
        if hasOtherFileSystem { close() }
        try open()
        if state.obstacle == .limit, nextAttempt <= now {
            state = WatchState(source: source.name)
            nextAttempt = now + tools.pace.scan
        }
        told.clear()
        var entered: Set<String> = []
        let found: FolderScan
        do {
            found = try places.scan(source) { folder in
                entered.insert(folder)
                watch(folder)
            }
        } catch {
            close()
            throw error
        }
        for folder in folders.subtracting(entered) { tools.watcher.remove(folder) }
        folders.formIntersection(entered)
        quiet.keep(Set(found.files.map(\.name)))
        if state.obstacle == nil { knownObstacle = nil }
        lastScan = now
        nextScan = .now + (state.obstacle == nil ? tools.pace.scan : tools.pace.poll)
        return found
    }

    /// Notes that a folder came into one of those that are watched.
    func folderArrived() {
        nextScan = min(nextScan, max(.now, lastScan.map { $0 + tools.pace.settling } ?? .now))
    }

    /// Notes that `folder` is no longer what is watched: it is gone, or another one is in its place.
    func folderGone(_ folder: String) {
        if folder == root { return close() }
        for other in folders where other == folder || other.hasPrefix(folder + "/") {
            tools.watcher.remove(other)
            folders.remove(other)
        }
        nextScan = .now
    }

    /// Whether events told no longer suffice, or suffice again, since a file system was mounted or taken away.
    private var hasOtherFileSystem: Bool {
        guard isOpen, state.obstacle == .silent else { return false }
        let name = tools.probe.remoteFileSystem(of: root)
        return name == nil ? nextAttempt <= .now : name != state.fileSystem
    }

    /// Has the events of `folder` told, where that is possible; else the source is polled.
    private func watch(_ folder: String) {
        guard state.obstacle == nil, !folders.contains(folder) else { return }
        if folder != root, let name = tools.probe.remoteFileSystem(of: folder) { return tellObstacle(.silent, fileSystem: name) }
        do {
            try tools.watcher.add(folder, followsLink: folder == root)
            folders.insert(folder)
        } catch {
            // One that vanished at this moment is no loss, and one that may not be read is told by the scan.
            if error.isWatchLimit { tellObstacle(.limit) }
        }
    }

    private func tellObstacle(_ obstacle: WatchState.Obstacle, fileSystem: String? = nil) {
        state.obstacle = obstacle
        state.fileSystem = fileSystem
        nextAttempt = .now + tools.pace.scan
        guard knownObstacle != obstacle else { return }
        knownObstacle = obstacle
        tools.logger.warning(
            "a folder is polled, since its events are not told",
            metadata: ["source": "\(source.name)", "reason": "\(obstacle.rawValue)", "file-system": "\(fileSystem ?? "-")"])
    }
}
