/// A field in the markup of a part: a simple one (ECMA-376 part 1, section 17.16.19) or one between field characters (17.16.18).
struct FieldSpan: Sendable {
    /// The run of the character that begins it, or the element of a simple field.
    let begin: Int
    /// The run of the character between its code and its result.
    let separate: Int?
    /// The run of the character that ends it, or the element of a simple field.
    let end: Int
    /// The code of a simple field.
    let simpleCode: String?

    /// The nodes between which the code of a complex field stands.
    func codeNodes(_ tree: PartTree) -> Range<Int> { simpleCode == nil ? tree.nodes[begin].end..<(separate ?? end) : begin..<begin }

    /// The nodes of the result.
    func resultNodes(_ tree: PartTree) -> Range<Int> {
        if simpleCode != nil { return begin + 1..<tree.nodes[begin].end }
        return separate.map { tree.nodes[$0].end..<end } ?? end..<end
    }

    /// The bytes from the field's start to its end.
    func range(_ tree: PartTree) -> Range<Int> { tree.nodes[begin].start..<tree.nodes[end].finish }
}
