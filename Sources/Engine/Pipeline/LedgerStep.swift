/// The moments of a run at which the world could stop. Between any two of them, a run that is started again goes on without loss.
package enum LedgerStep: Hashable, Sendable {
    case runClaimed(Int64)
    case runPlanned(Int64)
    /// A task's changes are made but not committed.
    case taskChanged(Int64, task: Int)
    /// The lists are rendered and kept under their hashes.
    case listsRendered(Int64, task: Int)
    /// The bundles are built, the deliveries lie in the spool's `tmp/`.
    case deliveriesPrepared(Int64, task: Int)
    /// A task and the note that it is done are committed.
    case taskCommitted(Int64, task: Int)
    /// A delivery is visible in the spool.
    case deliveryPublished(String)
    case runFinished(Int64)
    /// A drop's rows are written but not committed.
    case dropWritten(source: String)
    /// A drop is committed; its file is still in the watched folder.
    case dropCommitted(Int64)
    case dropArchived(Int64)
}

/// Something that is told how far work has come: the log, a progress line, a test.
package protocol RunObserver: Sendable {
    /// `step` has been reached; work goes on when this returns.
    func reached(_ step: LedgerStep)
}

/// Is told and does nothing.
package struct SilentObserver: RunObserver {
    package init() {}
    package func reached(_ step: LedgerStep) {}
}
