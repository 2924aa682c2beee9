import Archive
import DOCX
import TestSupport

/// Merges templates made by hand.
struct MergeCase {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    func template(_ template: HandmadeTemplate, limits: TemplateLimits = TemplateLimits()) throws -> MailTemplate {
        try MailTemplate(MemorySource(try template.bytes(in: folder)), limits: limits)
    }

    /// The document that joins all letters.
    func joined(
        _ template: HandmadeTemplate, _ records: MergeRecords, language: MergeLanguage = .finnish, name: String = "joined.docx"
    ) throws -> MergedPackage {
        _ = try MailMerge(try self.template(template), records, language: language).write(to: folder.file(name))
        return try MergedPackage(folder.file(name))
    }

    /// The paragraphs of a body merged with one record.
    func paragraphs(_ body: String, _ records: TestRecords, language: MergeLanguage = .finnish) throws -> [String] {
        try joined(HandmadeTemplate(body), records.records(), language: language).paragraphs()
    }

    /// The one paragraph of a body that holds `content`, merged with one record.
    func text(_ content: String, _ records: TestRecords, language: MergeLanguage = .finnish) throws -> String {
        try paragraphs(Markup.paragraph(content), records, language: language).joined(separator: "¶")
    }
}
