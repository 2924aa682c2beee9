import Model

/// The shape of the task `deliver-list`.
enum DeliverListShape {
    static let task = ObjectShape(
        keys: [
            ObjectShape.Key("segment", .scalar(.text), "The segment whose members are delivered."),
            ObjectShape.Key(
                "lists", .list(of: .object(list), atLeast: 1, atMost: 50),
                "Several lists in one bundle, each with its segment; what the task says of columns and layout holds for those that do not."),
            ObjectShape.Key(
                "workbook", .choice(DeliverListTask.Workbook.allCases.map(\.rawValue)), standard: .string("each"),
                "Whether several lists are sheets of one workbook, or each a file of its own."),
        ] + common + [
            ObjectShape.Key(
                "to", .list(of: .scalar(.recipient), orOne: true, atLeast: 1), required: true,
                "E-mail addresses, and groups as group:<name>."),
            ObjectShape.Key("subject", .localized, "The mail's subject."),
            ObjectShape.Key("message", .localized, "The mail's text."),
            ObjectShape.Key(
                "deliver-as", .choice(DeliverListTask.DeliverAs.allCases.map(\.rawValue)), standard: .string("attachment"),
                "As an attachment of the mail, or as a link to the portal."),
            ObjectShape.Key(
                "password", .boolean, standard: .boolean(true), "Whether the bundle is encrypted with the schedule's password."),
        ],
        rules: [.oneNeeded(["segment", "lists"]), .excludes("segment", "lists"), .needs("workbook", "lists")])

    /// One of several lists.
    private static let list = ObjectShape(
        keys: [ObjectShape.Key("segment", .scalar(.text), required: true, "The segment whose members it shows.")] + common)

    private static let common =
        [
            ObjectShape.Key("label", .localized, "The list's name, as files and mails show it; without it, the segment's."),
            ObjectShape.Key("output-template", .scalar(.text), "The output template that says what is not said here."),
        ] + ListShape.keys
}
