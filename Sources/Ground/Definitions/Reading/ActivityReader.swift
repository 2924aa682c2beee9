import Model

/// Reads activities, whose shape has been checked: the events of segments, and `create-activities` tasks.
struct ActivityReader {
    let references: References
    /// Nil where it could not be read.
    let module: ModuleDefinition?

    /// The `events:` of a segment.
    func events(_ node: DocumentNode?, _ problems: inout Problems) -> [ActivityDefinition] {
        (node?.entries ?? []).compactMap { activity($0.value, name: $0.key, &problems) }
    }

    /// A `create-activities` task.
    func task(_ node: DocumentNode, segment: String, _ problems: inout Problems) -> TaskDefinition? {
        guard let named = node["events"] ?? node["event"] else {
            return activity(node, name: "", &problems).map {
                .createActivities(CreateActivitiesTask(segment: segment, source: .activity($0)))
            }
        }
        var events: [String] = []
        for item in named.items {
            guard let name = item.text else { continue }
            if events.contains(name) {
                problems.error(Message(.listTwice, ["name": .text(name)]), at: item.location)
                continue
            }
            if let definition = references.catalog.segments[segment], definition.event(name) == nil {
                problems.unknown(.kindEvent, name, known: definition.events.map(\.name), at: item.location)
            }
            events.append(name)
        }
        return .createActivities(CreateActivitiesTask(segment: segment, source: .events(events)))
    }

    private func activity(_ node: DocumentNode, name: String, _ problems: inout Problems) -> ActivityDefinition? {
        for text in [node["title"], node["description"]].compactMap(\.self) { checkPlaceholders(text, &problems) }
        let assignee = assignee(node["assignee"], &problems)
        let minutes = node["duration"]?.text.flatMap(Self.minutes)
        let hours = hours(node["hours"], minutes: minutes, &problems)
        guard let title = LocalizedShape.read(node["title"]), let assignee else {
            // What is wrong has been told; that tasks name an event which is wrong is no mistake of theirs.
            return name.isEmpty ? nil : ActivityDefinition(name: name, title: LocalizedText(name), assignee: .inTurn([]))
        }
        return ActivityDefinition(
            name: name, title: title, description: LocalizedShape.read(node["description"]),
            type: node["type"]?.text.flatMap(ActivityType.init(rawValue:)) ?? .task,
            priority: node["priority"]?.text.flatMap(ActivityPriority.init(rawValue:)) ?? .normal, minutes: minutes,
            due: node["due"]?.text.flatMap(Self.due) ?? .days(0), hours: hours, perDay: node["spread"]?["per-day"]?.integer,
            assignee: assignee)
    }

    private func assignee(_ node: DocumentNode?, _ problems: inout Problems) -> ActivityDefinition.Assignee? {
        guard let node else { return nil }
        if let address = node.text { return .person(address) }
        if let place = node["field"], let key = place.text {
            if let field = references.field(place, of: module, &problems), !field.type.isText {
                problems.error(
                    Message(.activityAssigneeType, ["name": .text(key), "type": .text(field.type.rawValue)]), at: place.location)
            }
            return .field(key)
        }
        var people: [String] = []
        for item in node["in-turn"]?.items ?? [] {
            guard let address = item.text else { continue }
            if people.contains(where: { $0.lowercased() == address.lowercased() }) {
                problems.error(Message(.listTwice, ["name": .text(address)]), at: item.location)
            } else {
                people.append(address)
            }
        }
        return people.isEmpty ? nil : .inTurn(people)
    }

    private func hours(_ node: DocumentNode?, minutes: Int?, _ problems: inout Problems) -> ActivityDefinition.Hours? {
        guard let node, node.items.count == 2, let from = node.items[0].text.flatMap({ LocalTime($0) }),
            let until = node.items[1].text.flatMap({ LocalTime($0) })
        else { return nil }
        let times: [String: MessageArgument] = ["from": .text(from.text), "until": .text(until.text)]
        guard from < until else {
            problems.error(Message(.activityHoursOrder, times), at: node.location)
            return nil
        }
        let length = minutes ?? ActivityDefinition.standardMinutes
        if until.minutes - from.minutes < length {
            problems.error(Message(.activityHoursShort, times.merging(["count": .integer(length)]) { $1 }), at: node.location)
        }
        return ActivityDefinition.Hours(from: from, until: until)
    }

    /// Every `{{field}}` names a field, and each `{{` is closed, in every language's text.
    private func checkPlaceholders(_ node: DocumentNode, _ problems: inout Problems) {
        for text in node.entries.isEmpty ? [node] : node.entries.map(\.value) {
            var rest = (text.text ?? "")[...]
            while let opening = rest.firstRange(of: "{{") {
                rest = rest[opening.upperBound...]
                guard let closing = rest.firstRange(of: "}}") else {
                    problems.error(Message(.taskPlaceholder), at: text.location)
                    break
                }
                let key = rest[..<closing.lowerBound].trimmingPrefix { $0 == " " }
                let field = String(key.reversed().trimmingPrefix { $0 == " " }.reversed())
                _ = references.field(field, at: text.location, of: module, &problems)
                rest = rest[closing.upperBound...]
            }
        }
    }

    /// `2 days`, `2 pv` or `2`; `3 working-days` or `3 työpäivää`.
    static func due(_ text: String) -> ActivityDefinition.Due? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard (1...4).contains(digits.utf8.count), let count = Int(digits) else { return nil }
        switch text.dropFirst(digits.count).drop(while: { $0 == " " }) {
        case "", "d", "day", "days", "pv", "päivä", "päivää": return .days(count)
        case "working-day", "working-days", "working day", "working days", "työpäivä", "työpäivää": return .workingDays(count)
        default: return nil
        }
    }

    /// `30 min`, `1 h` or `1 h 30 min`, in minutes; nil for none, or for more than a day.
    static func minutes(_ text: String) -> Int? {
        var rest = text[...]
        func part(_ units: Set<Substring>) -> Int? {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            let unit = rest.dropFirst(digits.count).drop { $0 == " " }.prefix { $0.isLetter }
            guard (1...4).contains(digits.utf8.count), units.contains(unit), let count = Int(digits) else { return nil }
            rest = rest[unit.endIndex...].drop { $0 == " " }
            return count
        }
        let hours = part(["h", "t", "hour", "hours", "tunti", "tuntia"])
        let minutes = part(["min", "minute", "minutes", "minuutti", "minuuttia"])
        let sum = (hours ?? 0) * 60 + (minutes ?? 0)
        return rest.isEmpty && (1...1440).contains(sum) ? sum : nil
    }
}
