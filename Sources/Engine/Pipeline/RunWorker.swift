import Files
import Logging
import Model
package import Store
import Tabular

/// Takes runs from the ledger, one at a time, and has them carried out.
package struct RunWorker: ~Copyable {
    private let environment: PipelineEnvironment
    private let presence: WorkerPresence
    private let pipeline: RunPipeline

    /// Makes the worker known; it stays so until it is let go of.
    package init(_ environment: PipelineEnvironment) throws {
        let pipeline = try RunPipeline(environment)
        presence = try WorkerPresence(in: environment.folders)
        self.environment = environment
        self.pipeline = pipeline
    }

    /// Puts right what stopped processes left: their runs are handed back, their deliveries finished or their traces
    /// removed, and the mails written that owners are to get.
    package func recover() throws {
        let folders = environment.folders
        let released = try environment.store.write { transaction in
            try transaction.runs.releaseRuns { owner in try owner != presence.owner && WorkerPresence.isGone(owner, in: folders) }
        }
        if released > 0 { environment.logger.notice("took over runs of a stopped process", metadata: ["runs": "\(released)"]) }
        try pipeline.notices.writeRequested()
        for owner in try Folder.names(in: folders.workers) where owner != presence.owner {
            _ = try WorkerPresence.isGone(owner, in: folders)
        }
        try pipeline.deliveries.publishRecorded()
        pipeline.calendars.publishWhatCanBe()
        try pipeline.deliveries.discardLeftovers(before: environment.leaseClock.now() + .seconds(-3600))
    }

    /// Carries out the run that has waited longest; nil when none waits.
    package func runNext() throws -> RunRecord? {
        try run {
            try $0.runs.claim(
                owner: presence.owner, lease: LeaseKeeper.duration, at: environment.leaseClock.now(), startedAt: environment.clock.now())
        }
    }

    /// Carries out this run; nil when it is not to be had.
    package func run(_ id: Int64) throws -> RunRecord? {
        try run {
            try $0.runs.claim(
                id, owner: presence.owner, lease: LeaseKeeper.duration, at: environment.leaseClock.now(), startedAt: environment.clock.now()
            )
        }
    }

    private func run(_ claim: (StoreTransaction) throws -> (run: RunRecord, lease: Lease)?) throws -> RunRecord? {
        // A claim that is lost with the power is lost with its worker.
        guard let (run, lease) = try environment.store.writeLightly(claim) else { return nil }
        let keeper = LeaseKeeper(lease, in: environment)
        defer { keeper.stop() }
        do {
            try pipeline.carryOut(run, under: lease)
        } catch let error as StoreError where error.code == .leaseLost {
            environment.logger.warning("another worker took the run over", metadata: ["run": "\(run.id)"])
        }
        return try environment.store.read { try $0.runs.run(run.id) }
    }
}
