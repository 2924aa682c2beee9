import Model
import Tabular

/// Writes the tree of an expression in the way of some language, so that reading it gives the same tree.
struct Printer {
    let vocabulary: Vocabulary
    /// What each name means, by the place where it starts.
    let meanings: [Int: NameMeaning]
    /// Whether a field that was written by its label is so again.
    let keepsLabels: Bool

    func text(_ node: SyntaxNode) -> String { text(node, .or) }

    /// The text, in parentheses where it binds looser than `least`.
    private func text(_ node: SyntaxNode, _ least: Parser.Precedence) -> String {
        let (text, precedence) = written(node)
        return precedence < least ? "(\(text))" : text
    }

    private func written(_ node: SyntaxNode) -> (String, Parser.Precedence) {
        switch node.kind {
        case .null: (vocabulary.spelling(.null), .unary)
        case .boolean(let value): (vocabulary.spelling(value ? .true : .false), .unary)
        case .integer(let value): (String(value), .unary)
        case .decimal(let unscaled, let scale): (decimal(unscaled, scale), .unary)
        case .text(let text): ("\"\(text.replacing("\"", with: "\"\""))\"", .unary)
        case .day(let day): (self.day(day), .unary)
        case .period(let period): (self.period(period), .unary)
        case .name(let name): (self.name(name), .unary)
        case .negate(let operand): ("-" + text(operand, .unary), .unary)
        case .not(let operand): negated(operand)
        case .logic(let operation, let terms): logic(operation, terms)
        case .joined(let parts): (parts.map { text($0, .additive) }.joined(separator: " & "), .joining)
        case .arithmetic(let operation, let left, let right): arithmetic(operation, left, right)
        case .aggregate(let call): (aggregate(call), .unary)
        case .call(let call): (self.call(call), .unary)
        case .member(let list, let name): (member(list, name), .unary)
        default: (predicate(node, isNegated: false) ?? "", .comparison)
        }
    }

    // MARK: Literals and names

    private func decimal(_ unscaled: Int64, _ scale: Int) -> String {
        let digits = String(unscaled)
        let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
        return "\(padded.dropLast(scale))\(vocabulary.decimalMark)\(padded.suffix(scale))"
    }

    private func day(_ day: Day) -> String {
        guard vocabulary.hasDottedDates, day.parts.year >= 1000 else { return day.iso }
        return "\(day.parts.day).\(day.parts.month).\(day.parts.year)"
    }

    private func period(_ period: Period) -> String {
        vocabulary.spelling(period.name) + (period.name.takesCount ? "(\(period.count))" : "")
    }

    private func name(_ name: QualifiedName) -> String {
        (name.module.map { self.name($0) + "." } ?? "") + self.name(name.field)
    }

    /// The name by its key, or by the label of this language where it was written by a label.
    private func name(_ name: Name) -> String {
        switch meanings[name.range.lowerBound] {
        case .field(let field, let module):
            guard keepsLabels, name.isBracketed, name.text != field.key else { return word(field.key) }
            let label = field.label.text(in: vocabulary.language)
            let folded = TextFolding.fold(label)
            let namesakes = module.fields.filter { $0.key == label || $0.label.all.contains { TextFolding.fold($0) == folded } }
            return namesakes.map(\.key) == [field.key] ? bracketed(label) : word(field.key)
        case .module(let module): return word(module.name)
        case .segment, nil: return word(name.text)
        }
    }

    private func word(_ name: String) -> String {
        let scalars = Array(name.unicodeScalars)
        let isWord = scalars.first.map(Lexer.startsWord) == true && scalars.allSatisfy(Lexer.continuesWord)
        return isWord && !vocabulary.isTaken(name) ? name : bracketed(name)
    }

    private func bracketed(_ name: String) -> String { "[\(name.replacing("]", with: "]]"))]" }

    // MARK: Operators

    private func logic(_ operation: LogicOperator, _ terms: [SyntaxNode]) -> (String, Parser.Precedence) {
        let (keyword, precedence): (Keyword, Parser.Precedence) = operation == .and ? (.and, .and) : (.or, .or)
        let separator = " \(vocabulary.spelling(keyword)) "
        return (terms.map { text($0, precedence.next) }.joined(separator: separator), precedence)
    }

    private func negated(_ operand: SyntaxNode) -> (String, Parser.Precedence) {
        let text = predicate(operand, isNegated: true) ?? "\(vocabulary.spelling(.not)) \(self.text(operand, .comparison))"
        return (text, .comparison)
    }

    private func arithmetic(_ operation: ArithmeticOperator, _ left: SyntaxNode, _ right: SyntaxNode) -> (String, Parser.Precedence) {
        let (sign, precedence): (String, Parser.Precedence) =
            switch operation {
            case .add: ("+", .additive)
            case .subtract: ("-", .additive)
            case .multiply: ("*", .multiplicative)
            case .divide: ("/", .multiplicative)
            }
        return ("\(text(left, precedence)) \(sign) \(text(right, precedence.next))", precedence)
    }

    /// A comparison; nil for what is none, and for one that has no negated form.
    private func predicate(_ node: SyntaxNode, isNegated: Bool) -> String? {
        switch node.kind {
        case .comparison(let comparison, let left, let right) where !isNegated:
            return "\(text(left, .joining)) \(comparison.rawValue) \(text(right, .joining))"
        case .between(let operand, let lower, let upper):
            let and = vocabulary.spelling(.and)
            return "\(text(operand, .joining)) \(phrase(.between, isNegated)) \(text(lower, .joining)) \(and) \(text(upper, .joining))"
        case .membership(let operand, let values):
            let list = values.map { text($0, .joining) }.joined(separator: separator)
            return "\(text(operand, .joining)) \(phrase(.oneOf, isNegated)) (\(list))"
        case .within(let operand, let period):
            return [text(operand, .joining), lead(isNegated), self.period(period)].filter { !$0.isEmpty }.joined(separator: " ")
        case .isEmpty(let operand): return "\(text(operand, .joining)) \(phrase(.isEmpty, isNegated))"
        case .match(let match, let left, let right):
            return "\(text(left, .joining)) \(phrase(.match(match), isNegated)) \(text(right, .joining))"
        case .item(let operand, let list): return "\(text(operand, .joining)) \(phrase(.itemOf, isNegated)) \(name(list))"
        default: return nil
        }
    }

    /// The words of a phrase; a language may say several things with the same.
    private func phrase(_ meaning: Phrase.Meaning, _ isNegated: Bool) -> String {
        let own = vocabulary.phrases.first { $0.meaning == meaning && $0.isNegated == isNegated }
        let phrase = own ?? vocabulary.phrases.first { $0.meaning == .within && $0.isNegated == isNegated }
        return phrase?.words.joined(separator: " ") ?? ""
    }

    /// What stands before a period.
    private func lead(_ isNegated: Bool) -> String {
        vocabulary.periodLeads.first { $0.isNegated == isNegated }?.words.joined(separator: " ") ?? phrase(.within, isNegated)
    }

    private func member(_ list: MemberList, _ name: Name) -> String {
        let words = vocabulary.memberPhrases.first { $0.list == list }?.words ?? []
        return "\(words.joined(separator: " ")) \(word(name.text))"
    }

    // MARK: Functions

    private var separator: String { vocabulary.separator.rawValue + " " }

    private func call(_ call: FunctionCall) -> String {
        let name = call.function.names(in: vocabulary.language).first ?? call.function.name
        return "\(name)(\(call.arguments.map(text).joined(separator: separator)))"
    }

    private func aggregate(_ call: AggregateCall) -> String {
        var text = call.function.names(in: vocabulary.language).first ?? call.function.name
        text += "(" + name(QualifiedName(module: call.field == nil ? nil : call.module, field: call.field ?? call.module))
        if let order = call.order { text += " \(vocabulary.spelling(.by)) \(name(order))" }
        if let condition = call.condition { text += " \(vocabulary.spelling(.where)) \(self.text(condition))" }
        return text + ")"
    }
}
