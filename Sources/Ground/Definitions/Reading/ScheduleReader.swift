import Model
import Tabular

/// Reads `schedules/*.yaml`.
enum ScheduleReader {
    static func read(
        _ node: DocumentNode, name: String, _ expressions: ExpressionReader, in source: SourceText, _ context: DefinitionContext,
        _ problems: inout Problems
    ) -> ScheduleDefinition {
        let references = expressions.references
        let timing = node["timing"].flatMap { TimingReader.read($0, context, &problems) }
        if let until = timing?.until, until < context.today, let place = node["timing"]?["until"]?.location {
            problems.warning(Message(.timingEnded, ["until": .day(until)]), at: place)
        }
        let waitFor = node["wait-for"].flatMap { awaited($0, of: name, timing: timing, in: references, &problems) }
        var tasks: [TaskDefinition] = []
        /// The first task that works over a segment, by the segment.
        var firstUses: [String: String] = [:]
        for item in node["tasks"]?.items ?? [] {
            guard let entry = item.entries.first, let kind = TaskKind(rawValue: entry.key) else { continue }
            let lists = entry.value["lists"]?.items ?? []
            for segment in ([entry.value] + lists).compactMap({ $0["segment"]?.text }) {
                if kind != .refreshSegment {
                    firstUses[segment] = firstUses[segment] ?? kind.rawValue
                } else if let use = firstUses[segment] {
                    let message = Message(.taskRefreshLate, ["segment": .text(segment), "task": .text(use)])
                    problems.warning(message, at: entry.keyLocation)
                }
            }
            if let task = TaskReader.read(entry.value, kind, expressions, in: source, context, &problems) { tasks.append(task) }
        }
        return ScheduleDefinition(
            name: name, label: LocalizedShape.read(node["label"]) ?? LocalizedText(name), isActive: node["active"]?.boolean ?? true,
            owner: node["owner"]?.text, tags: texts(node["tags"]), timing: timing,
            overlap: node["overlap"]?.text.flatMap(ScheduleDefinition.Overlap.init(rawValue:)) ?? .queue,
            pauseUntil: node["pause-until"].flatMap { pauseEnd($0, timing: timing, context, &problems) }, waitFor: waitFor,
            onDemand: texts(node["on-demand"]), tasks: tasks)
    }

    private static func pauseEnd(
        _ node: DocumentNode, timing: Timing?, _ context: DefinitionContext, _ problems: inout Problems
    ) -> ScheduleDefinition.PauseEnd? {
        guard let text = node.text else { return nil }
        // A moment lies on one of two dates, by the zone; the contradiction is told where it is one on both.
        guard let first = Day(iso: text) ?? Day(iso: String(text.prefix(10))) else { return nil }
        if let until = timing?.until, first.advanced(by: text.count > 10 ? -1 : 0) > until {
            problems.error(Message(.pauseAfterEnd, ["until": .day(until)]), at: node.location)
        } else if first.advanced(by: 1) < context.today {
            problems.warning(Message(.pauseEnded), at: node.location)
        }
        return Day(iso: text).map { .day($0) } ?? Instant(iso: text).map { .instant($0) }
    }

    private static func awaited(
        _ node: DocumentNode, of schedule: String, timing: Timing?, in references: References, _ problems: inout Problems
    ) -> FileWait? {
        let source = references.name(node["drop"], of: .source, &problems)
        if let source, let place = node["drop"]?.location, references.catalog.sources[source]?.onDone.contains(schedule) == true {
            problems.warning(Message(.waitStartedByDrop, ["source": .text(source)]), at: place)
        }
        guard let source, let place = node["by"]?.location, let by = node["by"]?.text.flatMap({ LocalTime($0) }),
            let otherwise = node["otherwise"]?.text.flatMap(FileWait.Otherwise.init(rawValue:))
        else { return nil }
        switch (timing?.pattern, timing?.times) {
        case (.hourly?, _): problems.error(Message(.waitHourly), at: node.location)
        case (_, .at(let times)?) where times.contains(by):
            problems.error(Message(.waitAtStart, ["time": .text(by.text)]), at: place)
        case (_, .before(let deadline)?) where by >= deadline:
            problems.error(Message(.waitAfterDeadline, ["time": .text(by.text), "deadline": .text(deadline.text)]), at: place)
        default: break
        }
        return FileWait(source: source, withinHours: node["within"]?.text.flatMap(hours) ?? 24, by: by, otherwise: otherwise)
    }

    /// `12 hours`, `1 day` or `1 pv`, in hours; nil for none, or for more than a year.
    static func hours(_ text: String) -> Int? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let unit = String(text.dropFirst(digits.count).drop { $0 == " " })
        let hours =
            switch unit {
            case "h", "hour", "hours", "tunti", "tuntia": 1
            case "d", "day", "days", "pv", "päivä", "päivää": 24
            default: 0
            }
        guard let count = Int(digits), (1...8784).contains(count), hours > 0, count * hours <= 8784 else { return nil }
        return count * hours
    }

    private static func texts(_ node: DocumentNode?) -> [String] { node?.items.compactMap(\.text) ?? [] }
}
