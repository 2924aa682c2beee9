import Model

/// The shape of `tools/<name>.yaml`, and of the task that runs a tool.
enum ToolShape {
    static let object = ObjectShape(keys: [
        DefinitionShapes.label,
        ObjectShape.Key("description", .localized, "What it does, for those who choose it."),
        ObjectShape.Key(
            "module", .scalar(.text), "The module over whose segments it may be run; without it, any module that has its fields."),
        ObjectShape.Key("program", .scalar(.program), required: true, "The program to run, below `tools/`, such as `bin/clean.py`."),
        ObjectShape.Key("arguments", .list(of: .scalar(.text), orOne: true), "What the program is given on its command line."),
        ObjectShape.Key(
            "inputs", .list(of: .scalar(.text), orOne: true),
            "The fields whose values the program is given, beside the records' keys; no others leave the house."),
        ObjectShape.Key(
            "outputs", .list(of: .scalar(.text), orOne: true, atLeast: 1), required: true, "The fields that the program may change."),
        ObjectShape.Key("options", .map(keys: .name, values: .object(option)), "What a task can tell the program."),
        ObjectShape.Key(
            "time-limit", .scalar(.timeLimit), standard: .string("60 s"),
            "How long it may take, such as `60 s` or `10 min`; 50 min at most."),
        ObjectShape.Key(
            "memory-limit", .scalar(.memoryLimit), standard: .string("256 MiB"),
            "How much memory each of its processes may use, such as `256 MiB` or `1 GiB`."),
    ])

    /// The types that an option of a tool may have.
    static let optionTypes = ["text", "integer", "decimal", "boolean", "choice"]

    private static let option = ObjectShape(
        keys: [
            ObjectShape.Key("type", .choice(optionTypes), standard: .string("text"), "What its value is."),
            ObjectShape.Key("choices", .list(of: .scalar(.text), atLeast: 1), "Choices: the values that are allowed."),
            ObjectShape.Key("default", .scalar(.anything), "Its value where the task says nothing."),
            ObjectShape.Key("required", .boolean, standard: .boolean(false), "Whether the task must say it."),
        ],
        rules: optionTypes.map { type in
            .when(key: "type", is: type, required: type == "choice" ? [["choices"]] : [], forbidden: type == "choice" ? [] : ["choices"])
        })

    /// What the task `run-tool` says beside its segment.
    static let taskKeys = [
        ObjectShape.Key("tool", .scalar(.text), required: true, "The tool: a built-in one, or one of `tools/`."),
        ObjectShape.Key(
            "options",
            .map(
                keys: .name,
                values: .either(
                    scalar: .scalar(.anything),
                    structured: .list(
                        of: .either(scalar: .scalar(.text), structured: .list(of: .scalar(.text), atLeast: 1), expected: .expectedList),
                        atLeast: 1), expected: .expectedList)),
            "What the tool is told, by the names of its options (`ajastin tools show NAME` lists them)."),
    ]
}
