internal import Model

/// What a column's values tell about how they are written, where there are two ways to read them.
///
/// The first reading is that of Finland and most of Europe (decimal comma, the day first), the second the American one.
struct FormatEvidence: Sendable, Equatable {
    /// How many values only the first reading fits.
    private(set) var first = 0
    /// How many values only the second reading fits.
    private(set) var second = 0
    /// How many values both fit, with different meanings.
    private(set) var ambiguous = 0
    /// The first of those, and its row.
    private(set) var example: (row: Int, text: String)?

    static func == (left: FormatEvidence, right: FormatEvidence) -> Bool {
        (left.first, left.second, left.ambiguous) == (right.first, right.second, right.ambiguous)
    }

    @inline(__always)
    mutating func note(isFirst: Bool) {
        if isFirst { first &+= 1 } else { second &+= 1 }
    }

    @inline(never)
    mutating func noteAmbiguous(_ text: Span<UInt8>, row: Int) {
        if example == nil { example = (row, String(decoding: (0..<text.count).map { text[$0] }, as: UTF8.self)) }
        ambiguous += 1
    }

    /// Adds what later rows tell.
    mutating func add(_ later: FormatEvidence, line: (Int) -> Int) {
        first += later.first
        second += later.second
        ambiguous += later.ambiguous
        if example == nil { example = later.example.map { (line($0.row), $0.text) } }
    }

    /// What the values of a column say together.
    enum Verdict: Equatable {
        /// The first reading, or the second.
        case reading(isFirst: Bool)
        /// Every value means the same in both.
        case indifferent
        /// Values mean different things and nothing tells which.
        case undecided
    }

    /// One reading has to fit nearly all that only one fits: a stray one in ten does not overrule the rest.
    var verdict: Verdict {
        if ambiguous == 0 { return first == second ? .indifferent : .reading(isFirst: first > second) }
        if first > second, second * 9 <= first { return .reading(isFirst: true) }
        if second > first, first * 9 <= second { return .reading(isFirst: false) }
        return .undecided
    }
}

extension ValueFormat {
    /// Whether it is the first of the two ways to read a value.
    var isFirst: Bool { self == .decimalComma || self == .dayFirst }

    /// The format of a field's values by which of the two ways is meant.
    static func of(_ type: FieldType, isFirst: Bool) -> ValueFormat? {
        let formats = all(for: type)
        return formats.isEmpty ? nil : formats[isFirst ? 0 : 1]
    }
}
