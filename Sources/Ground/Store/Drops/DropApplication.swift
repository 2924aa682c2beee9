import GRDB
package import Model
package import Tabular

extension StoreTransaction {
    /// Applies a drop whole or not at all within this transaction.
    ///
    /// `body` writes the rows and decides; its drop's number is given to it, so that the rejected rows' file can bear it. With
    /// ``DropDecision/commit(read:rejected:detail:)`` the records, the drop's row and the runs of the rules' schedules are written;
    /// with ``DropDecision/fail(_:_:read:rejected:detail:)``, or when the volume guard objects, the drop is noted and nothing else.
    ///
    /// - Parameter alone: whether the transaction has nothing to keep when the drop is undone. Undoing it as a whole then spares a copy of
    ///   each page that the drop changes, which a savepoint needs.
    /// - Throws: what `body` throws; nothing of the drop is written then.
    package func applyDrop(
        _ request: DropRequest, to module: ModuleDefinition, fields: [FieldDefinition], rules: DropRules, at now: Instant,
        alone: Bool = false, _ body: (inout RecordWriter, _ dropID: Int64) throws -> DropDecision
    ) throws -> DropRecord {
        let id = try request.id ?? drops.nextID()
        let records = rules.volumeGuard == nil ? nil : try self.records.count(module)
        var request = request
        var refusal: DropRefusal?
        var outcome = DropOutcome(counts: DropCounts(), records: records)
        try undoably(alone: alone) {
            var writer = try RecordWriter(in: self, dropID: id, module: module, fields: fields, rules: rules, alone: alone)
            let decision = try body(&writer, id)
            if let sha256 = decision.sha256 { request.sha256 = sha256 }
            guard case .commit(let read, let rejected, let detail, _) = decision else {
                refusal = DropRefusal(decision)
                return .rollback
            }
            try writer.finish()
            outcome.counts = writer.counts
            outcome.counts.read = read
            outcome.counts.rejected = rejected
            outcome.detail = detail
            if let limit = rules.volumeGuard, let records,
                let reason = try VolumeGuard(db: db, limit: limit).objection(request.source, outcome.counts, records: records)
            {
                refusal = DropRefusal(state: .held, reason: reason, counts: outcome.counts, detail: detail)
                return .rollback
            }
            return .commit
        }
        if let refusal {
            (outcome.state, outcome.reason, outcome.counts, outcome.detail) = (
                refusal.state, refusal.reason, refusal.counts, refusal.detail
            )
        }
        let noted = try drops.record(request, id: id, outcome, at: now)
        if refusal == nil {
            for schedule in rules.starting { try runs.enqueue(schedule: schedule, due: now, trigger: .drop, at: now) }
        }
        return DropRecord(request, id: noted, outcome, at: now)
    }

    /// Runs `body`; what it has written is undone where it says so or throws.
    private func undoably(alone: Bool, _ body: () throws -> Database.TransactionCompletion) throws {
        guard alone else { return try mark.undoably(body) }
        func startAgain() throws {
            try db.rollback()
            mark.forget()
            try db.beginTransaction(.immediate)
        }
        do {
            if try body() == .rollback { try startAgain() }
        } catch {
            try startAgain()
            throw error
        }
    }
}

/// What becomes of a drop that is decided against.
private struct DropRefusal {
    let state: DropState
    let reason: Message
    let counts: DropCounts
    let detail: String?

    init(state: DropState, reason: Message, counts: DropCounts, detail: String?) {
        self.state = state
        self.reason = reason
        self.counts = counts
        self.detail = detail
    }

    /// Nil for a decision to commit.
    init?(_ decision: DropDecision) {
        guard case .fail(let state, let reason, let read, let rejected, let detail, _) = decision else { return nil }
        var counts = DropCounts()
        counts.read = read
        counts.rejected = rejected
        self.init(state: state, reason: reason, counts: counts, detail: detail)
    }
}

extension DropDecision {
    fileprivate var sha256: String? {
        switch self {
        case .commit(_, _, _, let sha256), .fail(_, _, _, _, _, let sha256): sha256
        }
    }
}
