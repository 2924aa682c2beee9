package import Model
package import Tabular

extension WorkspaceStore {
    /// Applies a drop whole or not at all.
    ///
    /// `body` writes the rows and decides; its drop's number is given to it, so that the rejected rows' file can bear it. With
    /// ``DropDecision/commit(read:rejected:detail:)`` the records, the drop's row and the runs of `starting` commit together;
    /// with ``DropDecision/fail(_:_:read:rejected:detail:)`` the drop is noted and nothing else. A `rehearsal` leaves no trace.
    ///
    /// - Throws: ``StoreError``, or what `body` throws; nothing is changed or noted then.
    package func applyDrop(
        _ request: DropRequest, to module: ModuleDefinition, fields: [FieldDefinition], mode: SourceDefinition.Mode,
        starting schedules: [String],
        at now: Instant, rehearsal: Bool = false, _ body: (inout RecordWriter, _ dropID: Int64) throws -> DropDecision
    ) throws -> DropRecord {
        let attempt = { (transaction: StoreTransaction) throws -> DropRecord in
            let id = try transaction.drops.nextID()
            var writer = try RecordWriter(db: transaction.db, dropID: id, module: module, fields: fields, mode: mode)
            let decision = try body(&writer, id)
            guard case .commit(let read, let rejected, let detail) = decision else { throw Refusal(id: id, decision: decision) }
            try writer.finish()
            var counts = writer.counts
            counts.read = read
            counts.rejected = rejected
            try transaction.drops.record(request, id: id, state: .applied, counts: counts, at: now, detail: detail)
            for schedule in schedules { try transaction.runs.enqueue(schedule: schedule, due: now, trigger: .drop, at: now) }
            return DropRecord(
                id: id, source: request.source, file: request.file, size: request.size, sha256: request.sha256, state: .applied,
                counts: counts,
                receivedAt: request.receivedAt, finishedAt: now, isArchived: false, detail: detail, reason: nil)
        }
        do {
            return rehearsal ? try rehearse(attempt) : try write(attempt)
        } catch let refusal as Refusal {
            guard case .fail(let state, let reason, let read, let rejected, let detail) = refusal.decision else { throw refusal }
            var counts = DropCounts()
            counts.read = read
            counts.rejected = rejected
            let note = { (transaction: StoreTransaction) in
                try transaction.drops.record(request, id: refusal.id, state: state, counts: counts, at: now, detail: detail, reason: reason)
            }
            let id = rehearsal ? refusal.id : try write(note)
            return DropRecord(
                id: id, source: request.source, file: request.file, size: request.size, sha256: request.sha256, state: state,
                counts: counts,
                receivedAt: request.receivedAt, finishedAt: now, isArchived: false, detail: detail, reason: reason)
        }
    }
}

/// Undoes the transaction of a drop that was decided against.
private struct Refusal: Error {
    let id: Int64
    let decision: DropDecision
}
