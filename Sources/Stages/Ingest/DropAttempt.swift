internal import Files
internal import Model
internal import Store
internal import Tabular

/// One file on its way through the stage.
struct DropAttempt {
    let intake: DropIntake
    let source: SourceDefinition
    let module: ModuleDefinition
    let options: DropIntake.Options
    let file: DroppedFile
    let survey: FileSurvey
    let started: Instant
    let surveyed: Instant

    private var request: DropRequest {
        DropRequest(source: source.name, file: file.name, size: Int64(file.size), sha256: survey.sha256, receivedAt: started)
    }

    private var disposal: FileDisposal {
        FileDisposal(file: file, folders: intake.folders, keepsOriginal: options.keepsOriginal)
    }

    func run() throws -> AppliedDrop {
        if let earlier = try earlier() { return try repeated(earlier) }
        var plan: DropPlan?
        do {
            let found = try DropPlan(file, survey, source: source, module: module)
            plan = found
            return try applyRows(found)
        } catch let failure as DropFailure {
            return try noted(.failed, reason: failure.message, detail: detail(plan), moving: .rejected)
        } catch let error as StoreError {
            // Another process may have applied the same content in the meantime; the store takes it only once.
            guard let earlier = try earlier() else { throw error }
            return try repeated(earlier)
        }
    }

    /// The drop by which the same content was applied.
    private func earlier() throws -> DropRecord? {
        try intake.store.read { try $0.drops.applied(source: source.name, sha256: survey.sha256) }
    }

    /// The content has been applied before: the file's move to the archive is made up for, or it is a duplicate.
    private func repeated(_ earlier: DropRecord) throws -> AppliedDrop {
        guard !options.isRehearsal else { return try noted(.duplicate, reason: duplicateReason(earlier), detail: nil, moving: nil) }
        if !earlier.isArchived, earlier.file == file.name, !options.keepsOriginal {
            if disposal.isArchived(drop: earlier.id) {
                try intake.store.write { try $0.drops.markArchived(earlier.id) }
            } else {
                var moved = try archived(earlier, rejections: [], rejectedPath: nil)
                moved.isMoveOnly = true
                return moved
            }
        }
        return try noted(.duplicate, reason: duplicateReason(earlier), detail: nil, moving: .archive)
    }

    private func duplicateReason(_ earlier: DropRecord) -> Message {
        Message(.ingestDuplicate, ["drop": .integer(Int(earlier.id)), "date": .instant(earlier.receivedAt)])
    }

    /// Writes the rows and decides, in one transaction.
    private func applyRows(_ plan: DropPlan) throws -> AppliedDrop {
        let validator = RowValidator(plan, local: intake.local)
        let temporary = AtomicFile.temporaryName(beside: intake.folders.rejected + "/rows")
        // What an earlier step has published is no longer at the temporary name.
        defer { try? Folder.remove(temporary) }
        var tally = DropTally(limit: source.rejectLimit, mode: source.mode)
        var published: String?
        let record: DropRecord
        do {
            record = try intake.store.applyDrop(
                request, to: module, fields: validator.fields, mode: source.mode, starting: source.onDone, at: surveyed,
                rehearsal: options.isRehearsal
            ) { writer, dropID in
                var rejects = RejectFile(temporaryPath: temporary, plan: plan, survey: survey) { intake.render($0, source.language) }
                try RowFeed(file, survey, plan, validator).withRows { queue in
                    while let rows = try queue.pop() {
                        let refused = try DropAttempt.write(rows, to: &writer)
                        tally.add(rows, refused: refused)
                        options.progress(tally.read)
                        if !refused.isEmpty, !options.isRehearsal { try rejects.append(refused, of: rows.block) }
                    }
                }
                try file.checkUnchanged()
                try rejects.finish()
                let detail = try detail(plan).json()
                if let reason = tally.objection {
                    return .fail(.rejected, reason, read: tally.read, rejected: tally.rejected, detail: detail)
                }
                published = try publishRejects(temporary, drop: dropID, count: tally.rejected)
                return .commit(read: tally.read, rejected: tally.rejected, detail: detail)
            }
        } catch {
            // The rows were not committed, so there is no drop to which the file of rejected rows belongs.
            if let published { try Folder.remove(published) }
            throw error
        }
        guard !options.isRehearsal else { return result(record, tally.first, rejectedPath: nil, path: file.path, leftBehind: nil) }
        guard record.state == .applied else {
            let path = try publishRejects(temporary, drop: record.id, count: tally.rejected)
            return try setAside(record, rejections: tally.first, rejectedPath: path)
        }
        return try archived(record, rejections: tally.first, rejectedPath: published)
    }

