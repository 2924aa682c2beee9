public import Tabular

/// Writes batches as delimited records, quoting only what must be.
///
/// In an encoding other than UTF-8 a character that it lacks becomes its nearest kin, such as a straight quotation mark, or a question
/// mark; both are counted.
public struct CSVWriter {
    private let style: CSVStyle
    private let records: RecordEncoder
    private var transcoder: Transcoder?
    private var scratch: [UInt8] = []

    /// How many cells got an apostrophe so far; see ``CSVStyle/guardsFormulas``.
    public var guardedCells: Int { records.guardedCells }
    /// How many characters the encoding lacked so far.
    public var replacedCharacters: Int { transcoder?.replacedCharacters ?? 0 }

    /// A writer of records in this style.
    public init(style: CSVStyle) {
        self.style = style
        let dialect = style.dialect
        var special = Array(repeating: false, count: 256)
        for byte in [dialect.delimiter, dialect.quote, lineFeed, carriageReturn, dialect.escape] {
            if let byte { special[Int(byte)] = true }
        }
        let numeric = Array("0123456789+-:. TZ".utf8) + [style.decimalSeparator]
        let numbersNeedCare = numeric.contains { special[Int($0)] }
        let booleans = [style.falseWord, style.trueWord].map { CSVWriter.field(Array($0.utf8), special, dialect) }
        let values = ValueEncoder(style, booleans: booleans, quote: numbersNeedCare ? dialect.quote : nil)
        records = RecordEncoder(style, isSpecial: special, values: values)
        transcoder = Transcoder(style.encoding)
    }

    /// Adds what a file of the style starts with to `output`: the byte order mark, where it has one.
    public func start(_ output: inout [UInt8]) {
        switch style.encoding {
        case .utf8(let mark): if mark { output += [0xEF, 0xBB, 0xBF] }
        case .utf16: output += [0xFF, 0xFE]
        case .windows1252: break
        }
    }

    /// Adds one record of texts, such as the header, to `output`.
    public mutating func append(_ texts: [String], to output: inout [UInt8]) {
        append(texts.map { Array($0.utf8)[...] }, to: &output)
    }

    /// Adds one record of texts, given by their bytes, to `output`.
    public mutating func append(_ texts: [ArraySlice<UInt8>], to output: inout [UInt8]) {
        let columns = texts.map { text in
            var column = Column(.text)
            unsafe text.withUnsafeBufferPointer { unsafe column.append($0) }
            return column
        }
        var batch = Batch(columns: columns)
        batch.rowCount = 1
        append(batch, to: &output)
    }

    /// Adds a record for each row of `batch` to `output`.
    public mutating func append(_ batch: Batch, to output: inout [UInt8]) {
        guard transcoder != nil else { return records.encode(batch, into: &output) }
        scratch.removeAll(keepingCapacity: true)
        records.encode(batch, into: &scratch)
        transcoder?.encode(scratch, into: &output)
    }

    /// A word as a field, quoted where it must be.
    private static func field(_ word: [UInt8], _ special: [Bool], _ dialect: CSVDialect) -> [UInt8] {
        guard word.contains(where: { special[Int($0)] }) else { return word }
        guard let quote = dialect.quote else { return word.map { special[Int($0)] ? UInt8(ascii: " ") : $0 } }
        return [quote]
            + word.flatMap { byte -> [UInt8] in
                byte == dialect.escape ? [byte, byte] : byte == quote ? [dialect.escape ?? quote, byte] : [byte]
            } + [quote]
    }
}
