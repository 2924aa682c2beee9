import Cryptography
import Delivery
import Files
import Localization
import Logging
package import Model
import Packaging
import Render
import Store
import Tabular

/// Renders, packs and delivers a customer list.
///
/// The order makes doing it again harmless: files that nothing refers to, then one commit of everything, then the spool.
struct ListDelivery: Sendable {
    private let environment: PipelineEnvironment
    private let spool: Spool

    /// - Throws: `DeliveryError` when the spool's folders cannot be made.
    init(_ environment: PipelineEnvironment) throws {
        self.environment = environment
        spool = try Spool(environment.folders.spool)
    }

    /// Delivers the list; false when the run was handed back because a password is missing.
    func deliver(_ task: DeliverListTask, _ step: TaskStep, notices: OwnerNotices) throws -> Bool {
        let password = try password(of: step.schedule)
        if password == nil, task.usesPassword || environment.catalog.settings.requirePassword {
            try notices.hold(step, until: Message(.runPasswordMissing, ["schedule": .label(step.schedule.label)]))
            try publishRecorded()
            return false
        }
        try Folder.create(environment.folders.temporary)
        try Folder.withTemporary(in: environment.folders.temporary) { folder in
            let lists = try render(task.list, for: environment.catalog.recipients.resolve(task.recipients), step, in: folder)
            let prepared = try lists.flatMap { try prepare($0, task, step, password: password, in: folder) }
            try record(lists, prepared, step)
        }
        try publishRecorded()
        return true
    }

    /// Commits the files, the deliveries and the note that the task is done.
    private func record(_ lists: [RenderedList], _ deliveries: [DeliveryRecord], _ step: TaskStep) throws {
        let rows = lists.map(\.rowCount).max() ?? 0
        let summary = Message(.deliverSummary, ["count": .integer(rows), "recipients": .integer(deliveries.count)])
        try environment.store.write { transaction in
            try transaction.runs.confirm(step.lease)
            for list in lists {
                for artifact in list.artifacts { try transaction.deliveries.add(artifact, run: step.run.id, task: step.position) }
            }
            for delivery in deliveries { try transaction.deliveries.add(delivery) }
            try transaction.runs.finishTask(
                step.run.id, step.position, TaskOutcome(affected: rows, counts: TaskCounts(lookedAt: rows), summary: summary),
                startedAt: step.startedAt, at: environment.clock.now())
        }
    }

    /// Makes what is in the ledger visible in the spool; doing it again changes nothing.
    func publishRecorded() throws {
        for id in try environment.store.read({ try $0.deliveries.unpublished() }) {
            try spool.publish(id)
            try environment.store.write { try $0.deliveries.markPublished(id) }
        }
    }

    /// Removes what stopped processes left half built in the spool and among the temporary files.
    ///
    /// - Parameters:
    ///   - instant: what was touched later stays, since another process may be at it.
    func discardLeftovers(before instant: Instant) throws {
        let recorded = try environment.store.read { try $0.deliveries.unpublished() }
        try spool.discardUnrecorded(keeping: Set(recorded), before: instant)
        let folders = environment.folders
        try Folder.create(folders.temporary)
        try discard(in: folders.temporary, before: instant) { _ in true }
        for folder in [folders.rejected, folders.artifacts, folders.archive] where Folder.isFolder(folder) {
            try discard(in: folder, before: instant, where: AtomicFile.isTemporary)
        }
    }

    private func discard(in folder: String, before instant: Instant, where isLeftover: (String) -> Bool) throws {
        for name in try Folder.names(in: folder) where isLeftover(name) {
            let path = folder + "/" + name
            if let modified = try Folder.modified(path), modified / 1000 < instant.microseconds { try Folder.remove(path) }
        }
    }

    private func password(of schedule: ScheduleDefinition) throws -> Secret? {
        try environment.store.read { try $0.schedules.sealedPassword(schedule.name) }.map {
            try environment.key().open($0, for: schedule.name)
        }
    }

    // MARK: Rendering

    /// One list in one language.
    private struct RenderedList {
        let language: Language
        let people: [Person]
        let files: [BundleFile]
        let artifacts: [ArtifactRecord]
        let rowCount: Int
    }

