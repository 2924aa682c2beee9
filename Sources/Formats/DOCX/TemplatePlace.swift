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

/// A field of a template that takes data.
package struct TemplateField: Hashable, Sendable {
    /// What the field does with what it names.
    package enum Kind: Hashable, Sendable {
        /// It shows the value (ECMA-376 part 1, section 17.16.5.35).
        case value
        /// An IF, NEXTIF or SKIPIF compares the value, or shows it in one of its texts (section 17.16.5.23).
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

/// Something in a template that will not do what its author meant.
package struct TemplateProblem: Hashable, Sendable {
    /// The kinds of problem that callers tell apart.
    package enum Code: String, Hashable, Sendable, CaseIterable {
        /// A field begins and does not end in its paragraph's cell, note, text box or part.
        case fieldNotEnded
        /// A field ends that has not begun.
        case fieldNotBegun
        /// A field has no name, or one that another field makes up.
        case fieldWithoutName
        /// IF, NEXTIF or SKIPIF without two operands and an operator between them.
        case conditionWithoutOperands
        /// A switch that means nothing here; it is left out.
        case unknownSwitch
        /// A switch that wants a text behind it and has none.
        case switchWithoutArgument
        /// `TableStart:` without a `TableEnd:` of its name behind it.
        case regionNotEnded
        /// `TableEnd:` without a `TableStart:` of its name before it.
        case regionNotBegun
        /// A region inside another one, or across its border; it is left out.
        case regionInRegion
        /// A region that begins or ends in another field; it is left out.
        case regionAcrossField
        /// A field that would fetch or run something; only what it last showed is kept.
        case unsafeField
        /// A field of Word's mail merge that is not known here; only what it last showed is kept.
        case unsupportedField
        /// A calculation with merged values: Word shows the old result until its fields are updated.
        case staleCalculation
        /// A picture that is linked and not part of the document; a blank one takes its place.
        case linkedPicture
    }

    package let code: Code
    package let place: TemplatePlace
    /// The field's name or keyword, the switch, the module, or the address of what is linked.
    package let subject: String
}
