import Model

/// Reads `schedules/*.yaml`.
enum ScheduleReader {
    static func read(
        _ node: DocumentNode, name: String, in references: References, _ context: DefinitionContext, _ problems: inout Problems
    ) -> ScheduleDefinition {
        let timing = node["timing"].flatMap { TimingReader.read($0, context, &problems) }
        if let until = timing?.until, until < context.today, let place = node["timing"]?["until"]?.location {
            problems.warning(Message(.timingEnded, ["until": .day(until)]), at: place)
        }
        var tasks: [TaskDefinition] = []
        /// The first task that works over a segment, by the segment.
        var firstUses: [String: String] = [:]
        for item in node["tasks"]?.items ?? [] {
            guard let entry = item.entries.first, let kind = TaskKind(rawValue: entry.key) else { continue }
            if let segment = entry.value["segment"]?.text {
                if kind != .refreshSegment {
                    firstUses[segment] = firstUses[segment] ?? kind.rawValue
                } else if let use = firstUses[segment] {
                    let message = Message(.taskRefreshLate, ["segment": .text(segment), "task": .text(use)])
                    problems.warning(message, at: entry.keyLocation)
                }
            }
            if let task = TaskReader.read(entry.value, kind, in: references, &problems) { tasks.append(task) }
        }
        return ScheduleDefinition(
            name: name, label: LocalizedShape.read(node["label"]) ?? LocalizedText(name), isActive: node["active"]?.boolean ?? true,
            owner: node["owner"]?.text, tags: texts(node["tags"]), timing: timing, onDemand: texts(node["on-demand"]), tasks: tasks)
    }

    private static func texts(_ node: DocumentNode?) -> [String] { node?.items.compactMap(\.text) ?? [] }
}
