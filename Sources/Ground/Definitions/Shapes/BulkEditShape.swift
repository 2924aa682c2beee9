import Model

/// The shape of the task `bulk-edit`.
enum BulkEditShape {
    static let object = ObjectShape(keys: [
        ScheduleShape.segment,
        ObjectShape.Key(
            "module", .scalar(.text), "A module whose records belong to those of the segment: they are edited instead of the members."),
        ObjectShape.Key(
            "where", DefinitionShapes.expression, "An expression that is true for the records that are to be edited; without it, all are."),
        ObjectShape.Key(
            "set",
            .map(
                keys: .text,
                values: .either(
                    scalar: .scalar(.anything),
                    structured: .mapOrList(map: .object(operations), list: .list(of: .scalar(.text)), expected: .expectedValue),
                    expected: .expectedValue),
                atLeast: 1),
            required: true, "Field to value; null or {clear: true} empties a field, {action-date: true} sets the date of the run."),
        ObjectShape.Key(
            "approval", .choice(BulkEditTask.Approval.allCases.map(\.rawValue)), standard: .string("none"),
            "Whether the run waits, with its changes planned and shown, until a person approves them."),
        ObjectShape.Key(
            "volume-guard", .scalar(.share),
            "An edit that would change more records than its last runs did on average, by more than this, waits for a person."),
    ])

    /// The ways to say what a field becomes, of which one is chosen.
    private static let operationKeys = [
        ObjectShape.Key("action-date", .boolean, "The date of the run, for date fields."),
        ObjectShape.Key("clear", .boolean, "No value."),
        ObjectShape.Key("value", values, "The value."),
        ObjectShape.Key("append", .scalar(.text), "A text to be put behind what is there, for text fields."),
        ObjectShape.Key("add", .list(of: .scalar(.text), orOne: true, atLeast: 1), "Items to be added where they are missing, for lists."),
        ObjectShape.Key("remove", .list(of: .scalar(.text), orOne: true, atLeast: 1), "Items to be taken out, for lists."),
        ObjectShape.Key("expression", DefinitionShapes.expression, "The value, as an expression over the record."),
    ]

    private static let values = Shape.either(
        scalar: .scalar(.anything), structured: .list(of: .scalar(.text)), expected: .expectedValue)

    private static let operations = ObjectShape(
        keys: operationKeys,
        rules: operationKeys.indices.flatMap { first in
            operationKeys[(first + 1)...].map { .excludes(operationKeys[first].name, $0.name) }
        })
}
