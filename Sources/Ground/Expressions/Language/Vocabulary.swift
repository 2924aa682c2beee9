import Model

/// How one language writes expressions; the words are folded to lower case.
final class Vocabulary: Sendable {
    let language: Language
    /// The first spelling of a keyword is the one that is written.
    let keywords: [(word: String, keyword: Keyword)]
    let periods: [String: Period.Name]
    /// Of two that say the same, the first is the one that is written.
    let phrases: [Phrase]
    /// What may stand before a period that follows an operand, and whether it negates; the first of each kind is written.
    ///
    /// Empty where ``Phrase/Meaning/within`` introduces periods.
    let periodLeads: [(words: [String], isNegated: Bool)]
    /// What stands before the name of a segment or list.
    let memberPhrases: [(words: [String], list: MemberList)]
    /// Words of phrases that cannot be a field's name outside brackets.
    let reservedWords: Set<String>
    let functions: [String: FunctionName]
    /// Stands before the decimals of a number.
    let decimalMark: Unicode.Scalar
    /// Stands between arguments and between the values of a list.
    let separator: Symbol
    /// Whether dates may be written as 31.1.2026.
    let hasDottedDates: Bool

    private let keywordsByWord: [String: Keyword]

    /// What a function's name stands for; the same name may mean both.
    struct FunctionName: Sendable {
        var aggregate: AggregateFunction?
        var scalar: ScalarFunction?
    }

    /// The vocabulary of `language`.
    static func of(_ language: Language) -> Vocabulary {
        switch language {
        case .en: english
        case .fi: finnish
        }
    }

    init(
        language: Language, keywords: [(word: String, keyword: Keyword)], periods: [String: Period.Name], phrases: [Phrase],
        periodLeads: [(words: [String], isNegated: Bool)], memberPhrases: [(words: [String], list: MemberList)], reservedWords: Set<String>,
        decimalMark: Unicode.Scalar, separator: Symbol, hasDottedDates: Bool
    ) {
        self.language = language
        self.keywords = keywords
        self.periods = periods
        self.phrases = phrases
        self.periodLeads = periodLeads
        self.memberPhrases = memberPhrases
        self.reservedWords = reservedWords
        self.decimalMark = decimalMark
        self.separator = separator
        self.hasDottedDates = hasDottedDates
        keywordsByWord = Dictionary(keywords.map { ($0.word, $0.keyword) }) { first, _ in first }
        functions = Vocabulary.functions(in: language)
    }

    /// The functions by each of their names in `language`; where that is not English, the English names are understood too.
    private static func functions(in language: Language) -> [String: FunctionName] {
        var functions: [String: FunctionName] = [:]
        for language in language == .en ? [.en] : [language, .en] {
            var found: [String: FunctionName] = [:]
            for function in AggregateFunction.all {
                for name in function.names(in: language) { found[TextFolding.fold(name), default: FunctionName()].aggregate = function }
            }
            for function in ScalarFunction.all {
                for name in function.names(in: language) { found[TextFolding.fold(name), default: FunctionName()].scalar = function }
            }
            functions.merge(found) { own, _ in own }
        }
        return functions
    }

    func keyword(_ word: String) -> Keyword? { keywordsByWord[TextFolding.fold(word)] }

    /// How `keyword` is written.
    func spelling(_ keyword: Keyword) -> String { keywords.first { $0.keyword == keyword }?.word ?? keyword.rawValue }

    /// How `period` is written.
    func spelling(_ period: Period.Name) -> String { periods.first { $0.value == period }?.key ?? period.rawValue }

    /// Whether `word` outside brackets may mean something else than a field or module.
    func isTaken(_ word: String) -> Bool {
        let folded = TextFolding.fold(word)
        return keywordsByWord[folded] != nil || periods[folded] != nil || reservedWords.contains(folded)
            || phrases.contains { $0.words.contains(folded) }
    }
}
