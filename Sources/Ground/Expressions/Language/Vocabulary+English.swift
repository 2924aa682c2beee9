import Model

extension Vocabulary {
    /// The canonical spelling, in which definitions are stored.
    static let english = Vocabulary(
        language: .en,
        keywords: Keyword.allCases.map { ($0.rawValue, $0) },
        periods: Dictionary(uniqueKeysWithValues: Period.Name.allCases.map { ($0.rawValue, $0) }),
        phrases: [
            Phrase("in", .within), Phrase("not in", .within, not: true),
            Phrase("between", .between), Phrase("not between", .between, not: true),
            Phrase("is empty", .isEmpty), Phrase("is not empty", .isEmpty, not: true),
            Phrase("contains", .match(.contains)), Phrase("not contains", .match(.contains), not: true),
            Phrase("starts with", .match(.startsWith)), Phrase("not starts with", .match(.startsWith), not: true),
            Phrase("ends with", .match(.endsWith)), Phrase("not ends with", .match(.endsWith), not: true),
        ],
        periodLeads: [],
        memberPhrases: [(["in", "segment"], .segment), (["in", "list"], .list)],
        reservedWords: ["in", "between", "is"],
        decimalMark: ".", separator: .comma, hasDottedDates: false)
}
