import Model

extension MessageKey {
    static let expressionAmbiguous: MessageKey = "expression.ambiguous"
}

extension CheckedExpression {
    /// Checks an expression that may be written in any language.
    ///
    /// Where it is an expression in several and does not mean the same, it is refused rather than guessed at.
    package static func read(
        _ text: String, for purpose: Purpose = .value, module: String, names: ExpressionNames
    ) throws(ExpressionError) -> CheckedExpression {
        var readings: [CheckedExpression] = []
        var errors: [Language: ExpressionError] = [:]
        for language in [Language.en, .fi] {
            do {
                readings.append(try check(text, in: language, for: purpose, module: module, names: names))
            } catch { errors[language] = error }
        }
        guard var first = readings.first else { throw errors[likelyLanguage(of: text)] ?? ExpressionError(.expressionEmpty, at: 0..<0) }
        guard let other = readings.last, other.canonical != first.canonical else {
            first.languages = Set(readings.flatMap(\.languages))
            return first
        }
        throw ExpressionError(
            .expressionAmbiguous, ["english": .text(first.canonical), "finnish": .text(other.canonical)],
            at: 0..<text.unicodeScalars.count)
    }

    /// The language whose words occur most in `text`; English, in which expressions are stored, where none does.
    static func likelyLanguage(of text: String) -> Language {
        func score(_ vocabulary: Vocabulary) -> Int {
            // A name counts where only one of the languages has it.
            words(of: text).filter { vocabulary.isTaken($0) || vocabulary.functions[TextFolding.fold($0)] != nil }.count
        }
        let finnish = score(.finnish) + (text.contains(";") ? 1 : 0)
        return finnish > score(.english) ? .fi : .en
    }

    /// The words of a text outside quotes and brackets, with points inside them.
    private static func words(of text: String) -> [String] {
        var words: [String] = []
        var word = String.UnicodeScalarView()
        var close: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            if let end = close {
                if scalar == end { close = nil }
                continue
            }
            if Lexer.continuesWord(scalar) || (scalar == "." && !word.isEmpty) {
                word.append(scalar)
                continue
            }
            if !word.isEmpty { words.append(String(word)) }
            word = String.UnicodeScalarView()
            switch scalar {
            case "\"", "'": close = scalar
            case "[": close = "]"
            default: break
            }
        }
        return word.isEmpty ? words : words + [String(word)]
    }
}
