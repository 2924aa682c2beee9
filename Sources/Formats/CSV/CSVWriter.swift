package import Tabular

/// Writes batches as delimited records in UTF-8, quoting only what must be.
package struct CSVWriter {
    private let style: CSVStyle
    private let delimiter: UInt8
    private let quote: UInt8?
    /// The words of booleans, quoted already where they must be.
    private let booleans: [[UInt8]]
    /// Whether the text of a number, day or instant could hold the delimiter or a quote.
    private let numbersNeedCare: Bool
    /// For each byte, whether a field that holds it is quoted.
    private let isSpecial: [Bool]
    /// How many cells got an apostrophe so far; see ``CSVStyle/guardsFormulas``.
    package private(set) var guardedCells = 0

    package init(style: CSVStyle) {
        self.style = style
        delimiter = style.dialect.delimiter
        quote = style.dialect.quote
        var special = Array(repeating: false, count: 256)
        for byte in [delimiter, quote, lineFeed, carriageReturn, style.dialect.escape] { if let byte { special[Int(byte)] = true } }
        isSpecial = special
        let numeric = Array("0123456789+-:. TZ".utf8) + [style.decimalSeparator]
        numbersNeedCare = numeric.contains { special[Int($0)] }
        booleans = [style.falseWord, style.trueWord].map { word in
            var field: [UInt8] = []
            CSVWriter.appendField(Array(word.utf8)[...], to: &field, special: special, dialect: style.dialect)
            return field
        }
    }

    /// Adds one record of texts, such as the header, to `output`.
    package mutating func append(_ texts: [String], to output: inout [UInt8]) {
        append(texts.map { Array($0.utf8)[...] }, to: &output)
    }

    /// Adds one record of texts, given by their bytes, to `output`.
    package mutating func append(_ texts: [ArraySlice<UInt8>], to output: inout [UInt8]) {
        let start = output.count
        for (index, text) in texts.enumerated() {
            if index > 0 { output.append(delimiter) }
            appendText(text, to: &output)
        }
        endRecord(isBlank: output.count == start, &output)
    }

    /// Adds a record for each row of `batch` to `output`.
    package mutating func append(_ batch: Batch, to output: inout [UInt8]) {
        let columns = batch.columns
        for row in 0..<batch.rowCount {
            let start = output.count
            for index in columns.indices {
                if index > 0 { output.append(delimiter) }
                guard columns[index].validity[row] else { continue }
                if columns[index].type.isText {
                    appendText(columns[index].text.bytes[columns[index].text.range(row)], to: &output)
                } else {
                    appendFixed(columns[index].fixed[row], columns[index].type, to: &output)
                }
            }
            endRecord(isBlank: output.count == start, &output)
        }
    }

    /// Ends a record; one that would be a blank line, which readers skip, gets an empty quoted field.
    private func endRecord(isBlank: Bool, _ output: inout [UInt8]) {
        if isBlank, let quote { output += [quote, quote] }
        if style.lineEnd != .lf { output.append(carriageReturn) }
        if style.lineEnd != .cr { output.append(lineFeed) }
    }

    private mutating func appendText(_ text: ArraySlice<UInt8>, to output: inout [UInt8]) {
        guard style.guardsFormulas, FormulaGuard.isDangerous(text) else {
            return CSVWriter.appendField(text, to: &output, special: isSpecial, dialect: style.dialect)
        }
        guardedCells += 1
        CSVWriter.appendField(([UInt8(ascii: "'")] + text)[...], to: &output, special: isSpecial, dialect: style.dialect)
    }

    /// Adds a text, quoted where it must be; without quotes, what would end the field becomes a space.
    private static func appendField(_ text: ArraySlice<UInt8>, to output: inout [UInt8], special: [Bool], dialect: CSVDialect) {
        guard text.contains(where: { special[Int($0)] }) else { return output.append(contentsOf: text) }
        guard let quote = dialect.quote else { return output.append(contentsOf: text.map { special[Int($0)] ? UInt8(ascii: " ") : $0 }) }
        output.append(quote)
        for byte in text {
            if byte == dialect.escape { output.append(byte) } else if byte == quote { output.append(dialect.escape ?? quote) }
            output.append(byte)
        }
        output.append(quote)
    }

    private func appendFixed(_ value: Int64, _ type: ColumnType, to output: inout [UInt8]) {
        guard numbersNeedCare, type != .boolean else { return appendPlain(value, type, to: &output) }
        var field: [UInt8] = []
        appendPlain(value, type, to: &field)
        CSVWriter.appendField(field[...], to: &output, special: isSpecial, dialect: style.dialect)
    }

    private func appendPlain(_ value: Int64, _ type: ColumnType, to output: inout [UInt8]) {
        switch type {
        case .integer, .text: appendDecimal(value, scale: 0, to: &output)
        case .decimal(let scale): appendDecimal(value, scale: scale, to: &output)
        case .boolean: output.append(contentsOf: booleans[value == 0 ? 0 : 1])
        case .day: appendDay(Day(number: Int(value)), to: &output)
        case .instant: appendInstant(Instant(microseconds: value), to: &output)
        }
    }

    private func appendDecimal(_ value: Int64, scale: Int, to output: inout [UInt8]) {
        if value < 0 { output.append(UInt8(ascii: "-")) }
        appendDigits(value.magnitude, minimum: scale + 1, point: scale, to: &output)
    }

    /// Adds `value` with at least `minimum` digits, the last `point` of them after the decimal separator.
    private func appendDigits(_ value: UInt64, minimum: Int, point: Int = 0, to output: inout [UInt8]) {
        var digits: InlineArray<20, UInt8> = .init(repeating: 48)
        var rest = value
        var first = 20
        repeat {
            first -= 1
            digits[first] = 48 + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while rest != 0
        first = min(first, 20 - minimum)
        for index in first..<20 {
            if index == 20 - point { output.append(style.decimalSeparator) }
            output.append(digits[index])
        }
    }

    private func appendDay(_ day: Day, to output: inout [UInt8]) {
        let (year, month, dayOfMonth) = day.parts
        switch style.dayPattern {
        case .iso:
            if year < 0 { output.append(UInt8(ascii: "-")) }
            appendDigits(UInt64(year.magnitude), minimum: 4, to: &output)
            output.append(UInt8(ascii: "-"))
            appendDigits(UInt64(month), minimum: 2, to: &output)
            output.append(UInt8(ascii: "-"))
            appendDigits(UInt64(dayOfMonth), minimum: 2, to: &output)
        case .dayMonthYear:
            appendDigits(UInt64(dayOfMonth), minimum: 1, to: &output)
            output.append(UInt8(ascii: "."))
            appendDigits(UInt64(month), minimum: 1, to: &output)
            output.append(UInt8(ascii: "."))
            if year < 0 { output.append(UInt8(ascii: "-")) }
            appendDigits(UInt64(year.magnitude), minimum: 1, to: &output)
        }
    }

    private func appendInstant(_ instant: Instant, to output: inout [UInt8]) {
        guard case .local(let offset) = style.instantPattern else { return output.append(contentsOf: instant.isoUTC.utf8) }
        let local = instant.seconds + offset(instant)
        let day = (local - (local % 86_400 + 86_400) % 86_400) / 86_400
        let second = local - day * 86_400
        let separator = style.dayPattern == .iso ? UInt8(ascii: ":") : UInt8(ascii: ".")
        appendDay(Day(number: day), to: &output)
        output.append(UInt8(ascii: " "))
        appendDigits(UInt64(second / 3600), minimum: style.dayPattern == .iso ? 2 : 1, to: &output)
        output.append(separator)
        appendDigits(UInt64(second / 60 % 60), minimum: 2, to: &output)
        output.append(separator)
        appendDigits(UInt64(second % 60), minimum: 2, to: &output)
    }
}
