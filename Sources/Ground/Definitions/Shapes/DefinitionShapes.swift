import Model

/// The shapes of all kinds of definition file but schedules.
enum DefinitionShapes {
    /// The shape of a kind's files.
    static func shape(of kind: DefinitionKind) -> (documentation: String, object: ObjectShape) {
        switch kind {
        case .workspace: ("What holds for the whole workspace: `ajastin.yaml`.", workspace)
        case .recipients: ("Who gets bundles: `recipients.yaml`.", recipients)
        case .module: ("A table of records with typed fields: `modules/<name>.yaml`.", module)
        case .source: ("A watched folder and how its files become records: `sources/<name>.yaml`.", SourceShape.object)
        case .segment: ("A saved set of criteria over a module: `segments/<name>.yaml`.", segment)
        case .formula: ("An expression that computes a field: `formulas/<name>.yaml`.", formula)
        case .tool: ("A module tool of the workspace's own: `tools/<name>.yaml`, and its program beside it.", ToolShape.object)
        case .schedule: ("A scheduled action, a timing and an ordered list of tasks: `schedules/<name>.yaml`.", ScheduleShape.object)
        case .output: ("How customer lists look, for lists that name it: `outputs/<name>.yaml`.", ListShape.template)
        }
    }

    static let label = ObjectShape.Key("label", .localized, "The name that people see; without it, the file's name.")
    /// One text in whichever language, or one for a language named by it.
    static let expression = Shape.localized
    static let language = Shape.choice(Language.allCases.map(\.rawValue))

    private static let workspace = ObjectShape(keys: [
        ObjectShape.Key("name", .localized, required: true, "The organisation's name, as mails show it."),
        ObjectShape.Key(
            "language", language, standard: .string("fi"),
            "The language of messages, mails and lists for which nothing nearer says otherwise."),
        ObjectShape.Key("time-zone", .scalar(.text), standard: .string("Europe/Helsinki"), "The IANA time zone in which times are meant."),
        ObjectShape.Key(
            "security",
            .object(
                ObjectShape(keys: [
                    ObjectShape.Key(
                        "require-password", .boolean, standard: .boolean(true),
                        "Whether a schedule without a password is held instead of delivering.")
                ])), "Rules that hold for every schedule."),
        ObjectShape.Key(
            "output-template", .scalar(.text), "The output template of lists that name none: of all, or of those of its module."),
        ObjectShape.Key(
            "look",
            .object(
                ObjectShape(keys: [
                    ObjectShape.Key("ink", .scalar(.color), "The colour of titles, such as `#1F3A4D`."),
                    ObjectShape.Key("accent", .scalar(.color), "The colour of lines and charts, such as `#2F6F8F`."),
                    ObjectShape.Key(
                        "font", .list(of: .scalar(.text), orOne: true, atLeast: 1),
                        "The font, or several of which the first that is installed is taken."),
                    ObjectShape.Key("logo", .scalar(.picture), "A PNG, relative to the workspace, such as `templates/logo.png`."),
                ])), "How PDF reports look."),
        ObjectShape.Key(
            "transports",
            .object(
                ObjectShape(keys: [
                    ObjectShape.Key(
                        "mail",
                        .object(
                            ObjectShape(keys: [
                                ObjectShape.Key(
                                    "from", .scalar(.address), standard: .string("ajastin@localhost"), "The sender of all mails.")
                            ])), "Mail.")
                ])), "How deliveries leave the spool."),
        ObjectShape.Key(
            "portal",
            .object(
                ObjectShape(keys: [
                    ObjectShape.Key("url", .scalar(.url), required: true, "Where the portal is reached from outside."),
                    ObjectShape.Key(
                        "link-days", .integer(1...3650), standard: .integer(14), "How many days a delivery may be fetched by its link."),
                ])), "The pages where recipients fetch deliveries by a link."),
    ])

