internal import Model

/// One table that a dropped file holds: the file itself, or one of the files packed in it.
struct DroppedTable: Sendable {
    /// What the bytes of a content are.
    enum Kind: Sendable {
        case text, ndjson, workbook
    }

    /// The name that the drop bears: the file's, and behind a slash that of the file in it.
    let name: String
    let kind: Kind
    let content: any Content
    let survey: ContentSurvey

    /// A reader at the first record.
    ///
    /// - Throws: `IngestError`, `DropFailure`.
    func reader(_ layout: TableLayout) throws -> any TableReader {
        switch layout.form {
        case .delimited: try DelimitedReader(content, survey, layout)
        case .workbook, .ndjson: throw DropFailure(Message(.ingestPacked))
        }
    }
}

extension MessageKey {
    static let ingestPacked: MessageKey = "ingest.packed"
}
