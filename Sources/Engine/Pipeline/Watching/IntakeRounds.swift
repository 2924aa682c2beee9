import Files
import Ingest
import Logging
import Model
import Tabular

/// The watched folders of all sources, gone through again and again by one thread.
final class IntakeRounds {
    private let tools: SourceWatch.Tools
    private let told: (AppliedDrop) -> Void
    /// In the order of the sources' names.
    private var desks: [IntakeDesk] = []
    private var desksByRoot: [String: IntakeDesk] = [:]
    private var nextCheck = ContinuousClock.now

    /// How each source is watched.
    var states: [WatchState] { desks.filter(\.watch.isOpen).map(\.watch.state) }

    init(tools: SourceWatch.Tools, told: @escaping (AppliedDrop) -> Void) {
        self.tools = tools
        self.told = told
    }

    /// How long nothing is to be looked at unless something is told.
    var pause: Duration {
        let due = desks.map(\.watch.due).min() ?? nextCheck
        return max(.zero, min(due - .now, tools.pace.definitions))
    }

    /// Watches the folders of the sources that there are now, and finds out which of them have been replaced.
    func update(_ intake: FolderIntake) {
        let sources = intake.catalog.sources.values.sorted { $0.name < $1.name }
        if desks.map(\.watch.source) != sources {
            // All of them, since a folder below one source's may be another's by now.
            for desk in desks { desk.watch.close() }
            desks = sources.map { source in
                IntakeDesk(SourceWatch(source, root: intake.folder(of: source), tools: tools), tools: tools, told: told)
            }
            desksByRoot = Dictionary(desks.map { ($0.watch.root, $0) }) { first, _ in first }
            for desk in desks { desk.open() }
        }
        guard nextCheck <= .now else { return }
        nextCheck = .now + tools.pace.definitions
        for folder in tools.watcher.lost() { desk(of: folder)?.watch.folderGone(folder) }
    }

    /// Looks at what is due and takes in what is ready.
    func lookAround(_ intake: FolderIntake) {
        for desk in desks where desk.watch.due <= .now && !tools.watcher.isStopped { desk.look(intake) }
    }

    /// Notes what has happened.
    func note(_ event: WatchEvent) {
        switch event {
        case .arrived(let folder, let name):
            guard let watch = desk(of: folder)?.watch else { return }
            watch.told.finish(watch.name(of: name, in: folder))
        case .appeared(let folder, let name):
            guard let watch = desk(of: folder)?.watch else { return }
            watch.told.appear(watch.name(of: name, in: folder), pause: tools.pace.appearance)
        case .folderArrived(let folder): desk(of: folder)?.watch.folderArrived()
        case .folderGone(let folder): desk(of: folder)?.watch.folderGone(folder)
        case .rescan: for desk in desks { desk.watch.nextScan = .now }
        }
    }

    /// That of the source to which a watched folder belongs: the nearest one above it.
    private func desk(of folder: String) -> IntakeDesk? {
        var path = folder
        while path.utf8.count > 1 {
            if let desk = desksByRoot[path] { return desk }
            path = Folder.parent(of: path)
        }
        return nil
    }
}
