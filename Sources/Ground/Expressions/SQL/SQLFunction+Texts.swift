import Tabular

extension SQLFunction {
    /// Functions of texts; counts are of Unicode scalars, positions from 1.
    static let texts = [
        upper, lower, proper, trim, clean, left, right, middle, textBefore, textAfter, find, substitute, replace, concatenate, join,
        repeated,
        value, numberText, numberFormat,
    ]

    /// The longest text that a function makes, in scalars; as in Excel.
    private static let lengthLimit = 32_767

    static let upper = strict("ajastin_upper", 1) { .text($0.text(0).uppercased()) }

    static let lower = strict("ajastin_lower", 1) { .text($0.text(0).lowercased()) }

    /// Each word with a capital at its beginning; a word begins after what is no letter.
    static let proper = strict("ajastin_proper", 1) { arguments in
        var result = ""
        var isInWord = false
        for character in arguments.text(0) {
            result += isInWord ? character.lowercased() : character.uppercased()
            isInWord = character.isLetter || (isInWord && (character == "'" || character == "’"))
        }
        return .text(result)
    }

    /// Without blanks at the ends, and with one between words.
    static let trim = strict("ajastin_trim", 1) { arguments in
        .text(arguments.text(0).split { $0 == " " || $0 == "\u{A0}" || $0 == "\u{202F}" || $0 == "\t" }.joined(separator: " "))
    }

    /// Without control characters.
    static let clean = strict("ajastin_clean", 1) { arguments in
        .text(String(String.UnicodeScalarView(arguments.text(0).unicodeScalars.filter { $0.properties.generalCategory != .control })))
    }

    /// Null for a negative count.
    static let left = strict("ajastin_left", 2) { arguments in
        count(arguments.integer(1)).map { .text(String(arguments.text(0).unicodeScalars.prefix($0))) }
    }

    static let right = strict("ajastin_right", 2) { arguments in
        count(arguments.integer(1)).map { .text(String(arguments.text(0).unicodeScalars.suffix($0))) }
    }

    /// `ajastin_middle(text, start, count)`: null for a start before 1 or a negative count.
    static let middle = strict("ajastin_middle", 3) { arguments in
        guard let start = count(arguments.integer(1) - 1), let count = count(arguments.integer(2)) else { return nil }
        return .text(String(arguments.text(0).unicodeScalars.dropFirst(start).prefix(count)))
    }

    static let textBefore = strict("ajastin_text_before", 2) { arguments in
        let (text, mark) = (Array(arguments.text(0).unicodeScalars), Array(arguments.text(1).unicodeScalars))
        return position(of: mark, in: text, from: 0).map { .text(String(String.UnicodeScalarView(text[..<$0]))) }
    }

    static let textAfter = strict("ajastin_text_after", 2) { arguments in
        let (text, mark) = (Array(arguments.text(0).unicodeScalars), Array(arguments.text(1).unicodeScalars))
        return position(of: mark, in: text, from: 0).map { .text(String(String.UnicodeScalarView(text[($0 + mark.count)...]))) }
    }

    /// `ajastin_find(part, text, start)`: the position of the first `part` from `start` on; null where there is none.
    static let find = strict("ajastin_find", 3) { arguments in
        let (part, text) = (Array(arguments.text(0).unicodeScalars), Array(arguments.text(1).unicodeScalars))
        guard let start = count(arguments.integer(2) - 1), start <= text.count else { return nil }
        return position(of: part, in: text, from: start).map { .integer(Int64($0 + 1)) }
    }

    /// `ajastin_substitute(text, old, new, number)`: with `new` for the `number`th `old`, or for each where `number` is 0.
    static let substitute = strict("ajastin_substitute", 4) { arguments in
        let (text, old) = (Array(arguments.text(0).unicodeScalars), Array(arguments.text(1).unicodeScalars))
        let number = arguments.integer(3)
        guard number >= 0 else { return nil }
        guard !old.isEmpty else { return .text(arguments.text(0)) }
        var result = String.UnicodeScalarView()
        var (start, found): (Int, Int64) = (0, 0)
        while let place = position(of: old, in: text, from: start) {
            found += 1
            result.append(contentsOf: text[start..<place])
            if number == 0 || number == found {
                result.append(contentsOf: arguments.text(2).unicodeScalars)
            } else {
                result.append(contentsOf: old)
            }
            start = place + old.count
        }
        result.append(contentsOf: text[start...])
        return limited(result)
    }

