internal import Files
internal import Model
internal import Store
internal import Tabular

/// One file on its way through the stage.
struct DropAttempt {
    let intake: DropIntake
    let target: DropIntake.Target
    let names: HeaderNames
    let options: DropIntake.Options
    let file: DroppedFile
    let tables: Tables
    let started: Instant
    let surveyed: Instant
    /// Of a large file that stays where it is.
    let copy: ArchiveCopy?

    /// What the file holds.
    enum Tables {
        case some([DroppedTable])
        /// The file is noted as failed, for this reason.
        case unreadable(Message, ContentSurvey)

        /// - Throws: `IngestError`.
        init(_ file: DroppedFile, source: SourceDefinition) throws {
            do {
                self = .some(try FileTables(file, source: source).tables)
            } catch let failure as DropFailure {
                self = .unreadable(failure.message, try ContentSurvey(file, sizeHint: file.size))
            }
        }
    }

    /// What has become of one table, before its file moves.
    struct Result {
        var record: DropRecord
        var detail: DropDetail?
        var rejections: [AppliedDrop.Rejection] = []
        var rejectedPath: String?
        /// Whether the rows were applied at an earlier look already.
        var isMoveOnly = false
    }

    /// Files up to this size, in bytes, are read before they are written, and several of them share a transaction.
    static let smallSize = 1 << 19

    var isSmall: Bool { file.size <= DropAttempt.smallSize && !options.isRehearsal }

    /// Applies the file's tables, or notes why not.
    ///
    /// - Parameter alone: whether nothing else takes place in the transaction.
    func run(in transaction: StoreTransaction, alone: Bool) throws -> [Result] {
        switch tables {
        case .unreadable(let reason, let survey):
            let request = request(file.name, survey)
            return [try noted(request, .failed, reason: reason, detail: nil, in: transaction)]
        case .some(let tables) where tables.count == 1 || target.source.volumeGuard == nil || options.released != nil:
            // A released archive was held as one; its number goes to the first of its tables.
            return try tables.enumerated().map {
                try run($1, id: $0 == 0 ? options.released?.id : nil, in: transaction, alone: alone && tables.count == 1)
            }
        case .some(let tables):
            return try runGuarded(tables, in: transaction)
        }
    }

    /// Applies all tables of an archive, or holds it as one where one of them is to be held.
    private func runGuarded(_ tables: [DroppedTable], in transaction: StoreTransaction) throws -> [Result] {
        let request = request(file.name, try ContentSurvey(file, sizeHint: file.size))
        if let earlier = try transaction.drops.applied(source: target.source.name, sha256: request.sha256), earlier.state == .held {
            return [try repeated(earlier, request, in: transaction)]
        }
        var results: [Result] = []
        try transaction.whole {
            for table in tables { results.append(try run(table, id: nil, in: transaction, alone: false)) }
            return !results.contains { $0.record.state == .held }
        }
        guard let held = results.first(where: { $0.record.state == .held }), let reason = held.record.reason else { return results }
        for path in results.compactMap(\.rejectedPath) { try Folder.remove(path) }
        return [try noted(request, .held, reason: reason, detail: held.detail, in: transaction)]
    }

    private func request(_ name: String, _ survey: ContentSurvey, id: Int64? = nil) -> DropRequest {
        DropRequest(
            id: id, source: target.source.name, file: name, size: Int64(survey.size), sha256: survey.sha256 ?? "",
            receivedAt: options.released?.receivedAt ?? started)
    }

