/// The code of a field, unit by unit, and what cuts it into words.
struct FieldCode {
    let units: [CodeUnit]
    private var index = 0

    init(_ span: FieldSpan, _ tree: PartTree, _ fields: FieldMap) {
        if let code = span.simpleCode {
            units = code.map { .character($0, nil) }
            return
        }
        var units: [CodeUnit] = []
        let nodes = span.codeNodes(tree)
        var node = nodes.lowerBound
        while node < nodes.upperBound {
            if let inner = fields.startingAt[node] {
                units.append(.field(inner))
                node = tree.nodes[fields.spans[inner].end].end
                continue
            }
            switch tree.nodes[node].tag {
            case .deleted, .movedFrom, .paragraphProperties: node = tree.nodes[node].end
            case .paragraph:
                units.append(.paragraph(node))
                node += 1
            case .table:
                units.append(.block(node))
                node = tree.nodes[node].end
            case .run:
                units += FieldCode.units(ofRun: node, tree)
                node = tree.nodes[node].end
            default: node += 1
            }
        }
        self.units = units
    }

    private static func units(ofRun run: Int, _ tree: PartTree) -> [CodeUnit] {
        let properties = tree.child(.runProperties, of: run).map { tree.range($0) }
        var units: [CodeUnit] = []
        var hasOther = false
        for child in tree.children(run) {
            switch tree.nodes[child].tag {
            case .instruction: units += (tree.texts[child] ?? "").map { .character($0, properties) }
            case .runProperties: break
            case .tab: units.append(.character("\t", properties))
            default: hasOther = true
            }
        }
        return hasOther ? [.run(run)] : units
    }

    private static let openingQuotes: Set<Character> = ["\"", "“", "”", "„"]
    private static let closingQuotes: Set<Character> = ["“", "”"]

    private static func isBlank(_ unit: CodeUnit) -> Bool {
        switch unit {
        case .character(let character, _): character == " " || character.isNewline || character == "\t"
        case .paragraph: true
        default: false
        }
    }

    /// Moves past blanks; false at the end.
    private mutating func skipBlanks() -> Bool {
        while index < units.count, Self.isBlank(units[index]) { index += 1 }
        return index < units.count
    }

    /// The next word.
    ///
    /// - Parameter endsAtOperator: whether a comparison ends a word, as behind the first operand of IF.
    mutating func next(endsAtOperator: Bool = false) -> CodeWord? {
        guard skipBlanks() else { return nil }
        if let character = units[index].character {
            if Self.openingQuotes.contains(character) { return quoted(closing: character == "\"" ? ["\""] : Self.closingQuotes) }
            if character == "\\", index + 1 < units.count, let name = units[index + 1].character, !name.isWhitespace {
                index += 2
                return CodeWord(switchName: name)
            }
        }
        var word = CodeWord()
        while index < units.count, !Self.isBlank(units[index]) {
            let unit = units[index]
            if let character = unit.character, !word.units.isEmpty {
                if character == "\"" || startsSwitch() { break }
                if endsAtOperator, "=<>".contains(character) { break }
            }
            word.units.append(unit)
            index += 1
        }
        return word
    }

    /// Whether a formatting switch starts here without a blank before it.
    private func startsSwitch() -> Bool {
        guard units[index].character == "\\", index + 1 < units.count, let name = units[index + 1].character else { return false }
        return "*#@".contains(name)
    }

    /// The text between quotes; a backslash before a quote or a backslash makes it a character of the text.
    private mutating func quoted(closing: Set<Character>) -> CodeWord {
        index += 1
        var word = CodeWord(isQuoted: true)
        while index < units.count {
            let unit = units[index]
            index += 1
            if let character = unit.character {
                if closing.contains(character) { break }
                if character == "\\", index < units.count, let escaped = units[index].character, escaped == "\\" || escaped == "\"" {
                    word.units.append(units[index])
                    index += 1
                    continue
                }
            }
            word.units.append(unit)
        }
        return word
    }

    /// The comparison that comes next, if one does.
    mutating func nextOperator() -> Comparison? {
        guard skipBlanks() else { return nil }
        let start = index
        var text = ""
        while index < units.count, text.count < 2, let character = units[index].character, "=<>".contains(character) {
            text.append(character)
            index += 1
        }
        if let comparison = Comparison(rawValue: text) { return comparison }
        // `=` before something that is compared with, such as `=<…`, is an operator by itself.
        index = start + 1
        return text.first.flatMap { Comparison(rawValue: String($0)) }
    }
}
