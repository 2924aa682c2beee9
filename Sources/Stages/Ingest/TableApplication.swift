internal import Files
internal import Model
internal import Store
internal import Tabular

/// Thrown to take back what was written and to begin again with a better plan.
struct PlanRevision: Error {
    /// Nil: to be found anew.
    var plan: DropPlan?
    /// The table as the whole of its content turned out to be.
    var table: DroppedTable?
    /// Whether rows may be recognised by their hashes again.
    var recognises = true
}

/// Writes the rows of one table and decides, in one transaction.
struct TableApplication {
    private let attempt: DropAttempt
    private let table: DroppedTable
    private let plan: DropPlan
    private let request: DropRequest
    private let validator: RowValidator
    /// Whether rows may be recognised by the hashes of their texts.
    private let recognises: Bool
    /// Whether nothing else takes place in the transaction.
    private let alone: Bool

    private var intake: DropIntake { attempt.intake }
    private var source: SourceDefinition { attempt.target.source }
    private var isRehearsal: Bool { attempt.options.isRehearsal }

    init(_ attempt: DropAttempt, _ table: DroppedTable, _ plan: DropPlan, _ request: DropRequest, recognises: Bool, alone: Bool) {
        self.recognises = recognises
        self.alone = alone
        self.attempt = attempt
        self.table = table
        self.plan = plan
        self.request = request
        validator = RowValidator(plan, local: attempt.intake.local)
    }

    /// - Throws: ``PlanRevision``, `DropFailure`, `IngestError`, `StoreError`; nothing of the table is written then.
    func run(in transaction: StoreTransaction) throws -> DropAttempt.Result {
        var temporary = AtomicFile.temporaryName(beside: intake.folders.rejected + "/rows")
        // What an earlier step has published is no longer at the temporary name.
        defer { try? Folder.remove(temporary) }
        var tally = DropTally(limit: source.rejectLimit, mode: rules.mode)
        var published: String?
        var detail: DropDetail?
        do {
            let record = try transaction.applyDrop(
                request, to: attempt.target.module, fields: validator.fields, rules: rules, at: attempt.surveyed,
                alone: alone
            ) { writer, dropID in
                var phases = [(name: "plan", until: intake.clock.now())]
                var rejects = rejectFile(temporary)
                let (evidence, refused) = try write(to: &writer, &rejects, &tally)
                let surveyed = try table.surveyed()
                try attempt.file.checkUnchanged()
                guard !table.survey.isBelied(by: surveyed.survey) else { throw PlanRevision(table: surveyed) }
                let sha256 = surveyed.survey.sha256
                try rejects.finish()
                phases.append(("rows", intake.clock.now()))
                let late = try writer.settle()
                phases.append(("index", intake.clock.now()))
                if !late.isEmpty {
                    try Folder.remove(temporary)
                    temporary = AtomicFile.temporaryName(beside: temporary)
                    try rejectAgain(late, refused, temporary, &tally)
                }
                let receipt = attempt.detail(surveyed, plan, evidence, phases: phases)
                detail = receipt
                let json = try receipt.json()
                if let reason = tally.objection {
                    return .fail(.rejected, reason, read: tally.read, rejected: tally.rejected, detail: json, sha256: sha256)
                }
                published = try publishRejects(temporary, drop: dropID, count: tally.rejected)
                return .commit(read: tally.read, rejected: tally.rejected, detail: json, sha256: sha256)
            }
            if record.state == .rejected { published = try publishRejects(temporary, drop: record.id, count: tally.rejected) }
            if record.state == .held, let path = published {
                try Folder.remove(path)
                published = nil
            }
            if record.state != .applied || record.counts.rejected > 0 { try attempt.tellOwner(record, in: transaction) }
            return DropAttempt.Result(
                record: record, detail: detail, rejections: tally.first, rejectedPath: published)
        } catch is RecordWriter.RecognitionConflict {
            throw PlanRevision(plan: plan, recognises: false)
        } catch {
            // The rows were not committed, so there is no drop to which the file of rejected rows belongs.
            if let published { try Folder.remove(published) }
            throw error
        }
    }

    private var rules: DropRules {
        let isCorrection = request.completes != nil
        // A file of corrected rows is a part of its first file, and so never the whole truth.
        var rules = DropRules(
            mode: isCorrection && source.mode == .replace ? .upsert : source.mode, duplicates: source.duplicates,
            volumeGuard: isCorrection || attempt.options.released != nil ? nil : source.volumeGuard, starting: source.onDone)
        if source.orphans == .reject, let parent = attempt.target.module.parent, let key = attempt.target.parent?.key {
            rules.parent = DropRules.Parent(field: parent.field, module: parent.module, key: key)
        }
        return rules
    }

    private func rejectFile(_ temporary: String) -> RejectFile {
        RejectFile(temporaryPath: temporary, plan: plan, survey: table.survey, language: source.language ?? intake.language) {
            intake.render($0, source.language)
        }
    }

