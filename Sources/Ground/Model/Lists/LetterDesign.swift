/// What a mail merge makes of a list.
package struct LetterDesign: Hashable, Sendable {
    package enum Output: String, Hashable, Sendable, CaseIterable {
        /// One Word document, in which each letter starts on a new page.
        case document
        /// A Word document for each record.
        case documents
        /// One PDF of all letters, made by LibreOffice.
        case pdf
        /// The records for Word's own mail merge, with the fields' keys as headings.
        case csv, xlsx

        /// Whether it is made of a template.
        package var needsTemplate: Bool { self != .csv && self != .xlsx }
    }

    /// The Word template, relative to `templates/`; nil where only data is wanted.
    package var template: String?
    package var output: Output

    package init(template: String? = nil, output: Output = .document) {
        self.template = template
        self.output = output
    }
}
