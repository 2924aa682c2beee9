package import Archive

/// A .docx whose fields are filled with data (ECMA-376 part 1, section 17.16: MERGEFIELD, IF, NEXT and their kin).
///
/// It is read once, as input that may be hostile, and compiled; merging then only copies bytes and writes values. Rows of a table, or
/// paragraphs, between the fields `TableStart:module` and `TableEnd:module` repeat for each record of a module that belongs to the
/// record. What would connect to something or run something when the document is opened is left out or refused.
package struct MailTemplate: Sendable {
    /// The fields that take data, part by part in their order; those of a fallback, which repeats another picture, are left out.
    package let fields: [TemplateField]
    /// What will not do what its author meant, part by part.
    package let problems: [TemplateProblem]
    let parts: TemplateParts

    /// The template that `source` holds.
    ///
    /// - Throws: `notADocument`, `encrypted`, `macros`, `tooLarge`, `damagedPart`, `linkedContent`, `part`, `io`.
    package init(_ source: some ByteSource, limits: TemplateLimits = TemplateLimits()) throws(DOCXError) {
        var builder = TemplateBuilder(try TemplateArchive(source, limits: limits))
        parts = try builder.build()
        fields = builder.fields
        problems = builder.problems
    }

    /// The modules whose records repeat something, each once, as the template spells them.
    package var modules: [String] { parts.slots.modules }
}
