import Model

/// The shape of `sources/*.yaml`.
enum SourceShape {
    static let object = ObjectShape(
        keys: [
            DefinitionShapes.label,
            ObjectShape.Key(
                "folder", .scalar(.folder), required: true, "The watched folder, below `drop/`; its subfolders are watched too."),
            ObjectShape.Key("module", .scalar(.text), required: true, "The module whose records the files hold."),
            ObjectShape.Key(
                "mode", .choice(SourceDefinition.Mode.allCases.map(\.rawValue)), standard: .string("upsert"),
                "upsert: rows add records or change those with their key; replace: the file is the whole truth; append: rows only add records."
            ),
            ObjectShape.Key("on-done", .list(of: .scalar(.text), orOne: true), "Schedules to run once a file has been applied."),
            ObjectShape.Key(
                "owner", .scalar(.address), "Who is told by mail of rejected rows and of files that are held or refused."),
            ObjectShape.Key("language", DefinitionShapes.language, "The language of reasons and of mails; without it, the workspace's."),
        ] + arrival + writing + rows + keeping)

    /// When a file is looked at.
    private static let arrival = [
        ObjectShape.Key(
            "ready", .scalar(.readiness), standard: .string("close"),
            "close: once its writer has closed it; quiet 30 s: once it has not changed for so long; done-file: once `<name>.done` lies beside it."
        ),
        ObjectShape.Key(
            "ignore", .list(of: .scalar(.text), orOne: true),
            "Names that are passed over, such as `*.bak`, beside dot files, `~$*`, `*.tmp`, `*.part`, `*.partial`, `*.filepart` and `*.crdownload`."
        ),
    ]

    /// How the files are written; what is not said is found out from each file.
    private static let writing = [
        ObjectShape.Key("encoding", .choice(TextEncoding.allCases.map(\.key)), "How bytes spell text."),
        ObjectShape.Key("delimiter", .scalar(.delimiter), "What stands between fields: one ASCII character, or `tab`."),
        ObjectShape.Key("quote", .scalar(.quote), "What stands around fields: one ASCII character, or `none`."),
        ObjectShape.Key("escape", .scalar(.character), "The character that makes the next one mean itself, such as `\\`."),
        ObjectShape.Key("comment", .scalar(.character), "The character with which lines start that are no rows, such as `#`."),
        ObjectShape.Key("header", .scalar(.answer), standard: .string("yes"), "Whether the names of the columns stand above the rows."),
        ObjectShape.Key(
            "skip-lines",
            .either(
                scalar: .integer(0...1000),
                structured: .object(
                    ObjectShape(keys: [
                        ObjectShape.Key("top", .integer(0...1000), "Lines above the header; without it, the header is looked for."),
                        ObjectShape.Key(
                            "bottom", .integer(0...1000), "Lines below the last row, such as a sum; blank ones are not counted."),
                    ])), expected: .expectedSkippedLines),
            "Lines that are no rows: above the header, or `{top: 2, bottom: 1}`."),
        ObjectShape.Key("sheet", .scalar(.text), "The sheet of a workbook; without it, the first one."),
        ObjectShape.Key(
            "columns",
            .mapOrList(
                map: .map(keys: .text, values: .scalar(.text)), list: .list(of: .scalar(.anything), atLeast: 1), expected: .expectedColumns),
            "Header to field key, for headers that are neither a field's key nor its label; with `header: no`, the list of fields, `~` for a column that fills none."
        ),
        ObjectShape.Key(
            "formats", .map(keys: .fieldKey, values: .scalar(.valueFormat)),
            "How numbers and dates are written, by field: `1 234,50`, `1,234.50`, `d/m/yyyy` or `m/d/yyyy`; needed only where a file can be read in two ways."
        ),
    ]

    /// Which rows are taken.
    private static let rows = [
        ObjectShape.Key(
            "duplicates", .choice(SourceDefinition.Duplicates.allCases.map(\.rawValue)), standard: .string("first"),
            "Which of the rows with one key is taken: the first, the last, or, with reject, none; the others are rejected, or changed by it."
        ),
        ObjectShape.Key(
            "orphans", .choice(SourceDefinition.Orphans.allCases.map(\.rawValue)), standard: .string("keep"),
            "Whether rows whose parent record is not there are taken."),
        ObjectShape.Key(
            "reject-limit", .scalar(.rejectLimit),
            "More rejected rows than this, a share such as 1% or a number, fail the whole file; without it, none do."),
        ObjectShape.Key(
            "volume-guard", .scalar(.share),
            "A file that adds, changes or removes a larger share of the records than usual, by more than this, is held for a person."),
    ]

    /// How long files stay.
    private static let keeping = [
        ObjectShape.Key("keep-archive", .scalar(.days), "How long files stay in the archive, such as 365 days; without it, for ever."),
        ObjectShape.Key(
            "keep-rejected", .scalar(.days), "How long rejected rows and refused files are kept, such as 90 days; without it, for ever."),
    ]
}
