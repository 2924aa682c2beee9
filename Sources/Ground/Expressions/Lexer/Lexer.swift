import Model
import Tabular

extension MessageKey {
    static let expressionTooLong: MessageKey = "expression.too-long"
    static let expressionCharacter: MessageKey = "expression.character"
    static let expressionUnclosedText: MessageKey = "expression.unclosed.text"
    static let expressionUnclosedBracket: MessageKey = "expression.unclosed.bracket"
    static let expressionNumberTooLong: MessageKey = "expression.number.too-long"
    static let expressionNoDay: MessageKey = "expression.no-day"
}

/// Cuts the text of an expression into tokens.
struct Lexer {
    private let source: SourceText
    private let vocabulary: Vocabulary
    private var position = 0

    private init(_ source: SourceText, _ vocabulary: Vocabulary) {
        self.source = source
        self.vocabulary = vocabulary
    }

    /// The tokens of `source`, written in the way of `vocabulary`; the last of them is its end.
    static func tokens(of source: SourceText, _ vocabulary: Vocabulary) throws(ExpressionError) -> [Token] {
        guard source.scalars.count <= SourceText.lengthLimit else {
            throw ExpressionError(.expressionTooLong, ["limit": .integer(SourceText.lengthLimit)], at: 0..<0)
        }
        var lexer = Lexer(source, vocabulary)
        var tokens: [Token] = []
        repeat { tokens.append(try lexer.next()) } while tokens.last?.kind != .end
        return tokens
    }

    private var current: Unicode.Scalar? { position < source.scalars.count ? source.scalars[position] : nil }

    private mutating func next() throws(ExpressionError) -> Token {
        while let scalar = current, scalar.properties.isWhitespace { position += 1 }
        let start = position
        guard let first = current else { return Token(kind: .end, range: start..<start) }
        let kind: Token.Kind
        switch first {
        case "0"..."9":
            kind = try dayOrNumber(from: start)
        case "\"", "'": kind = .text(try quoted(until: first, from: start, orThrow: .expressionUnclosedText))
        case "[": kind = .bracketed(try quoted(until: "]", from: start, orThrow: .expressionUnclosedBracket))
        case _ where Lexer.startsWord(first):
            position = source.scalars[start...].firstIndex { !Lexer.continuesWord($0) } ?? source.scalars.count
            kind = .word(source[start..<position])
        default: kind = .symbol(try symbol(from: start))
        }
        return Token(kind: kind, range: start..<position)
    }

    static func startsWord(_ scalar: Unicode.Scalar) -> Bool { scalar == "_" || scalar.properties.isAlphabetic }

    static func continuesWord(_ scalar: Unicode.Scalar) -> Bool {
        guard !startsWord(scalar) else { return true }
        switch scalar.properties.generalCategory {
        // Marks, so that letters in decomposed form stay whole.
        case .decimalNumber, .nonspacingMark, .spacingMark: return true
        default: return false
        }
    }

    private mutating func symbol(from start: Int) throws(ExpressionError) -> Symbol {
        for symbol in Symbol.allCases where source.scalars[start...].starts(with: symbol.rawValue.unicodeScalars) {
            position = start + symbol.rawValue.unicodeScalars.count
            return symbol
        }
        throw ExpressionError(.expressionCharacter, ["character": .text(source[start..<start + 1])], at: start..<start + 1)
    }

    /// What stands up to `close`, which stands for itself where it is doubled.
    private mutating func quoted(
        until close: Unicode.Scalar, from start: Int, orThrow key: MessageKey
    ) throws(ExpressionError) -> String {
        var text = String.UnicodeScalarView()
        position = start + 1
        while let scalar = current {
            position += 1
            if scalar == close {
                guard current == close else { return String(text) }
                position += 1
            }
            guard scalar != "\0" else { throw ExpressionError(.expressionCharacter, ["character": "NUL"], at: position - 1..<position) }
            text.append(scalar)
        }
        throw ExpressionError(key, at: start..<source.scalars.count)
    }

    private mutating func dayOrNumber(from start: Int) throws(ExpressionError) -> Token.Kind {
        if let day = try isoDay(from: start) { return .day(day) }
        if let day = try localDay(from: start) { return .day(day) }
        return try number(from: start)
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private func endOfDigits(from start: Int) -> Int {
        source.scalars[start...].firstIndex { !Lexer.isDigit($0) } ?? source.scalars.count
    }

    /// A date written as 2026-01-31: digits in any other pattern are numbers and minus signs.
    private mutating func isoDay(from start: Int) throws(ExpressionError) -> Day? {
        let end = start + 10
        guard end <= source.scalars.count, endOfDigits(from: end) == end, source.scalars[start + 4] == "-",
            source.scalars[start + 7] == "-", endOfDigits(from: start) == start + 4, endOfDigits(from: start + 5) == start + 7,
            endOfDigits(from: start + 8) == end
        else { return nil }
        position = end
        guard let day = Day(iso: source[start..<end]) else { throw noDay(start..<end) }
        return day
    }

    /// A date written as 31.1.2026, in a language that writes dates so.
    private mutating func localDay(from start: Int) throws(ExpressionError) -> Day? {
        guard vocabulary.hasDottedDates else { return nil }
        let dayEnd = endOfDigits(from: start)
        guard dayEnd < source.scalars.count, source.scalars[dayEnd] == "." else { return nil }
        let monthEnd = endOfDigits(from: dayEnd + 1)
        guard monthEnd < source.scalars.count, source.scalars[monthEnd] == "." else { return nil }
        let end = endOfDigits(from: monthEnd + 1)
        guard (1...2).contains(dayEnd - start), (1...2).contains(monthEnd - dayEnd - 1), end - monthEnd - 1 == 4,
            let number = Int(source[start..<dayEnd]), let month = Int(source[dayEnd + 1..<monthEnd]),
            let year = Int(source[monthEnd + 1..<end])
        else { return nil }
        position = end
        guard let day = Day(year: year, month: month, day: number) else { throw noDay(start..<end) }
        return day
    }

    private func noDay(_ range: Range<Int>) -> ExpressionError {
        ExpressionError(.expressionNoDay, ["text": .text(source[range])], at: range)
    }

    private mutating func number(from start: Int) throws(ExpressionError) -> Token.Kind {
        position = endOfDigits(from: start)
        var digits = source[start..<position]
        var scale: Int?
        if current == vocabulary.decimalMark, endOfDigits(from: position + 1) > position + 1 {
            let fraction = position + 1..<endOfDigits(from: position + 1)
            digits += source[fraction]
            scale = fraction.count
            position = fraction.upperBound
        }
        guard let value = Int64(digits), scale ?? 0 <= 18 else {
            throw ExpressionError(.expressionNumberTooLong, at: start..<position)
        }
        return scale.map { .decimal(unscaled: value, scale: $0) } ?? .integer(value)
    }
}
