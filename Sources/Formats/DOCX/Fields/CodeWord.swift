/// A piece of the code of a field.
enum CodeUnit: Sendable {
    /// A character, with the place of the run properties that it has.
    case character(Character, Range<Int>?)
    /// Another field, by its number in the ``FieldMap``.
    case field(Int)
    /// A paragraph that starts in the code.
    case paragraph(Int)
    /// A table that stands in the code.
    case block(Int)
    /// A run of something other than text: a drawing, a line break.
    case run(Int)

    var character: Character? { if case .character(let character, _) = self { character } else { nil } }
}

/// A word of the code of a field: ECMA-376 part 1, section 17.16.1 calls it a field argument or a switch.
struct CodeWord: Sendable {
    /// What stands behind the backslash of a switch.
    var switchName: Character?
    var units: [CodeUnit] = []
    var isQuoted = false

    /// The word where it is made of characters alone.
    var text: String? {
        let characters = units.compactMap(\.character)
        return characters.count == units.count ? String(characters) : nil
    }
}