    /// `ajastin_replace(text, start, count, new)`: with `new` for `count` scalars from `start` on.
    static let replace = strict("ajastin_replace", 4) { arguments in
        let text = Array(arguments.text(0).unicodeScalars)
        guard let start = count(arguments.integer(1) - 1), let count = count(arguments.integer(2)) else { return nil }
        let first = min(start, text.count)
        let last = min(first + count, text.count)
        return limited(
            String.UnicodeScalarView(text[..<first]) + Array(arguments.text(3).unicodeScalars) + String.UnicodeScalarView(text[last...]))
    }

    /// The texts one after another; one that is null counts as empty.
    static let concatenate = SQLFunction(name: "ajastin_concat", argumentCount: nil, isStrict: false) { arguments in
        .text(arguments.reduce(into: "") { $0 += text($1) ?? "" })
    }

    /// `ajastin_join(between, skips, texts…)`: the texts with `between` between them, without empty ones if `skips` is 1.
    static let join = SQLFunction(name: "ajastin_join", argumentCount: nil, isStrict: false) { arguments in
        guard let between = text(arguments[0]), case .integer(let skips) = arguments[1] else { return .null }
        let texts = arguments.dropFirst(2).map { text($0) ?? "" }
        return .text((skips == 1 ? texts.filter { !$0.isEmpty } : texts).joined(separator: between))
    }

    static let repeated = strict("ajastin_repeat", 2) { arguments in
        let text = arguments.text(0)
        guard let count = count(arguments.integer(1)), count * text.unicodeScalars.count <= lengthLimit else { return nil }
        return .text(String(repeating: text, count: count))
    }

    /// `ajastin_value(text, scale)`: the number that the text is, with `scale` digits after the point; null where it is none.
    ///
    /// Blanks may group digits; a comma and a point both begin the decimals.
    static let value = strict("ajastin_value", 2) { arguments in
        var digits = arguments.text(0).unicodeScalars.filter { !" \u{A0}\u{202F}\t".unicodeScalars.contains($0) }[...]
        let isNegative = digits.first == "-" || digits.first == "−"
        if isNegative || digits.first == "+" { digits = digits.dropFirst() }
        var (unscaled, scale, hasMark): (Int128, Int, Bool) = (0, 0, false)
        guard digits.contains(where: { ("0"..."9").contains($0) }), digits.count <= 30 else { return nil }
        for scalar in digits {
            switch scalar {
            case "0"..."9":
                unscaled = unscaled * 10 + Int128(scalar.value - 48)
                if hasMark { scale += 1 }
            case "," where !hasMark, "." where !hasMark: hasMark = true
            default: return nil
            }
        }
        let wanted = Int(arguments.integer(1))
        let (more, less) = (powerOfTen(Int128(max(0, wanted - scale))), powerOfTen(Int128(max(0, scale - wanted))))
        guard let more, let less else { return nil }
        let (product, overflow) = unscaled.multipliedReportingOverflow(by: more)
        return overflow
            ? nil : rounded(isNegative ? -product : product, dividedBy: less).flatMap(Int64.init(exactly:)).map(SQLValue.integer)
    }

    /// `ajastin_number_text(value, scale)`: the digits, with a point before the decimals.
    static let numberText = strict("ajastin_number_text", 2) { arguments in
        .text(NumberFormat.plain(decimals: Int(arguments.integer(1))).text(arguments.integer(0), scale: Int(arguments.integer(1))))
    }

    /// `ajastin_number_format(value, scale, format)`.
    static let numberFormat = strict("ajastin_number_format", 3) { arguments in
        NumberFormat(arguments.text(2)).map { .text($0.text(arguments.integer(0), scale: Int(arguments.integer(1)))) }
    }

    // MARK: Helpers

    private static func text(_ value: SQLValue) -> String? {
        if case .text(let text) = value { text } else { nil }
    }

    /// The number as a count that texts can have; nil for a negative one.
    private static func count(_ number: Int64) -> Int? { number < 0 ? nil : Int(min(number, Int64(Int32.max))) }

    private static func position(of part: [Unicode.Scalar], in text: [Unicode.Scalar], from start: Int) -> Int? {
        guard start + part.count <= text.count else { return nil }
        return (start...text.count - part.count).first { text[$0..<$0 + part.count].elementsEqual(part) }
    }

    private static func limited(_ scalars: String.UnicodeScalarView) -> SQLValue? {
        scalars.count <= lengthLimit ? .text(String(scalars)) : nil
    }
}