    private static let recipients = ObjectShape(keys: [
        ObjectShape.Key(
            "people",
            .map(
                keys: .address,
                values: .object(
                    ObjectShape(keys: [
                        ObjectShape.Key("name", .scalar(.text), "The name by which mails address them."),
                        ObjectShape.Key("language", language, "Their language; without it, the workspace's."),
                    ]))), "People by their e-mail address."),
        ObjectShape.Key(
            "groups", .map(keys: .name, values: .list(of: .scalar(.address), atLeast: 1)),
            "Lists of e-mail addresses by the name that schedules use as `group:<name>`."),
    ])

    private static let module = ObjectShape(keys: [
        label,
        ObjectShape.Key("key", .scalar(.text), "The field that identifies a record; without it, records can only be appended or replaced."),
        ObjectShape.Key(
            "parent",
            .object(
                ObjectShape(keys: [
                    ObjectShape.Key(
                        "field", .scalar(.text), required: true, "The field of this module that holds the key of the parent record."),
                    ObjectShape.Key("module", .scalar(.text), required: true, "The parent module."),
                ])), "How records belong to those of another module."),
        ObjectShape.Key("fields", .map(keys: .fieldKey, values: .object(field), atLeast: 1), required: true, "The fields by their keys."),
    ])

    private static let field = ObjectShape(
        keys: [
            ObjectShape.Key("type", .choice(FieldType.allCases.map(\.rawValue)), required: true, "What its values are."),
            ObjectShape.Key("label", .localized, "The name that people see; without it, the field's key."),
            ObjectShape.Key("required", .boolean, standard: .boolean(false), "Whether a row without a value is rejected."),
            ObjectShape.Key(
                "scale", .integer(0...9), standard: .integer(ModuleReader.standardScale), "Decimals: digits after the decimal point."),
            ObjectShape.Key("unit", .scalar(.text), "Numbers: what they count, such as EUR."),
            ObjectShape.Key(
                "country", .scalar(.country),
                "Postal codes and phones: the country whose rules hold where a value names none, such as FI."),
            ObjectShape.Key(
                "choices", .list(of: .scalar(.text), atLeast: 1),
                "Choices: the values that are allowed, in their order; lists: the items that are."),
        ],
        rules: FieldType.allCases.map { type in
            var forbidden: [String] = []
            if type != .decimal { forbidden.append("scale") }
            if type != .decimal, type != .integer { forbidden.append("unit") }
            if type != .postalCode, type != .phone { forbidden.append("country") }
            if type != .choice, type != .list { forbidden.append("choices") }
            return .when(key: "type", is: type.rawValue, required: type == .choice ? [["choices"]] : [], forbidden: forbidden)
        })

    private static let segment = ObjectShape(keys: [
        label,
        ObjectShape.Key("module", .scalar(.text), required: true, "The module whose records are chosen."),
        ObjectShape.Key(
            "where", expression, "An expression that is true for members, in English or Finnish; without it, every record is one."),
        ObjectShape.Key(
            "include", .list(of: .scalar(.text), orOne: true), "The keys of records that are members whatever the criteria say."),
        ObjectShape.Key(
            "exclude", .list(of: .scalar(.text), orOne: true),
            "The keys of records that are no members whatever the criteria and `include` say."),
        ObjectShape.Key(
            "frozen", .boolean, standard: .boolean(false),
            "Whether its members stay as they are, once it has been refreshed the first time."),
        ObjectShape.Key(
            "events", .map(keys: .name, values: .object(ActivityShape.event)),
            "Activities that tasks may make for the members, by the names that tasks use."),
    ])

    private static let formula = ObjectShape(keys: [
        label,
        ObjectShape.Key("module", .scalar(.text), required: true, "The module whose records are computed."),
        ObjectShape.Key("field", .scalar(.text), required: true, "The field that receives the value."),
        ObjectShape.Key(
            "expression", expression, required: true,
            "The value, as an expression over the record and its child records, in English or Finnish."),
        ObjectShape.Key("active", .boolean, standard: .boolean(true), "Whether it is computed."),
    ])
}
