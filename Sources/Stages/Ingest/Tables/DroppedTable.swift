internal import Archive
internal import Model

/// One table that a dropped file holds: the file itself, or one of the files packed in it.
struct DroppedTable: Sendable {
    /// What the bytes of a content are.
    enum Kind: Sendable {
        /// Delimited records.
        case text
        /// A JSON object a line.
        case ndjson
        /// A workbook, which is read here and there.
        case workbook(any ByteSource)
    }

    /// The name that the drop bears: the file's, and behind a slash that of the file in it.
    let name: String
    let kind: Kind
    let content: any Content
    let survey: ContentSurvey
    /// The survey of the whole, where ``survey`` is only of the start.
    var task: SurveyTask?

    /// The table with the survey of the whole.
    ///
    /// - Throws: `IngestError`.
    func surveyed() throws -> DroppedTable {
        guard let task else { return self }
        return DroppedTable(name: name, kind: kind, content: content, survey: try task.survey())
    }

    /// Whether the whole table may be read before any of it is written.
    var isSmall: Bool {
        if case .workbook = kind { return false }
        return survey.size <= DropAttempt.smallSize
    }

    /// A reader at the first record.
    ///
    /// - Throws: `IngestError`, `DropFailure`.
    func reader(_ layout: TableLayout, temporaryFolder: String) throws -> any TableReader {
        switch (layout.form, kind) {
        case (.workbook(let sheet), .workbook(let bytes)):
            try WorkbookReader(bytes, sheet: sheet, width: layout.fieldCount, name: name, temporaryFolder: temporaryFolder)
        case (.ndjson(let columns), _): try NDJSONTableReader(content, survey, columns: columns)
        case (.delimited, _), (.workbook, _): try DelimitedReader(content, survey, layout)
        }
    }
}
