import ArgumentParser
import Foundation
import ICalendar
import Localization
import Model
import Scheduler
import Tabular

/// `schedule list`.
struct ListSchedules: WorkingCommand {
    static let configuration = CommandConfiguration("list", "cli.schedule.list")

    /// How the list is written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table, json
        /// The coming runs as a calendar (RFC 5545).
        case ics
    }

    @Option(help: ArgumentHelp(key: "cli.option.format", value: "cli.value.format"))
    var format = Format.table

    @Option(help: ArgumentHelp(key: "cli.schedule.list.search", value: "cli.value.text"))
    var search: String?

    @Option(help: ArgumentHelp(key: "cli.schedule.list.tag", value: "cli.value.text"))
    var tag: String?

    @Option(help: ArgumentHelp(key: "cli.schedule.list.owner", value: "cli.value.address"))
    var owner: String?

    @Option(help: ArgumentHelp(key: "cli.schedule.list.state", value: "cli.value.state"))
    var state: ScheduleState?

    func perform() throws -> ExitStatus {
        let session = try Session.open()
        let rows = try ScheduleListing.rows(session).filter(matches)
        switch format {
        case .table: ScheduleListing.of(session).write(rows, as: .table)
        case .json: ScheduleListing.of(session).write(rows, as: .json)
        case .ics: try feed(rows, session)
        }
        return .done
    }

    private func matches(_ row: ScheduleListing.Row) -> Bool {
        let schedule = row.schedule
        if let tag, !schedule.tags.contains(where: { $0.lowercased() == tag.lowercased() }) { return false }
        if let owner, schedule.owner?.lowercased().contains(owner.lowercased()) != true { return false }
        if let state, row.state != state, !(state == .active && row.schedule.isActive) { return false }
        guard let search else { return true }
        let texts = [schedule.name, schedule.owner ?? ""] + schedule.label.all + schedule.tags
        return texts.contains { $0.range(of: search, options: [.caseInsensitive, .diacriticInsensitive]) != nil }
    }

    private func feed(_ rows: [ScheduleListing.Row], _ session: Session) throws {
        let preview = try SchedulePreview(session.catalog, store: session.store, now: session.clock.now())
        let words = session.words
        let entries = rows.flatMap { row in preview.comingRuns(of: row.schedule.name).map { (row: row, instant: $0) } }
        var calendar = CalendarWriter(name: session.catalog.settings.name.text(in: words.language), made: session.clock.now())
        for (row, instant) in entries.sorted(by: { ($0.instant, $0.row.schedule.name) < ($1.instant, $1.row.schedule.name) }) {
            calendar.add(
                CalendarEvent(
                    id: "\(row.schedule.name)-\(instant.seconds)@ajastin", time: .moment(instant),
                    summary: row.schedule.label.text(in: words.language),
                    description: ([ScheduleListing.timing(row.schedule, session)]
                        + session.catalog.tasks(of: row.schedule).map { words.text($0.kind.nameKey) }).joined(separator: "\n"),
                    categories: row.schedule.tags))
        }
        calendar.finish()
        Console.result(calendar.bytes)
    }
}

extension ScheduleState: ExpressibleByArgument {}