    /// Writes a block's rows; gives all rows of the block that are not taken, in the order of the file.
    private static func write(_ rows: ValidatedRows, to writer: inout RecordWriter) throws -> [RejectedRow] {
        var refused = rows.rejected
        let parsed = refused.count
        try writer.write(rows.batch, lines: rows.lines) { row, reason in
            refused.append(RejectedRow(record: rows.records[row], reason: reason))
        }
        if let keys = rows.rejectedKeys { try writer.spare(keys) }
        if parsed > 0, refused.count > parsed { refused.sort { $0.record < $1.record } }
        return refused
    }

    /// Puts the file of rejected rows in its place; one that an attempt cut short has left under the same number goes.
    private func publishRejects(_ temporary: String, drop: Int64, count: Int) throws -> String? {
        let path = "\(intake.folders.rejected)/\(drop).csv"
        guard !options.isRehearsal else { return nil }
        do {
            guard count > 0 else {
                try Folder.remove(path)
                return nil
            }
            try AtomicFile.publish(temporary, to: path)
        } catch {
            throw IngestError.unwritable(path, error.reason)
        }
        return path
    }

    /// Notes a drop of which nothing was applied.
    private func noted(_ state: DropState, reason: Message, detail: DropDetail?, moving: FileDisposal.Place?) throws -> AppliedDrop {
        let note = { (transaction: StoreTransaction) in
            let id = try transaction.drops.record(request, state: state, at: surveyed, detail: try detail?.json(), reason: reason)
            return try transaction.drops.drop(id)
        }
        guard let record = try options.isRehearsal ? intake.store.rehearse(note) : intake.store.write(note) else {
            throw IngestError.unreadable(file.path, "the drop's record is missing")
        }
        _ = try publishRejects("", drop: record.id, count: 0)
        switch options.isRehearsal ? nil : moving {
        case .archive: return try archived(record, rejections: [], rejectedPath: nil)
        case .rejected: return try setAside(record, rejections: [], rejectedPath: nil)
        case nil: return result(record, [], rejectedPath: nil, path: file.path, leftBehind: nil)
        }
    }

    /// Moves the file of a drop that is noted to the archive.
    private func archived(_ record: DropRecord, rejections: [AppliedDrop.Rejection], rejectedPath: String?) throws -> AppliedDrop {
        do {
            let path = try disposal.move(to: .archive, drop: record.id)
            try intake.store.write { try $0.drops.markArchived(record.id) }
            var record = record
            record.isArchived = true
            return result(record, rejections, rejectedPath: rejectedPath, path: path, leftBehind: nil)
        } catch let error as IngestError {
            return result(record, rejections, rejectedPath: rejectedPath, path: file.path, leftBehind: error)
        }
    }

    /// Moves the file of a drop that was refused beside the reason.
    private func setAside(_ record: DropRecord, rejections: [AppliedDrop.Rejection], rejectedPath: String?) throws -> AppliedDrop {
        do {
            if let reason = record.reason { try disposal.writeReceipt(intake.render(reason, source.language), drop: record.id) }
            let path = try disposal.move(to: .rejected, drop: record.id)
            try intake.store.write { try $0.drops.markArchived(record.id) }
            var record = record
            record.isArchived = true
            return result(record, rejections, rejectedPath: rejectedPath, path: path, leftBehind: nil)
        } catch let error as IngestError {
            return result(record, rejections, rejectedPath: rejectedPath, path: file.path, leftBehind: error)
        }
    }

    private func detail(_ plan: DropPlan?) -> DropDetail {
        func seconds(_ from: Instant, _ to: Instant) -> Double { Double(to.microseconds - from.microseconds) / 1_000_000 }
        return DropDetail(survey, plan, seconds: ["survey": seconds(started, surveyed), "apply": seconds(surveyed, intake.clock.now())])
    }

    private func result(
        _ record: DropRecord, _ rejections: [AppliedDrop.Rejection], rejectedPath: String?, path: String, leftBehind: IngestError?
    ) -> AppliedDrop {
        AppliedDrop(
            record: record, detail: record.detail.flatMap(DropDetail.init(json:)), rejections: rejections, rejectedPath: rejectedPath,
            path: path, leftBehind: leftBehind)
    }
}

extension MessageKey {
    static let ingestDuplicate: MessageKey = "ingest.duplicate"
}
