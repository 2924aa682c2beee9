import Files
import Ingest
import Logging
import Model
import Tabular

/// Looks at the folder of one source and takes its files in.
final class IntakeDesk {
    let watch: SourceWatch
    private let tools: SourceWatch.Tools
    private let told: (AppliedDrop) -> Void
    private var source: SourceDefinition { watch.source }
    private var retryPause: GrowingPause
    private var failurePause: GrowingPause
    /// What the log has been told of that is still there.
    private var knownStrays: Set<StrayEntry> = []
    private var knownFailures: [String: MessageKey] = [:]
    private var knownTrouble: FilesError?

    /// How many files are handed on at once, so that stopping does not wait for thousands.
    private static let batchLimit = 500

    init(_ watch: SourceWatch, tools: SourceWatch.Tools, told: @escaping (AppliedDrop) -> Void) {
        self.watch = watch
        self.tools = tools
        self.told = told
        retryPause = GrowingPause(from: tools.pace.retry, to: tools.pace.longestRetry)
        failurePause = GrowingPause(from: tools.pace.failure, to: tools.pace.longestFailure)
    }

    /// Begins to watch the folder; what hinders is told in the log, and the next look tries again.
    func open() {
        do {
            try watch.open()
            knownTrouble = nil
        } catch { tell(error) }
    }

    /// Takes in what is ready: of everything, when that is due, or of what was told.
    func look(_ intake: FolderIntake) {
        do {
            let isFull = watch.nextScan <= .now
            let (closed, appeared) = watch.told.take()
            let scan = isFull ? try watch.scan(intake.places) : newcomers(closed, appeared, intake.places)
            tell(strays: scan.strays, isFull: isFull)
            if isFull {
                let names = Set(scan.files.map(\.name))
                knownFailures = knownFailures.filter { names.contains($0.key) }
                knownTrouble = nil
            }
            let verdict = watch.readiness.judge(scan, closed: closed, &watch.quiet, steady: .now, now: intake.realNow)
            try take(verdict.ready, intake)
            let orphans = intake.removeOrphans(verdict.orphans, of: source)
            for failure in orphans.failures { tell(failure.error, about: failure.file) }
            if orphans.areAnyNew { watch.nextScan = min(watch.nextScan, .now + .nanoseconds(DoneFile.grace)) }
        } catch let error as FilesError {
            tell(error)
        } catch {
            tools.logger.error(
                "a folder could not be dealt with",
                metadata: ["source": "\(source.name)", "error": "\(PipelineError.reason(of: error).key.rawValue)"])
            watch.nextScan = .now + tools.pace.failure
        }
    }

    /// What events have told of and what may have been quiet for long enough.
    private func newcomers(_ closed: Set<String>, _ appeared: Set<String>, _ places: SourceFolders) -> FolderScan {
        // Whoever writes to a new file will close it, and that is told.
        var names = closed.union(appeared.filter { watch.readiness.quiet != nil || OpenFile.isBeingWritten(watch.root + "/" + $0) != true })
        let still = watch.quiet.due(at: .now, limit: watch.readiness.limit)
        names.formUnion(still)
        if source.ready == .doneFile { names = Set(names.map(DoneFile.subject).flatMap { [$0, $0 + DoneFile.suffix] }) }
        let scan = places.scan(names, of: source)
        let found = Set(scan.files.map(\.name))
        for name in still where !found.contains(name) { watch.quiet.forget(name) }
        return scan
    }

    private func take(_ names: [String], _ intake: FolderIntake) throws {
        var isIncomplete = false
        var hasFailed = false
        var rest = names[...]
        while !rest.isEmpty, !tools.watcher.isStopped {
            let outcome = try intake.takeIn(Array(rest.prefix(Self.batchLimit)), of: source)
            rest = rest.dropFirst(Self.batchLimit)
            for drop in outcome.drops { told(drop) }
            for failure in outcome.failures { tell(failure.error, about: failure.file) }
            isIncomplete = isIncomplete || outcome.isIncomplete
            hasFailed = hasFailed || !outcome.failures.isEmpty || outcome.drops.contains { $0.leftBehind != nil }
        }
        if isIncomplete { watch.nextScan = min(watch.nextScan, .now + retryPause.next()) } else { retryPause.reset() }
        if hasFailed { watch.nextScan = min(watch.nextScan, .now + failurePause.next()) } else { failurePause.reset() }
    }

    /// Warns of strays that the log has not been told of since they came.
    private func tell(strays: [StrayEntry], isFull: Bool) {
        let strays = Set(strays)
        let new = strays.subtracting(knownStrays)
        knownStrays = isFull ? strays : knownStrays.union(strays)
        for (kind, entries) in Dictionary(grouping: new, by: \.kind).sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            tools.logger.warning(
                "what lies in the folder cannot be taken in as it is",
                metadata: ["source": "\(source.name)", "kind": "\(kind.rawValue)", "count": "\(entries.count)"])
        }
    }

    /// Tells of a file that was not taken in, once for each reason.
    private func tell(_ error: any Error, about name: String) {
        let key = PipelineError.reason(of: error).key
        guard knownFailures.updateValue(key, forKey: name) != key else { return }
        tools.logger.error("a file was not taken in", metadata: ["source": "\(source.name)", "reason": "\(key.rawValue)"])
    }

    /// Tells that the folder cannot be looked at, once for each reason.
    private func tell(_ error: FilesError) {
        let pause = error.code == .notFound ? tools.pace.missing : tools.pace.failure
        watch.nextScan = .now + pause
        guard error != knownTrouble else { return }
        knownTrouble = error
        tools.logger.error("a folder cannot be looked at", metadata: ["source": "\(source.name)", "error": "\(error.reason)"])
    }
}
