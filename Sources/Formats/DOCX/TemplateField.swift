/// A field of a template that takes data.
package struct TemplateField: Hashable, Sendable {
    /// What the field does with what it names.
    package enum Kind: Hashable, Sendable {
        /// It shows the value (ECMA-376 part 1, section 17.16.5, MERGEFIELD).
        case value
        /// An IF, NEXTIF or SKIPIF compares the value, or shows it in one of its texts (section 17.16.5).
        case condition
        /// The value becomes a piece of the code of another field, such as the address of a HYPERLINK.
        case code
        /// It opens the rows or paragraphs that repeat for each record of the module that it names.
        case region
    }

    /// The name of the field, or of the module of a region, as the template has it.
    package let name: String
    package let kind: Kind
    package let place: TemplatePlace
    /// The switches with their arguments, such as `\# 0,00`.
    package let switches: [String]
    /// The name of the module in whose repeated region the field stands.
    package let region: String?
}