    /// Writes all rows; gives what they tell about the columns' formats, and the rows that the store refused, by line.
    private func write(
        to writer: inout RecordWriter, _ rejects: inout RejectFile, _ tally: inout DropTally
    ) throws -> (evidence: [FormatEvidence], refused: [Int: Message]) {
        if let census = try writer.census() { writer.refuse(try sharedKeys(census)) }
        var evidence = plan.formats.map { _ in FormatEvidence() }
        var refusedByStore: [Int: Message] = [:]
        var unknown: [String] = []
        let keepsRefused = writer.settlesLate
        let recognition = writer.recognises && recognises ? Recognition() : nil
        var isComplete = true
        try eachBlock(recognition: recognition) { fed in
            let rows: ValidatedRows
            switch fed {
            case .validated(let validated): rows = validated
            case .hashed(let hashed):
                let others = try writer.recognise(hashed.hashes)
                let known = hashed.records.count - others.count
                recognition?.note(known: known, of: hashed.records.count)
                tally.addKnown(known)
                if known > 0 { isComplete = false }
                rows = validator.validate(
                    hashed.block, others.map { hashed.records.lowerBound + $0 }, check: hashed.check,
                    mayNeedNormalizing: hashed.mayNeedNormalizing)
            }
            for (index, found) in rows.evidence.enumerated() { evidence[index].add(found) { $0 } }
            unknown += rows.unknownColumns
            let refused = try TableApplication.write(rows, to: &writer) { line, reason in
                if keepsRefused { refusedByStore[line] = reason }
            }
            tally.add(rows, refused: refused)
            attempt.options.progress(tally.read)
            if !refused.isEmpty, !isRehearsal { try rejects.append(refused, of: rows.block) }
        }
        // Values of known rows may tell how others are meant: then all are read.
        guard isComplete || !evidence.contains(where: { $0.ambiguous > 0 }) else { throw PlanRevision(plan: plan, recognises: false) }
        try attempt.file.checkUnchanged()
        if case .ndjson(let columns) = plan.table.form, unknown.contains(where: { attempt.names.field($0) != nil }) {
            throw PlanRevision(plan: try attempt.plan(table, moreColumns: columns + unknown))
        }
        if let revised = try plan.revised(by: evidence, pinned: source.reading.formats) { throw PlanRevision(plan: revised) }
        return (evidence, refusedByStore)
    }

    /// Gives every block of rows to `body`; those of a small file are read without a thread of their own.
    private func eachBlock(recognition: Recognition? = nil, _ body: (RowFeed.Rows) throws -> Void) throws {
        let feed = RowFeed(table, plan, validator, temporaryFolder: attempt.temporaryFolder)
        if table.isSmall {
            var blocks: [RowFeed.Rows] = []
            try feed.produce { rows in
                blocks.append(rows)
                return true
            }
            for rows in blocks { try body(rows) }
        } else {
            try feed.withRows(recognition: recognition) { queue in
                while let rows = try queue.pop() { try body(rows) }
            }
        }
    }

    private func eachValidated(_ body: (ValidatedRows) throws -> Void) throws {
        try eachBlock { rows in
            if case .validated(let validated) = rows { try body(validated) }
        }
    }

    /// The lines of rows that share their key.
    private func sharedKeys(_ census: KeyCensus) throws -> [Int: Int] {
        guard let key = validator.fields.firstIndex(where: { $0.key == attempt.target.module.key }) else { return [:] }
        try eachValidated { rows in try census.add(rows.batch.columns[key], lines: rows.lines) }
        return try census.duplicates()
    }

    /// Writes the rejected rows once more, in the order of the file, with those that were taken back; only their lines are known.
    private func rejectAgain(
        _ late: [RecordWriter.LateRejection], _ refused: [Int: Message], _ temporary: String, _ tally: inout DropTally
    ) throws {
        let reasons = refused.merging(late.map { ($0.line, $0.reason) }) { first, _ in first }
        var rejects = rejectFile(temporary)
        tally.forgetRejected()
        try eachValidated { rows in
            var rejected = rows.rejected
            for index in rows.records.indices {
                if let reason = reasons[rows.lines[index]] { rejected.append(RejectedRow(record: rows.records[index], reason: reason)) }
            }
            rejected.sort { $0.record < $1.record }
            tally.addRejected(rejected, of: rows.block)
            if !rejected.isEmpty, !isRehearsal { try rejects.append(rejected, of: rows.block) }
        }
        try rejects.finish()
    }

    /// Writes a block's rows; gives all rows of the block that are not taken, in the order of the file.
    private static func write(
        _ rows: ValidatedRows, to writer: inout RecordWriter, refusing note: (_ line: Int, _ reason: Message) -> Void
    ) throws -> [RejectedRow] {
        var refused = rows.rejected
        let parsed = refused.count
        try writer.write(rows.batch, hashes: rows.hashes, lines: rows.lines) { row, reason in
            refused.append(RejectedRow(record: rows.records[row], reason: reason))
            note(rows.lines[row], reason)
        }
        if let keys = rows.rejectedKeys { try writer.spare(keys) }
        if parsed > 0, refused.count > parsed { refused.sort { $0.record < $1.record } }
        return refused
    }

    /// Puts the file of rejected rows in its place; one that an attempt cut short has left under the same number goes.
    private func publishRejects(_ temporary: String, drop: Int64, count: Int) throws -> String? {
        let path = "\(intake.folders.rejected)/\(drop).csv"
        guard !isRehearsal else { return nil }
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
}
