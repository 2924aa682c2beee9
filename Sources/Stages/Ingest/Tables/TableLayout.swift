internal import CSV
internal import Model

/// How the rows of a table are laid out in its file.
struct TableLayout: Sendable {
    /// What kind of file it is.
    enum Form: Hashable, Sendable {
        case delimited
        /// A sheet of a workbook; nil for the first.
        case workbook(sheet: String?)
        /// A JSON object a line, with the keys that become columns.
        case ndjson(columns: [String])
    }

    var form = Form.delimited
    /// How fields are told apart; for other forms, how rejected rows are written.
    var dialect = CSVDialect()
    var lineEnd = CSVStyle.LineEnd.lf
    /// Lines at the start that are passed over before records are looked for.
    var skippedLines = 0
    /// Records before the first row: what stands above the header, and the header.
    var firstRow = 0
    /// How many fields the rows of a sheet are filled up to.
    var fieldCount = 0
    /// Records at the end that are no rows.
    var skippedBottom = 0

    var delimiter: UInt8 { dialect.delimiter }
    /// Whether rows may have cells beyond the last header.
    var padsRows: Bool { form != .delimited }

    /// What a file that is no text has its rejected rows written as: what spreadsheets of the language open with a double click.
    static func forRejects(_ form: Form, language: Language) -> TableLayout {
        var layout = TableLayout(form: form)
        layout.dialect = CSVDialect(delimiter: UInt8(ascii: language == .fi ? ";" : ","))
        layout.lineEnd = .crlf
        return layout
    }
}
