package import Model
package import Tabular

extension MessageKey {
    static let expressionNoCriterion: MessageKey = "expression.criteria.type"
}

/// An expression whose names and types have been checked against the modules, ready to become SQL.
///
/// Comparisons with an empty field are neither true nor false, as in SQL; criteria keep the records for which the whole is true.
/// `=` and the like tell upper from lower case, `contains`, `starts with` and `ends with` do not.
package struct CheckedExpression: Sendable {
    /// What an expression is for, which says of what type it must be.
    package enum Purpose: Sendable {
        /// Any value.
        case value
        /// A condition: the `where` of a segment.
        case criteria
        /// A value that a field is to receive; its SQL is then as the field keeps it.
        case formula(FieldDefinition)
    }

    /// The type of its value.
    package let type: ValueType
    /// The language in which it is written, or each in which it says the same.
    package internal(set) var languages: Set<Language>
    /// The fields that it reads: those of its own module by key, those of child modules as `purchases.amount`.
    package let fields: Set<String>
    /// The segments on whose members or lists it depends.
    package let segments: Set<String>
    let tree: SyntaxNode
    let root: TypedNode
    let periodNames: [Period]
    private let meanings: [Int: NameMeaning]

    /// Checks an expression over the records of `module`, written in `language`.
    package static func check(
        _ text: String, in language: Language = .en, for purpose: Purpose = .value, module: String, names: ExpressionNames
    ) throws(ExpressionError) -> CheckedExpression {
        let source = SourceText(text)
        let vocabulary = Vocabulary.of(language)
        let tree = try Parser.parse(source, vocabulary: vocabulary)
        guard let definition = names.modules[module] else {
            let known = names.modules.keys.sorted().map(MessageArgument.text)
            throw ExpressionError(.expressionUnknownModule, ["name": .text(module), "known": .list(known)], at: 0..<0)
        }
        var checker = Checker(source: source, module: definition, names: names, vocabulary: vocabulary)
        var root = try checker.check(tree)
        let range = 0..<source.scalars.count
        switch purpose {
        case .value: break
        case .criteria:
            guard root.type == .boolean else { throw ExpressionError(.expressionNoCriterion, ["type": root.type.predicate], at: range) }
        case .formula(let field): root = try checker.assigned(root, to: field, at: range)
        }
        return CheckedExpression(tree, root, checker, language)
    }

    private init(_ tree: SyntaxNode, _ root: TypedNode, _ checker: Checker, _ language: Language) {
        self.tree = tree
        self.root = root
        languages = [language]
        type = root.type
        fields = checker.fields
        segments = checker.segments
        periodNames = checker.periods
        meanings = checker.meanings
    }

    // MARK: Texts

    /// The form in which expressions are stored: English, with fields by their keys.
    package var canonical: String { Printer(vocabulary: .english, meanings: meanings, keepsLabels: false).text(tree) }

    /// The expression as a reader of `language` writes it; a field that was named by its label is so again.
    package func text(in language: Language) -> String {
        Printer(vocabulary: .of(language), meanings: meanings, keepsLabels: true).text(tree)
    }

    /// The text of a part of the tree.
    func text(of node: SyntaxNode, in language: Language) -> String {
        Printer(vocabulary: .of(language), meanings: meanings, keepsLabels: true).text(node)
    }

    // MARK: SQL

    /// The SQL of the value for a record of the module's table, which the statement calls `alias`.
    ///
    /// It is a single operand, so it needs no parentheses beside other conditions. A table is named as its module and a column as its
    /// field's key; the statement must not itself name anything `<alias>_<number>`.
    /// It calls the functions of ``SQLFunction/all``. `dayStart` gives the first moment of a day in the zone in which days are meant.
    package func sql(alias: String, today: Day, dayStart: @escaping (Day) -> Instant) -> SQLFragment {
        SQLGenerator.fragment(of: root, alias: alias, today: today, dayStart: dayStart)
    }

    /// What tells the records for which the value cannot be computed; nil where that cannot happen.
    package func failures(alias: String, today: Day, dayStart: @escaping (Day) -> Instant) -> ExpressionFailures? {
        let failures = Failures.of(root)
        guard !failures.isEmpty else { return nil }
        return ExpressionFailures(
            sql: SQLGenerator.failureFragment(failures, alias: alias, today: today, dayStart: dayStart), reasons: failures.map(\.reason),
            areAlwaysNull: failures.allSatisfy(\.makesNull))
    }
}

/// How to tell the records for which an expression's value cannot be computed.
package struct ExpressionFailures: Sendable {
    /// The number (from 1) of the reason, or null where the value can be computed.
    package let sql: SQLFragment
    package let reasons: [FailureReason]
    /// Whether the value is null wherever it cannot be computed, so that only records with a null value need be looked at.
    package let areAlwaysNull: Bool
}
