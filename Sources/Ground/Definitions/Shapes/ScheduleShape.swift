import Model

/// The shape of `schedules/<name>.yaml`.
enum ScheduleShape {
    static let object = ObjectShape(
        keys: keys, rules: [.needs("overlap", "timing"), .needs("pause-until", "timing"), .needs("wait-for", "timing")])

    private static let keys = [
        DefinitionShapes.label,
        ObjectShape.Key("active", .boolean, standard: .boolean(true), "Whether it runs when it is due."),
        ObjectShape.Key("owner", .scalar(.address), "Who answers for it, and is told when it cannot go on."),
        ObjectShape.Key("tags", .list(of: .scalar(.text), orOne: true), "Words by which schedules are found."),
        ObjectShape.Key("timing", .object(TimingShape.object), "When it runs; without it, only on demand or after a file has come in."),
        ObjectShape.Key(
            "overlap", .choice(ScheduleDefinition.Overlap.allCases.map(\.rawValue)), standard: .string("queue"),
            "What becomes of a run that falls due while an earlier one still goes: none, or after it."),
        ObjectShape.Key(
            "pause-until", .scalar(.dateOrInstant),
            "The day, or the moment with its offset, from which it runs again; runs due before that are skipped."),
        ObjectShape.Key("wait-for", .object(waitFor), "A file without which a run that is due does not start."),
        ObjectShape.Key("on-demand", .list(of: .scalar(.address), orOne: true), "Who may start it."),
        ObjectShape.Key(
            "tasks", .list(of: .tagged(tasks), atLeast: 1), required: true, "What it does, in this order; segments are refreshed first."),
    ]

    private static let waitFor = ObjectShape(keys: [
        ObjectShape.Key("drop", .scalar(.text), required: true, "The source whose file is awaited."),
        ObjectShape.Key(
            "within", .scalar(.period), standard: .string("1 day"),
            "How long before the run is due the file may have come, such as `1 day` or `12 hours`."),
        ObjectShape.Key("by", .scalar(.time), required: true, "The time of day until which the run waits."),
        ObjectShape.Key(
            "otherwise", .choice(FileWait.Otherwise.allCases.map(\.rawValue)), required: true,
            "What becomes of the run then: it runs without the file, or waits for a person."),
    ])

    private static let tasks = TaggedShape(
        alternatives: TaskKind.allCases.map { kind in
            switch kind {
            case .refreshSegment:
                TaggedShape.Alternative(
                    name: kind.rawValue, shape: ObjectShape(keys: [segment]), documentation: "Brings the segment's members up to date.")
            case .runFormulas:
                TaggedShape.Alternative(name: kind.rawValue, shape: runFormulas, documentation: "Computes fields of the segment's members.")
            case .createActivities:
                TaggedShape.Alternative(
                    name: kind.rawValue, shape: ActivityShape.task,
                    documentation: "Puts a to-do for each member into a responsible person's calendar.")
            case .bulkEdit:
                TaggedShape.Alternative(
                    name: kind.rawValue, shape: BulkEditShape.object,
                    documentation: "Sets fields of every member of the segment, or of the records that belong to them.")
            case .runTool:
                TaggedShape.Alternative(
                    name: kind.rawValue, shape: ObjectShape(keys: [segment] + ToolShape.taskKeys),
                    documentation: "Runs a module tool over the segment's members.")
            case .deliverList:
                TaggedShape.Alternative(
                    name: kind.rawValue, shape: DeliverListShape.task, documentation: "Sends segments' members as customer lists.")
            }
        },
        unavailable: ["send-mailing"], kind: .kindTask)

    static let segment = ObjectShape.Key("segment", .scalar(.text), required: true, "The segment over whose members it works.")

    private static let runFormulas = ObjectShape(keys: [
        segment,
        ObjectShape.Key(
            "formulas", .list(of: .scalar(.text), orOne: true, atLeast: 1), required: true,
            "The formulas, in the order in which they are run."),
    ])
}
