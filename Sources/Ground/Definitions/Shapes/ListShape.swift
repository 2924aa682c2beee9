import Model

/// The shape of how a customer list looks: what output templates say, and what tasks say in their place.
enum ListShape {
    /// What templates and tasks share.
    static let keys = [
        ObjectShape.Key(
            "columns",
            .list(of: .either(scalar: .scalar(.text), structured: .object(column), expected: .expectedListColumn), orOne: true, atLeast: 1),
            "The columns in their order: fields by their keys, with more said of them, or computed ones."),
        ObjectShape.Key(
            "sort-by", .list(of: .either(scalar: .scalar(.text), structured: .object(sortKey), expected: .expectedSortKey), orOne: true),
            "The fields or computed columns that order the rows, the first one foremost."),
        ObjectShape.Key(
            "group-by", .list(of: .scalar(.text), orOne: true, atMost: 3),
            "The fields or computed columns whose values make groups, the outermost first; workbooks and PDF show them with subtotals."),
        ObjectShape.Key("subtotals", totals, "The columns that are summed up for each group; without it, those of the totals row."),
        ObjectShape.Key("limit", .integer(1...100_000_000), "The most rows, the first ones in the list's order."),
        ObjectShape.Key(
            "format", .list(of: .choice(ListFormat.allCases.map(\.rawValue)), orOne: true, atLeast: 1),
            "The file format, or several."),
        ObjectShape.Key("template", .scalar(.letter), "Mail merge: the Word template, relative to `templates/`, such as `kirje.docx`."),
        ObjectShape.Key(
            "letters", .choice(LetterDesign.Output.allCases.map(\.rawValue)), standard: .string("document"),
            "Mail merge: one Word document of all letters, one for each record, a PDF, or the data for Word as csv or xlsx."),
        ObjectShape.Key(
            "layout", .choice(ListLayout.allCases.map(\.rawValue)), standard: .string("formatted"), "Dressed for people, or data alone."),
        ObjectShape.Key(
            "orientation", .choice(PageOrientation.allCases.map(\.rawValue)), standard: .string("automatic"),
            "How PDF reports and printed workbooks lie; automatic: by the width that the columns need."),
        ObjectShape.Key(
            "csv", .either(scalar: .choice(CSVSettings.Preset.allCases.map(\.rawValue)), structured: .object(csv), expected: .expectedCSV),
            "How CSV files are written: a preset, or each part by itself; without it, as Excel in the reader's language opens them."),
        ObjectShape.Key(
            "file-name", .localized,
            "The files' name without its ending; may hold {{label}}, {{date}}, {{time}}, {{segment}} and {{schedule}}."),
        ObjectShape.Key(
            "when-empty", .choice(EmptyPolicy.allCases.map(\.rawValue)), standard: .string("send"),
            "What becomes of a list without rows: it is sent, a mail says so, or nothing goes out."),
        ObjectShape.Key(
            "changes", .choice(ListChanges.allCases.map(\.rawValue)), standard: .string("none"),
            "Whether the rows tell what became of them since the recipient's last list: those alone, or all of them marked."),
        ObjectShape.Key("summary", .object(summary), "What is told of all rows together."),
    ]

    /// `outputs/<name>.yaml`.
    static let template = ObjectShape(
        keys: [
            DefinitionShapes.label,
            ObjectShape.Key("module", .scalar(.text), "The module whose fields it names; without it, it holds for lists of every module."),
        ] + keys,
        rules: ["columns", "sort-by", "group-by", "subtotals", "summary"].map { .needs($0, "module") })

    private static let column = ObjectShape(
        keys: [
            ObjectShape.Key("field", .scalar(.text), "A field of the module."),
            ObjectShape.Key("expression", DefinitionShapes.expression, "A value that is computed for each row, in English or Finnish."),
            ObjectShape.Key("name", .scalar(.fieldKey), "The name of a computed column, by which it is sorted, grouped and summed up."),
            ObjectShape.Key("label", .localized, "The heading; without it, the field's label."),
            ObjectShape.Key("width", .integer(1...255), "The width in characters; without it, what the contents need."),
            ObjectShape.Key(
                "format", .scalar(.text),
                "How numbers or dates are written, as the function `text` takes it: `0,00`, `# ##0`, `d.m.yyyy`, `mm.yyyy`."),
        ],
        rules: [
            .oneNeeded(["field", "expression"]), .excludes("field", "expression"), .excludes("field", "name"), .needs("expression", "name"),
        ])