    /// Renders the list once for each language of its readers, all from one snapshot of the records.
    private func render(_ list: CustomerList, for people: [Person], _ step: TaskStep, in folder: String) throws -> [RenderedList] {
        guard let segment = environment.catalog.segments[list.segment], let module = environment.catalog.modules[segment.module] else {
            throw PipelineError(Message(.runSegmentGone, ["segment": .text(list.segment)]))
        }
        let columns = try fields(list.columns, of: module)
        let sortBy = try fields(list.sortBy, of: module)
        let languages = Dictionary(grouping: people) { $0.language ?? environment.catalog.settings.language }
        return try environment.store.read { snapshot in
            try languages.sorted { $0.key.rawValue < $1.key.rawValue }.map { language, people in
                let place = folder + "/" + language.rawValue
                try Folder.create(place)
                let renderer = ListRenderer(
                    list: list, columns: columns, localizer: environment.localizer(language, in: step.calendar), calendar: step.calendar,
                    created: step.present)
                let query = RecordQuery(module: module, columns: columns, segment: list.segment, sortBy: sortBy, language: language)
                let files = try snapshot.records.withBatches(query) { try renderer.render($0, into: place) }
                let kept = try files.map { try keep($0, language: language) }
                return RenderedList(
                    language: language, people: people, files: kept.map(\.file), artifacts: kept.map(\.artifact),
                    rowCount: files.map(\.rowCount).max() ?? 0)
            }
        }
    }

    private func fields(_ keys: [String], of module: ModuleDefinition) throws -> [FieldDefinition] {
        try keys.map { key in
            guard let field = module.field(key) else {
                throw PipelineError(Message(.runFieldGone, ["field": .text(key), "module": .label(module.label)]))
            }
            return field
        }
    }

    /// Moves a rendered file to its place under its SHA-256.
    private func keep(_ file: RenderedFile, language: Language) throws -> (file: BundleFile, artifact: ArtifactRecord) {
        let sha256 = try FileHash.sha256(of: file.path)
        try Folder.create(environment.folders.artifacts)
        let path = environment.folders.artifacts + "/" + sha256 + "." + file.format.rawValue
        try AtomicFile.publish(file.path, to: path, existing: .keep)
        let artifact = ArtifactRecord(
            sha256: sha256, name: file.name, format: file.format.rawValue, language: language, size: Int64(file.size),
            rowCount: file.rowCount)
        return (BundleFile(name: file.name, path: path, isCompressed: file.format == .xlsx), artifact)
    }

    // MARK: Packing

    /// Builds the bundle of a list and puts a delivery for each reader into the spool's `tmp/`.
    private func prepare(_ list: RenderedList, _ task: DeliverListTask, _ step: TaskStep, password: Secret?, in folder: String) throws
        -> [DeliveryRecord]
    {
        let settings = environment.catalog.settings
        let label = task.list.label.text(in: list.language)
        let name = BundleBuilder.name(label: label, date: step.actionDate)
        let bundle = folder + "/" + list.language.rawValue + "-" + name
        try BundleBuilder.build(list.files, to: bundle, password: password, created: step.present, calendar: step.calendar)
        let localizer = environment.localizer(list.language, in: step.calendar)
        return try list.people.map { person in
            let id = DeliveryID.of(run: step.run.id, task: step.position, recipient: person.address)
            let expiry = task.deliverAs == .link ? step.present + .seconds(settings.linkDays * 86_400) : nil
            let mail = ListMail(
                name: step.schedule.label, list: task.list.label, rowCount: list.rowCount, fileName: name,
                way: link(task, id: id, expiry: expiry, step.calendar), hasPassword: password != nil, workspace: settings.name,
                subject: task.subject, messageText: task.messageText, note: step.run.note)
            try spool.prepare(
                DeliveryEntry(
                    id: id, run: step.run.id, recipient: person, language: list.language, sender: settings.sender,
                    senderName: settings.name.text(in: list.language), mail: mail.text(for: person, localizer),
                    bundle: DeliveryEntry.Bundle(path: bundle, name: name), deliverAs: task.deliverAs, created: step.present,
                    expires: expiry))
            return DeliveryRecord(
                id: id, run: step.run.id, task: step.position, recipient: person.address, createdAt: step.present, expiresAt: expiry)
        }
    }

    /// How the bundle gets to the recipient.
    private func link(_ task: DeliverListTask, id: String, expiry: Instant?, _ calendar: LocalCalendar) -> ListMail.Way {
        guard task.deliverAs == .link, let portal = environment.catalog.settings.portalURL, let expiry else { return .attachment }
        return .link("\(portal)/deliveries/\(id)", until: calendar.day(at: expiry))
    }
}

extension MessageKey {
    /// Why a run is held that may not deliver without a password.
    package static let runPasswordMissing: MessageKey = "run.password-missing"
    static let runSegmentGone: MessageKey = "run.segment-gone"
    static let runFieldGone: MessageKey = "run.field-gone"
    static let deliverSummary: MessageKey = "task.deliver-list.summary"
}
