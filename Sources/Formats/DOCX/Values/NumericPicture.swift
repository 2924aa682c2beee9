/// A numeric picture, the argument of `\#` (ECMA-376 part 1, section 17.16.4.2), cut into its items.
///
/// A picture may be written with the signs of any language: which of its points, commas and blanks is the decimal sign is told from
/// where they stand, and by the language's own signs where that leaves it open. What is shown has the language's signs.
struct NumericPicture: Hashable, Sendable {
    enum Item: Hashable, Sendable {
        /// `0`: a digit or a zero.
        case zero
        /// `#`: a digit or a blank.
        case blank
        /// `x`: a digit, those to its left being dropped.
        case drop
        /// A decimal or grouping sign, which one is told by ``Section/decimal``.
        case sign(Character)
        case minus
        case plus
        case text(String)

        var isPlace: Bool { self == .zero || self == .blank || self == .drop }
    }

    /// The picture for positive numbers, and those for negative ones and zero where there are such.
    private let sections: [[Item]]

    init(_ picture: String) {
        var sections: [[Item]] = [[]]
        var isQuoted = false
        func add(_ text: Character) {
            guard case .text(let before)? = sections[sections.count - 1].last else {
                sections[sections.count - 1].append(.text(String(text)))
                return
            }
            sections[sections.count - 1][sections[sections.count - 1].count - 1] = .text(before + String(text))
        }
        for character in picture {
            if character == "'" {
                isQuoted.toggle()
            } else if isQuoted {
                add(character)
            } else if character == ";", sections.count < 3 {
                sections.append([])
            } else if let item = Self.items[character] {
                sections[sections.count - 1].append(item)
            } else if character == "." || character == "," || character == " " || character == "\u{A0}" || character == "\u{202F}" {
                sections[sections.count - 1].append(.sign(character))
            } else {
                add(character)
            }
        }
        self.sections = sections
    }

    private static let items: [Character: Item] = ["0": .zero, "#": .blank, "x": .drop, "-": .minus, "+": .plus]

    /// What the picture makes of `number`.
    func format(_ number: DecimalDigits, _ language: MergeLanguage) -> String {
        let index = number.isZero && sections.count > 2 ? 2 : number.isNegative && sections.count > 1 ? 1 : 0
        let layout = NumericLayout(sections[index], language)
        return layout.format(number, showsSign: index == 0, language)
    }
}
