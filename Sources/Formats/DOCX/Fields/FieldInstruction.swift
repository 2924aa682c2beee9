/// What the code of a field says (ECMA-376 part 1, section 17.16.5, where fields stand by their names).
enum FieldInstruction: Sendable {
    /// MERGEFIELD.
    case value(name: String, ValueFormat, FormatSource)
    /// A MERGEFIELD whose name is `TableStart:` or `TableEnd:` and that of a module.
    case regionStart(String)
    case regionEnd(String)
    /// IF, with the units of its texts.
    case condition(FieldTest, then: [CodeUnit], otherwise: [CodeUnit])
    /// NEXT and NEXTIF.
    case next(FieldTest?)
    /// SKIPIF.
    case skip(FieldTest)
    /// MERGEREC and MERGESEQ.
    case number(isSequence: Bool)
    /// A field that is none of mail merge, left as it is.
    case kept(keyword: String)
    /// A field of which only what it last showed is left.
    case flattened

    /// Where a value has its formatting from.
    enum FormatSource: Sendable {
        /// The code's first character, or what the field last showed where that has none.
        case code
        /// `\* MERGEFORMAT`: what the field last showed.
        case result
        /// `\* CHARFORMAT`: the code's first character.
        case codeAlone
    }
}

/// What IF, NEXTIF and SKIPIF ask.
struct FieldTest: Sendable {
    let left: [CodeUnit]
    let comparison: Comparison
    let right: [CodeUnit]
}
