package import Model
package import Tabular

extension CheckedExpression {
    /// A period that the expression names, and the days that it means.
    package struct NamedPeriod: Hashable, Sendable {
        package let text: String
        package let days: ClosedRange<Day>
    }

    /// The periods that it names, in their order, as `language` calls them, with the days that they mean on `today`.
    package func periods(today: Day, in language: Language) -> [NamedPeriod] {
        let vocabulary = Vocabulary.of(language)
        return periodNames.map { period in
            let text = vocabulary.spelling(period.name) + (period.name.takesCount ? "(\(period.count))" : "")
            return NamedPeriod(text: text, days: period.days(today: today))
        }
    }

    /// The parts that must all be true for it to be true, in `language`; only itself where it is no such list.
    package func conjuncts(in language: Language) -> [String] {
        guard case .logic(.and, let parts) = tree.kind else { return [text(in: language)] }
        return parts.map { text(of: $0, in: language) }
    }

    /// The fields and the values of child records that it looks at, in `language` and in the order in which they stand; each once.
    ///
    /// What stands within an aggregate is part of that.
    package func operands(in language: Language) -> [String] {
        var found: [String] = []
        func add(_ node: SyntaxNode) {
            let text = text(of: node, in: language)
            if !found.contains(text) { found.append(text) }
        }
        func visit(_ node: SyntaxNode) {
            switch node.kind {
            case .name, .aggregate: add(node)
            default: node.children.forEach(visit)
            }
        }
        visit(tree)
        return found
    }
}

extension SyntaxNode {
    /// The operands, in the order in which they stand.
    var children: [SyntaxNode] {
        switch kind {
        case .null, .boolean, .integer, .decimal, .text, .day, .period, .name, .member: []
        case .negate(let operand), .not(let operand), .within(let operand, _), .isEmpty(let operand): [operand]
        case .comparison(_, let left, let right), .arithmetic(_, let left, let right), .match(_, let left, let right): [left, right]
        case .between(let operand, let lower, let upper): [operand, lower, upper]
        case .membership(let operand, let values): [operand] + values
        case .logic(_, let terms): terms
        case .joined(let parts): parts
        case .call(let call): call.arguments
        case .aggregate(let call): call.condition.map { [$0] } ?? []
        case .item(let operand, let list):
            [operand, SyntaxNode(.name(list), (list.module ?? list.field).range.lowerBound..<list.field.range.upperBound)]
        }
    }
}
