import ArgumentParser
import Localization
import Model
import Recurrence
import Scheduler
import Store
import Tabular

/// `schedule list·show·next·add·edit·activate·deactivate·delete·run·transfer·history`.
struct ScheduleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        "schedule", "cli.schedule",
        subcommands: [
            ListSchedules.self, ShowSchedule.self, NextRuns.self, AddSchedule.self, EditSchedule.self, ActivateSchedule.self,
            DeactivateSchedule.self, DeleteSchedule.self,
            RunSchedule.self, TransferSchedule.self, ScheduleHistory.self,
        ])

    struct ShowSchedule: WorkingCommand {
        static let configuration = CommandConfiguration("show", "cli.schedule.show")

        @Argument(help: ArgumentHelp(key: "cli.schedule.name", value: "cli.value.name"))
        var name: String

        @OptionGroup var output: FormatOption

        func perform() throws -> ExitStatus {
            let session = try Session.open()
            let schedule = try session.schedule(name)
            let tasks = ScheduleListing.tasks(session)
            let preview = try SchedulePreview(session.catalog, store: session.store, now: session.clock.now())
            let warnings = preview.warnings(of: name)
            let more: [(key: String, value: JSON)] = [
                ("coming", try preview.json(of: name)), ("warnings", .array(warnings.map { .string(session.words.text($0)) })),
            ]
            for row in try ScheduleListing.rows(session) where row.schedule.name == name {
                let steps = Array(session.catalog.tasks(of: schedule).enumerated())
                ScheduleListing.of(session).writeDetails(row, as: output.format, more: [("tasks", .array(steps.map(tasks.json)))] + more)
                if output.format == .table {
                    Console.result("")
                    tasks.write(steps, as: .table)
                    if schedule.timing != nil, schedule.isActive { Console.result("") }
                    try preview.write(name)
                    for warning in warnings { Console.result(Words.text("cli.warning", ["text": .text(session.words.text(warning))])) }
                }
            }
            return .done
        }
    }

    struct NextRuns: WorkingCommand {
        static let configuration = CommandConfiguration("next", "cli.schedule.next")

        @Argument(help: ArgumentHelp(key: "cli.schedule.name", value: "cli.value.name"))
        var name: String

        @Option(help: ArgumentHelp(key: "cli.option.count", value: "cli.value.number"))
        var count = 12

        @OptionGroup var output: FormatOption

        func perform() throws -> ExitStatus {
            guard count > 0 else { throw UsageError("cli.usage.positive", ["option": "--count"]) }
            let session = try Session.open()
            let schedule = try session.schedule(name)
            let created = try session.store.read { try $0.schedules.schedule(name)?.createdAt } ?? session.clock.now()
            let review = try ScheduleReview(
                schedule, created: created, workspaceZone: session.catalog.settings.timeZone, zones: Zones.database,
                now: session.clock.now())
            guard let review else {
                throw CommandError("cli.schedule.next.no-timing", ["name": .text(name)])
            }
            if !schedule.isActive { Console.message(Message("cli.schedule.next.inactive", ["name": .text(name)])) }
            let calendar = try session.calendar(of: schedule)
            let instants = review.next(count)
            switch output.format {
            case .json: Console.result(JSON.array(instants.map { JSON($0, in: calendar) }).text)
            case .table: InstantLines.write(instants, in: calendar)
            }
            return .done
        }
    }
}

/// Moments, each with its weekday, on lines of their own.
enum InstantLines {
    static func write(_ instants: [Instant], in calendar: LocalCalendar) {
        if instants.isEmpty { return Console.line(Words.text("cli.timing.never")) }
        for instant in instants {
            Console.result(line(instant, in: calendar))
        }
    }

    /// `to 26.11.2026 klo 11.00 (Europe/Helsinki, UTC+02:00)`.
    static func line(_ instant: Instant, in calendar: LocalCalendar) -> String {
        let weekday = Words.text(MessageKey(rawValue: "weekday.\(calendar.day(at: instant).weekday)"))
        let offset = calendar.offset(at: instant)
        // The last six characters of the moment's RFC 3339 form.
        return "\(weekday) \(Words.localized(instant, in: calendar)) (\(calendar.zone), UTC\(instant.iso(offset: offset).suffix(6)))"
    }
}
