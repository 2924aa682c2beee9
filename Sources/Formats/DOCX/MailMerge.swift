import Tabular

/// Fills a ``MailTemplate`` with records.
///
/// The same template and the same records make the same bytes.
package struct MailMerge {
    private let template: MailTemplate
    private let records: MergeRecords
    private let language: MergeLanguage

    /// A merge that can be run once, since the records are pulled.
    ///
    /// Names that the records lack show as empty values, and regions of modules that they lack as no records: ``MailTemplate/fields``
    /// tells beforehand.
    package init(_ template: MailTemplate, _ records: MergeRecords, language: MergeLanguage = MergeLanguage()) {
        self.template = template
        self.records = records
        self.language = language
    }

    /// Writes one document to `path`, in a folder that exists, with a section for each record (ECMA-376 part 1, section 17.6).
    ///
    /// - Throws: `records`, `columnTypes`, `part`, `write`; then there is nothing at the path that was not there before.
    package func write(to path: String) throws(DOCXError) -> MergeReceipt {
        var document = JoinedDocument(template.parts, records, language, path: path)
        return try document.write()
    }

    /// Writes a document for each record, to the path that `path` gives for it, in a folder that exists.
    ///
    /// - Throws: `records`, `columnTypes`, `part`, `write`; the documents before the one that failed stay.
    package func writeEach(to path: (MergeRecord) throws -> String) throws(DOCXError) -> MergeReceipt {
        try SeparateDocuments(template.parts, records, language).write(path)
    }
}
