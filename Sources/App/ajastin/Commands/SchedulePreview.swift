import Definitions
import Localization
import Model
import Recurrence
import Scheduler
import Store
import Tabular

/// The coming runs of schedules and what may surprise about them, as `check`, `schedule show` and every change show them.
struct SchedulePreview {
    private let catalog: Catalog
    private var reviews: [String: ScheduleReview] = [:]
    private var warnings: [String: [Message]] = [:]

    /// - Parameter store: where creation dates and durations come from; nil: there is none yet.
    init(_ catalog: Catalog, store: WorkspaceStore?, now: Instant) throws {
        self.catalog = catalog
        let records = try store?.read { try $0.schedules.list() } ?? []
        let created = Dictionary(records.map { ($0.name, $0.createdAt) }) { first, _ in first }
        for schedule in catalog.schedules.values where schedule.isActive {
            do {
                let review = try ScheduleReview(
                    schedule, created: created[schedule.name] ?? now, workspaceZone: catalog.settings.timeZone, zones: Zones.database,
                    now: now)
                guard let review else { continue }
                let forecast = try store?.read { try DurationForecast(for: schedule.name, in: $0) }
                reviews[schedule.name] = review
                warnings[schedule.name] = review.warnings(forecast: forecast)
            } catch let error as any MessageError {
                warnings[schedule.name] = [error.message]
            }
        }
        let ordered = reviews.sorted { $0.key < $1.key }.map(\.value)
        for (name, clashes) in ScheduleReview.clashes(ordered, in: catalog) { warnings[name, default: []] += clashes }
    }

    /// What may surprise about this schedule.
    func warnings(of name: String) -> [Message] { warnings[name] ?? [] }

    /// The coming runs; none of a schedule without a timing, or a passive one.
    func comingRuns(of name: String) -> [Instant] { reviews[name]?.comingRuns ?? [] }

    /// The warnings of all schedules, or of some, each at its file.
    func findings(of names: Set<String>? = nil) -> [Diagnostic] {
        warnings.filter { names?.contains($0.key) ?? true }.sorted { $0.key < $1.key }.flatMap { name, messages in
            let place = SourceLocation(file: DefinitionName(kind: .schedule, name: name).path)
            return messages.map { Diagnostic(.warning, $0, at: place) }
        }
    }

    /// The coming runs as JSON, in the schedule's own zone.
    func json(of name: String) throws -> JSON {
        guard let review = reviews[name], let schedule = catalog.schedules[name] else { return .array([]) }
        let calendar = try Zones.calendar(schedule.timing?.timeZone ?? catalog.settings.timeZone)
        return .array(review.comingRuns.map { JSON($0, in: calendar) })
    }

    /// Writes the coming runs under a heading; nothing for a schedule without a timing, or a passive one.
    func write(_ name: String, to line: (String) -> Void = { Console.result($0) }) throws {
        guard let review = reviews[name], let schedule = catalog.schedules[name] else { return }
        let calendar = try Zones.calendar(schedule.timing?.timeZone ?? catalog.settings.timeZone)
        let label = schedule.label.text(in: Invocation.current.language)
        line(Words.text(review.areDeadlines ? "cli.preview.deadlines" : "cli.preview", ["label": .text(label)]))
        let runs = review.comingRuns
        for run in runs { line("  " + InstantLines.line(run, in: calendar)) }
        if runs.isEmpty { line("  " + Words.text("cli.timing.never")) }
    }
}
