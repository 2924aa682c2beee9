/// A place in a template as people find it.
package struct TemplatePlace: Hashable, Sendable {
    /// The part, such as `word/document.xml`.
    package let part: String
    /// The number of the paragraph in the part, from 1; 0 where there is none.
    package let paragraph: Int
    /// The beginning of the paragraph's text as it stands in the template.
    package let text: String

    package init(part: String, paragraph: Int, text: String) {
        self.part = part
        self.paragraph = paragraph
        self.text = text
    }
}
