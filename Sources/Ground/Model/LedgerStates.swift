/// What has become of a run or a task (docs/ledger.md draws the moves).
package enum RunState: String, Hashable, Sendable, CaseIterable {
    case waiting, running, succeeded, failed, skipped
}

/// What has become of a drop.
package enum DropState: String, Hashable, Sendable, CaseIterable {
    case applied, rejected, duplicate, failed
    /// It waits for a person's word, since it would change far more than usual.
    case held
}

/// What has become of a delivery.
package enum DeliveryState: String, Hashable, Sendable, CaseIterable {
    case spooled, sent, failed, expired
}

/// Why a run exists.
package enum RunTrigger: String, Hashable, Sendable, CaseIterable {
    case schedule
    case onDemand = "on-demand"
    case drop
}