    /// - Parameter id: the number of the held drop that is tried again.
    private func run(_ table: DroppedTable, id: Int64?, in transaction: StoreTransaction, alone: Bool) throws -> Result {
        var table = table
        // Only a content of the same size can have been applied before; else the hash is not needed before the rows are.
        if try transaction.drops.hasSize(Int64(table.survey.size), source: target.source.name) { table = try table.surveyed() }
        if let sha256 = table.survey.sha256,
            let earlier = try transaction.drops.applied(source: target.source.name, sha256: sha256), earlier.id != id
        {
            return try repeated(earlier, request(table.name, table.survey, id: id), in: transaction)
        }
        var plan: DropPlan?
        do {
            var found = try self.plan(table)
            var recognises = true
            while true {
                plan = found
                var request = request(table.name, table.survey, id: id)
                if found.mapping.isCorrection {
                    request.completes = try Correction.original(of: file.name, found, target.source, in: transaction)
                }
                let application = TableApplication(self, table, found, request, recognises: recognises, alone: alone)
                do { return try application.run(in: transaction) } catch let revision as PlanRevision {
                    recognises = recognises && revision.recognises
                    if let surveyed = revision.table { table = surveyed }
                    found = try revision.plan ?? self.plan(table)
                }
            }
        } catch let failure as DropFailure {
            table = try table.surveyed()
            return try noted(
                request(table.name, table.survey, id: id), .failed, reason: failure.message, detail: detail(table, plan), in: transaction)
        }
    }

    /// How the table is to be read.
    ///
    /// - Parameter moreColumns: all columns, where some turned up only after the start.
    func plan(_ table: DroppedTable, moreColumns: [String] = []) throws -> DropPlan {
        try DropPlan(
            table, source: target.source, names: names, language: intake.language, moreColumns: moreColumns,
            temporaryFolder: temporaryFolder)
    }

    /// Where nameless files may lie.
    var temporaryFolder: String { Folder.parent(of: intake.folders.archive) }

    /// The content has been applied before: the file's move to the archive is made up for, or it is a duplicate.
    private func repeated(_ earlier: DropRecord, _ request: DropRequest, in transaction: StoreTransaction) throws -> Result {
        if !options.isRehearsal, !earlier.isArchived, earlier.file == request.file, !options.keepsOriginal {
            guard disposal.isArchived(drop: earlier.id) else { return Result(record: earlier, isMoveOnly: true) }
            try transaction.drops.markArchived(earlier.id)
        }
        let arguments: [String: MessageArgument] = ["drop": .integer(Int(earlier.id)), "date": .instant(earlier.receivedAt)]
        let reason = Message(earlier.state == .held ? .ingestDuplicateHeld : .ingestDuplicate, arguments)
        return try noted(request, .duplicate, reason: reason, detail: nil, in: transaction)
    }

    /// Notes a drop of which nothing was applied.
    private func noted(
        _ request: DropRequest, _ state: DropState, reason: Message, detail: DropDetail?, in transaction: StoreTransaction
    ) throws -> Result {
        let id = try transaction.drops.record(
            request, DropOutcome(state: state, detail: try detail?.json(), reason: reason), at: intake.clock.now())
        guard let record = try transaction.drops.drop(id) else {
            throw IngestError.unreadable(file.path, "the drop's record is missing")
        }
        if !options.isRehearsal { try Folder.remove("\(intake.folders.rejected)/\(id).csv") }
        if state != .duplicate { try tellOwner(record, in: transaction) }
        return Result(record: record, detail: detail)
    }

    /// Asks for a mail to the owner of the source, once for each drop.
    func tellOwner(_ record: DropRecord, in transaction: StoreTransaction) throws {
        guard target.source.owner != nil else { return }
        try transaction.notices.add(NoticeRecord(drop: record), at: intake.clock.now())
    }

    func detail(
        _ table: DroppedTable, _ plan: DropPlan?, _ evidence: [FormatEvidence] = [], phases: [(name: String, until: Instant)] = []
    ) -> DropDetail {
        var seconds: [String: Double] = [:]
        var from = started
        for phase in [("survey", surveyed)] + phases {
            seconds[phase.0] = Double(phase.1.microseconds - from.microseconds) / 1_000_000
            from = phase.1
        }
        return DropDetail(table, plan, evidence, pinned: target.source.reading.formats, seconds: seconds)
    }

    var disposal: FileDisposal {
        FileDisposal(file: file, folders: intake.folders, keepsOriginal: options.keepsOriginal, begun: copy)
    }
}

extension MessageKey {
    static let ingestDuplicate: MessageKey = "ingest.duplicate"
    static let ingestDuplicateHeld: MessageKey = "ingest.duplicate-held"
}
