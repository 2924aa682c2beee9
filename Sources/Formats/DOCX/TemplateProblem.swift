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
