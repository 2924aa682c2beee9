import Cryptography
import Files
import ICalendar
import Localization
import Logging
import Model
import Store
import Tabular

/// The calendar of each responsible person, `var/calendars/<address>.ics`, for calendar programs to subscribe to.
package struct PersonalFeeds: Sendable {
    private let environment: PipelineEnvironment

    package init(_ environment: PipelineEnvironment) {
        self.environment = environment
    }

    /// Writes the calendars anew that have changed, each whole or not at all; doing it again changes nothing.
    package func publishChanged() throws {
        for person in try environment.store.read({ try $0.calendars.pending() }) { try publish(person) }
    }

    /// The same where a failure must not keep what is being done from going on; what is left over is written at the next chance.
    func publishWhatCanBe() {
        do {
            try publishChanged()
        } catch {
            environment.logger.error("calendars not published", metadata: ["error": "\(PipelineError.reason(of: error).key.rawValue)"])
        }
    }

    /// Hands the calendar of `person` as of now to `write`, piece by piece.
    package func write(_ person: String, to write: ([UInt8]) throws -> Void) throws {
        try environment.store.read { try self.write(person, $0, to: write) }
    }

    private func publish(_ person: String) throws {
        let folders = environment.folders
        for folder in [folders.temporary, folders.calendars] { try Folder.create(folder) }
        try Folder.withTemporary(in: folders.temporary) { folder in
            var file = try OutputFile(creating: folder + "/calendar.ics")
            let version = try environment.store.read { transaction in
                try write(person, transaction) { try file.write($0) }
                return try transaction.calendars.version(of: person)
            }
            try file.sync()
            try file.close()
            // Under the lock of the database, so that no older state is ever put in the place of a newer one. What has changed
            // meanwhile is published by whoever changed it.
            try environment.store.write { transaction in
                guard try transaction.calendars.markPublished(person, version: version) else { return }
                let path = "\(folders.calendars)/\(Self.fileName(of: person)).ics"
                try AtomicFile.publish(folder + "/calendar.ics", to: path, durability: .names)
            }
        }
    }

    /// The most that is kept before it is handed on.
    private static let pieceSize = 1 << 16
    /// For how long what has been closed stays.
    private static let closedDays = 30

    private func write(_ person: String, _ transaction: StoreTransaction, to write: ([UInt8]) throws -> Void) throws {
        let settings = environment.catalog.settings
        let words = environment.localizer(settings.language, in: try environment.calendar())
        let now = environment.clock.now()
        let title = words.text(
            .activityCalendar,
            [
                "person": .text(environment.catalog.recipients.person(person).name ?? person),
                "workspace": .text(settings.name.text(in: settings.language)),
            ])
        var calendar = CalendarWriter(name: title, made: now, refreshHours: 1)
        try transaction.calendars.withEntries(of: person, closedSince: now + .seconds(-Self.closedDays * 86_400)) { next in
            while let record = try next() {
                calendar.add(Self.event(record, words))
                guard calendar.bytes.count >= Self.pieceSize else { continue }
                try write(calendar.bytes)
                calendar.bytes.removeAll(keepingCapacity: true)
            }
        }
        calendar.finish()
        try write(calendar.bytes)
    }

    /// An activity as calendar programs show it.
    private static func event(_ record: ActivityRecord, _ words: Localizer) -> CalendarEvent {
        let activity = record.activity
        let note = record.note.map { words.text(.activityNote, ["note": .text($0)]) }
        let time = activity.start.map { CalendarEvent.Time.moment($0, until: activity.end) } ?? .day(activity.due)
        return CalendarEvent(
            // Numbers begin anew in every workspace; two that make their first activity in the same millisecond are not to be feared.
            id: "activity-\(record.id)-\(record.createdAt.microseconds / 1000)@ajastin", time: time,
            summary: (record.status == .done ? "✓ " : "") + activity.title,
            description: [activity.description, note].compactMap(\.self).joined(separator: "\n"),
            categories: [words.text(activity.type.nameKey)], priority: priority(activity.priority),
            status: record.status == .cancelled ? .cancelled : .confirmed, sequence: record.changes, created: record.createdAt,
            lastModified: record.changedAt, isBusy: activity.start != nil && record.status == .open)
    }

    private static func priority(_ priority: ActivityPriority) -> Int {
        switch priority {
        case .high: 1
        case .normal: 5
        case .low: 9
        }
    }

    /// The name of a person's file without its ending: an address as it is, everything else percent-encoded.
    package static func fileName(of person: String) -> String {
        var name = ""
        for byte in person.utf8 {
            // A dot in front would hide the file, a hyphen make it an option of whatever program is handed its name.
            if plainBytes.contains(byte), !name.isEmpty || byte != UInt8(ascii: ".") && byte != UInt8(ascii: "-") {
                name.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                name += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        guard name.utf8.count > longestName else { return name }
        // Too long for a file system: what is left out is told apart by its hash.
        return name.prefix(longestName - 33) + "-" + Hexadecimal.encode(SHA256Hasher.hash(Array(person.utf8))).prefix(32)
    }

    private static let longestName = 200
    private static let plainBytes = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@._+-".utf8)
}

extension MessageKey {
    static let activityCalendar: MessageKey = "activity.calendar"
    static let activityNote: MessageKey = "activity.note"
}
