import ArgumentParser
import Definitions
import Model

/// What `schedule add` and `schedule edit` take for scripts: the keys of a schedule's file, by the same names.
struct ScheduleOptions: ParsableArguments {
    @Option(help: ArgumentHelp(key: "cli.schedule.option.label", value: "cli.value.text"))
    var label: String?
    @Option(help: ArgumentHelp(key: "cli.schedule.option.owner", value: "cli.value.address"))
    var owner: String?
    @Option(help: ArgumentHelp(key: "cli.schedule.option.tag", value: "cli.value.text"))
    var tag: [String] = []

    @Option(help: ArgumentHelp(key: "cli.schedule.option.occurs", value: "cli.value.occurs"))
    var occurs: String?
    @Option(help: ArgumentHelp(key: "cli.schedule.option.every", value: "cli.value.number"))
    var every: Int?
    @Option(help: ArgumentHelp(key: "cli.schedule.option.days", value: "cli.value.weekdays"))
    var days: String?
    @Option(help: ArgumentHelp(key: "cli.schedule.option.on", value: "cli.value.weekday"))
    var on: [String] = []
    @Option(help: ArgumentHelp(key: "cli.schedule.option.month", value: "cli.value.number"))
    var month: Int?
    @Option(help: ArgumentHelp(key: "cli.schedule.option.day", value: "cli.value.number"))
    var day: [String] = []
    @Option(help: ArgumentHelp(key: "cli.schedule.option.week", value: "cli.value.week"))
    var week: String?
    @Option(help: ArgumentHelp(key: "cli.schedule.option.weekday", value: "cli.value.weekday"))
    var weekday: String?
    @Option(help: ArgumentHelp(key: "cli.schedule.option.rrule", value: "cli.value.text"))
    var rrule: String?
    @Option(help: ArgumentHelp(key: "cli.schedule.option.at", value: "cli.value.time"))
    var at: [String] = []
    @Option(help: ArgumentHelp(key: "cli.schedule.option.before", value: "cli.value.time"))
    var before: String?
    @Option(help: ArgumentHelp(key: "cli.schedule.option.from", value: "cli.value.date"))
    var from: String?
    @Option(help: ArgumentHelp(key: "cli.schedule.option.until", value: "cli.value.date"))
    var until: String?
    @Option(help: ArgumentHelp(key: "cli.schedule.option.time-zone", value: "cli.value.text"))
    var timeZone: String?
    @Option(help: ArgumentHelp(key: "cli.schedule.option.holidays", value: "cli.value.text"))
    var holidays: String?
    @Option(help: ArgumentHelp(key: "cli.schedule.option.missed", value: "cli.value.text"))
    var missed: String?

    @Option(help: ArgumentHelp(key: "cli.schedule.option.overlap", value: "cli.value.text"))
    var overlap: String?
    @Option(help: ArgumentHelp(key: "cli.schedule.option.pause-until", value: "cli.value.date"))
    var pauseUntil: String?

    @Option(help: ArgumentHelp(key: "cli.schedule.option.segment", value: "cli.value.name"))
    var segment: [String] = []
    @Option(help: ArgumentHelp(key: "cli.schedule.option.task", value: "cli.value.text"))
    var task: [String] = []

    @Flag(help: ArgumentHelp(key: "cli.schedule.option.dry-run"))
    var dryRun = false

    /// The keys of the timing that are given.
    var timing: [DefinitionValue.Member] {
        func text(_ key: String, _ value: String?) -> DefinitionValue.Member? { value.map { .init(key, .text($0)) } }
        func list(_ key: String, _ values: [String]) -> DefinitionValue.Member? { values.isEmpty ? nil : .init(key, .texts(values)) }
        return [
            text("occurs", occurs), text("every", every.map { String($0) }), text("days", days), list("on", on),
            text("month", month.map { String($0) }), list("day", day), text("week", week), text("weekday", weekday), text("rrule", rrule),
            list("at", at), text("before", before), text("from", from), text("until", until), text("time-zone", timeZone),
            text("holidays", holidays), holidays.flatMap { $0 == "run" ? nil : .init("holiday-calendar", .text("fi")) },
            text("missed", missed),
        ].compactMap(\.self)
    }

    /// The other keys of the schedule that are given, in the order of a file; `timing` stands among them.
    func keys(timing: DefinitionValue?) -> [DefinitionValue.Member] {
        [
            label.map { .init("label", .text($0)) }, owner.map { .init("owner", .text($0)) },
            tag.isEmpty ? nil : .init("tags", .texts(tag)), timing.map { .init("timing", $0) },
            overlap.map { .init("overlap", .text($0)) }, pauseUntil.map { .init("pause-until", .text($0)) },
        ].compactMap(\.self)
    }

    /// The tasks, each as `kind: {…}`.
    var tasks: [String] {
        segment.map { "refresh-segment: " + DefinitionValue.map([.init("segment", .text($0))]).flow } + task
    }

    /// Whether anything is given that says what the schedule is to be.
    var isGiven: Bool { !keys(timing: timing.isEmpty ? nil : .map(timing)).isEmpty || !tasks.isEmpty }
}
