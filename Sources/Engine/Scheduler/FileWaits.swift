import Logging
package import Model
import Store
import Tabular

/// Ends the waits of runs whose file has come, or has not come in time.
struct FileWaits {
    let store: WorkspaceStore
    let catalog: Catalog
    let logger: Logger

    /// Returns how many runs may start now.
    func settle(at now: Instant) throws -> Int {
        let awaiting = try store.read { try $0.runs.awaiting() }
        guard !awaiting.isEmpty else { return 0 }
        return try store.write { transaction in
            var ready = 0
            for run in awaiting {
                if try transaction.drops.hasArrived(run.wait.source, since: run.wait.since) {
                    if try transaction.runs.endWait(run.id) { ready += 1 }
                } else if run.wait.until <= now, try giveUp(run, at: now, in: transaction) {
                    ready += 1
                }
            }
            return ready
        }
    }

    /// The declared fallback; true when the run may start.
    private func giveUp(_ run: AwaitingRun, at now: Instant, in transaction: StoreTransaction) throws -> Bool {
        let source = catalog.sources[run.wait.source]?.label ?? LocalizedText(run.wait.source)
        let arguments: [String: MessageArgument] = ["source": .label(source), "until": .instant(run.wait.until)]
        logger.notice("a file has not come", metadata: ["run": "\(run.id)", "source": "\(run.wait.source)"])
        guard run.wait.holds else { return try transaction.runs.endWait(run.id, note: Message(.scheduleWithoutFile, arguments)) }
        let reason = Message(.scheduleFileMissing, arguments)
        if try transaction.runs.endWait(run.id, held: reason) {
            let notice = NoticeRecord(
                id: "file-missing-\(run.id)", kind: .runHeld, schedule: run.schedule, run: run.id, reason: reason)
            try transaction.notices.add(notice, at: now)
        }
        return false
    }
}

extension MessageKey {
    static let scheduleWithoutFile: MessageKey = "schedule.without-file"
    /// Why a run is held whose file has not come in time.
    package static let scheduleFileMissing: MessageKey = "schedule.file-missing"
}