    private static let sortKey = ObjectShape(keys: [
        ObjectShape.Key("field", .scalar(.text), required: true, "A field of the module, or a computed column of the list."),
        ObjectShape.Key(
            "direction", .choice(SortKey.Direction.allCases.map(\.rawValue)), standard: .string("ascending"),
            "Small to large and a to ö, or the other way round."),
        ObjectShape.Key(
            "nulls", .choice(SortKey.Nulls.allCases.map(\.rawValue)), standard: .string("last"), "Where rows without a value stand."),
    ])

    private static let totals = Shape.mapOrList(
        map: .map(keys: .fieldKey, values: .choice(ListTotal.Function.allCases.map(\.rawValue)), atLeast: 1),
        list: .list(of: .scalar(.text), atLeast: 1), expected: .expectedTotals)

    private static let summary = ObjectShape(keys: [
        ObjectShape.Key("totals", totals, "The columns of the totals row: a list of those that are summed, or a function for each."),
        ObjectShape.Key(
            "charts", .list(of: .object(chart), atLeast: 1, atMost: 8),
            "Charts on a sheet of their own, with the numbers they are drawn from."),
    ])

    private static let chart = ObjectShape(
        keys: [
            ObjectShape.Key("label", .localized, "The heading; without it, what is counted or summed, and by what."),
            ObjectShape.Key("count-by", .scalar(.text), "Counts the rows for each value of a field or column."),
            ObjectShape.Key("count-over", .scalar(.text), "Counts the rows for each period of a date."),
            ObjectShape.Key("sum", .scalar(.text), "Sums a number, by a field or over a date."),
            ObjectShape.Key("by", .scalar(.text), "The field or column by whose values is summed."),
            ObjectShape.Key("over", .scalar(.text), "The date over whose periods is summed."),
            ObjectShape.Key(
                "each", .choice(ListChart.Period.allCases.map(\.rawValue)), standard: .string("month"), "The length of the periods."),
            ObjectShape.Key(
                "kind", .choice(ListChart.Kind.allCases.map(\.rawValue)), "How it is drawn; without it, bars, and lines over time."),
            ObjectShape.Key(
                "top", .integer(1...50), standard: .integer(ListChart.standardLimit),
                "How many values are shown by themselves, the largest first; the rest is one."),
        ],
        rules: [
            .oneNeeded(["count-by", "count-over", "sum"]), .excludes("count-by", "count-over"), .excludes("count-by", "sum"),
            .excludes("count-over", "sum"), .excludes("by", "over"), .needs("by", "sum"), .needs("over", "sum"), .excludes("top", "over"),
            .excludes("top", "count-over"), .excludes("each", "count-by"), .excludes("each", "by"),
        ])

    private static let csv = ObjectShape(keys: [
        ObjectShape.Key(
            "preset", .choice(CSVSettings.Preset.allCases.map(\.rawValue)),
            "What holds for all that is not said; without it, by the layout and the reader's language."),
        ObjectShape.Key("delimiter", .scalar(.delimiter), "What stands between fields: one character, or `tab`."),
        ObjectShape.Key("decimal", .choice(CSVSettings.Decimal.allCases.map(\.rawValue)), "What stands before decimals."),
        ObjectShape.Key("dates", .choice(CSVSettings.Dates.allCases.map(\.rawValue)), "As 2026-11-24, or as 24.11.2026."),
        ObjectShape.Key("encoding", .choice(CSVSettings.Encoding.allCases.map(\.rawValue)), "The encoding of the file."),
        ObjectShape.Key("byte-order-mark", .boolean, "Whether a file in UTF-8 starts with a byte order mark."),
        ObjectShape.Key(
            "line-ends", .choice(CSVSettings.LineEnds.allCases.map(\.rawValue)), standard: .string("crlf"), "What ends a line."),
        ObjectShape.Key(
            "headings", .choice(CSVSettings.Headings.allCases.map(\.rawValue)), "The first line: labels, the fields' keys, or none at all."),
        ObjectShape.Key(
            "unencodable", .choice(CSVSettings.Unencodable.allCases.map(\.rawValue)), standard: .string("replace"),
            "Characters that the encoding lacks: a question mark, counted in the receipt, or the list fails."),
    ])
}
