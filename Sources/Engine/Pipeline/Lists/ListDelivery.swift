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
            let variants = try ListVariants(environment, task, step)
            let people = environment.catalog.recipients.resolve(task.recipients)
            let lists = try variants.render(for: people, in: folder).map { try keep($0) }
            let prepared = try lists.flatMap { try prepare($0, task, step, password: password) }
            try record(lists, prepared, variants, step)
        }
        try publishRecorded()
        return true
    }

    /// Commits the files, the deliveries and the note that the task is done.
    private func record(_ lists: [KeptList], _ deliveries: [DeliveryRecord], _ variants: ListVariants, _ step: TaskStep) throws {
        let rows = lists.map(\.rowCount).max() ?? 0
        let arguments: [String: MessageArgument] = ["count": .integer(rows), "recipients": .integer(deliveries.count)]
        let summary = Message(deliveries.isEmpty ? .deliverNothing : .deliverSummary, arguments)
        try environment.store.write { transaction in
            try transaction.runs.confirm(step.lease)
            for list in lists {
                for artifact in list.artifacts { try transaction.deliveries.add(artifact, run: step.run.id, task: step.position) }
            }
            for delivery in deliveries { try transaction.deliveries.add(delivery) }
            try variants.discardUnneeded(in: transaction)
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

    // MARK: Keeping

    /// The lists of one variant, whose files have their places.
    private struct KeptList {
        let language: Language
        let people: [Person]
        /// Beside which the bundle is built.
        let folder: String
        let files: [BundleFile]
        let artifacts: [ArtifactRecord]
        let rowCount: Int
        /// Whether readers are told that there is nothing, in place of a bundle.
        let isNotice: Bool
    }

    private func keep(_ list: ListVariants.Rendered) throws -> KeptList {
        let kept = try list.rendering.files.map { try keep($0, language: list.language) }
        return KeptList(
            language: list.language, people: list.people, folder: list.folder, files: kept.map(\.file), artifacts: kept.map(\.artifact),
            rowCount: list.rendering.rowCounts.reduce(0, +), isNotice: kept.isEmpty && list.rendering.asksForNotice)
    }

    /// Moves a rendered file to its place under its SHA-256.
    private func keep(_ file: RenderedFile, language: Language) throws -> (file: BundleFile, artifact: ArtifactRecord) {
        let sha256 = try FileHash.sha256(of: file.path)
        try Folder.create(environment.folders.artifacts)
        let ending = file.name.split(separator: ".").last.map(String.init) ?? file.format.rawValue
        let path = environment.folders.artifacts + "/" + sha256 + "." + ending
        try AtomicFile.publish(file.path, to: path, existing: .keep)
        let artifact = ArtifactRecord(
            sha256: sha256, name: file.name, format: file.format.rawValue, language: language, size: Int64(file.size),
            rowCount: file.rowCount, cellCount: file.cellCount, milliseconds: Int((file.seconds * 1000).rounded()), notes: file.notes)
        return (BundleFile(name: file.name, path: path, isCompressed: ending != "csv"), artifact)
    }

    // MARK: Packing

    /// Builds the bundle of the lists and puts a delivery for each reader into the spool's `tmp/`; nothing where there is nothing to say.
    private func prepare(_ list: KeptList, _ task: DeliverListTask, _ step: TaskStep, password: Secret?) throws -> [DeliveryRecord] {
        guard !list.files.isEmpty || list.isNotice else { return [] }
        let settings = environment.catalog.settings
        let label = task.label.text(in: list.language)
        let name = BundleBuilder.name(label: label, date: step.actionDate)
        var bundle: String?
        if !list.files.isEmpty {
            let path = list.folder + "-" + name
            try BundleBuilder.build(list.files, to: path, password: password, created: step.present, calendar: step.calendar)
            bundle = path
        }
        let localizer = environment.localizer(list.language, in: step.calendar)
        return try list.people.map { person in
            let id = DeliveryID.of(run: step.run.id, task: step.position, recipient: person.address)
            let expiry = task.deliverAs == .link ? step.present + .seconds(settings.linkDays * 86_400) : nil
            let mail = ListMail(
                name: step.schedule.label, list: task.label, rowCount: list.rowCount, fileName: name,
                way: bundle == nil ? .nothing : link(task, id: id, expiry: expiry, step.calendar),
                hasPassword: bundle != nil && password != nil, workspace: settings.name,
                subject: task.subject, messageText: task.messageText, note: step.run.note)
            try spool.prepare(
                DeliveryEntry(
                    id: id, run: step.run.id, recipient: person, language: list.language, sender: settings.sender,
                    senderName: settings.name.text(in: list.language), mail: mail.text(for: person, localizer),
                    bundle: bundle.map { DeliveryEntry.Bundle(path: $0, name: name) },
                    deliverAs: bundle == nil ? .attachment : task.deliverAs, created: step.present,
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
    static let deliverNothing: MessageKey = "task.deliver-list.nothing"
    static let deliverSummary: MessageKey = "task.deliver-list.summary"
}
