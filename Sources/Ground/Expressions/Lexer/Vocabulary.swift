/// The words of the language that are not names of fields or modules.
enum Keyword: String, Hashable, Sendable, CaseIterable {
    case and, or, not
    case `in`, between
    case `is`, empty
    case contains, starts, ends, with
    case `where`
    case `true`, `false`, null

    /// Whether the word can never be a field's name outside brackets.
    var isReserved: Bool {
        switch self {
        case .and, .or, .not, .in, .between, .is, .where, .true, .false, .null: true
        case .empty, .contains, .starts, .ends, .with: false
        }
    }
}

/// How one language spells the words of expressions, folded to lower case.
struct Vocabulary: Sendable {
    let keywords: [String: Keyword]
    let periods: [String: Period.Name]
    let functions: [String: AggregateFunction]

    /// The canonical spelling, in which definitions are stored.
    static let english = Vocabulary(
        keywords: Dictionary(uniqueKeysWithValues: Keyword.allCases.map { ($0.rawValue, $0) }),
        periods: Dictionary(uniqueKeysWithValues: Period.Name.allCases.map { ($0.rawValue, $0) }),
        functions: Dictionary(uniqueKeysWithValues: AggregateFunction.all.map { ($0.name, $0) })
    )
}
