public import Tabular

extension CSVDialect {
    /// What is known of a file's dialect before it is looked at.
    public struct Known: Sendable {
        /// The byte between fields; nil: to be found.
        public var delimiter: UInt8?
        /// `.some(nil)`: quotes mean nothing.
        public var quote: UInt8??
        /// The escape character; nil: none.
        public var escape: UInt8?
        /// What a comment line starts with; nil: there are none.
        public var comment: UInt8?

        /// A value of these parts.
        public init(delimiter: UInt8? = nil, quote: UInt8?? = nil, escape: UInt8? = nil, comment: UInt8? = nil) {
            self.delimiter = delimiter
            self.quote = quote
            self.escape = escape
            self.comment = comment
        }
    }

    /// Where the rows of a sample start, and how many fields each has.
    public struct Layout: Hashable, Sendable {
        /// The place of the first row among the records.
        public var firstRow: Int
        /// How many fields most of the records have.
        public var fieldCount: Int

        /// A value of these parts.
        public init(firstRow: Int, fieldCount: Int) {
            self.firstRow = firstRow
            self.fieldCount = fieldCount
        }

        /// A header in the first record, and rows below it.
        public static func belowHeader(_ records: [TextRecord]) -> Layout? {
            records.first.map { Layout(firstRow: 1, fieldCount: $0.fieldCount) }
        }
    }

    /// The delimiters that files come with, those first that texts and numbers seldom hold by chance.
    private static let knownDelimiters = [UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "|")]

    /// The dialect in which the most rows have as many fields as the layout says.
    ///
    /// Of the dialects in which `layout` finds one, those in which there is more than one field are preferred; between equals, the one
    /// with more fields is taken, and a comma where no delimiter is found at all (a file of one column).
    ///
    /// - Parameters:
    ///   - sample: the start of the file; what it cuts off at its end is left out unless it `isWhole`.
    ///   - isWhole: whether the sample is the whole file.
    ///   - known: what is known of the dialect.
    ///   - pieces: pieces from further on in the file, which start and end anywhere.
    ///   - layout: finds the rows among the sample's records; nil where they cannot be the file's.
    public static func detect(
        in sample: ArraySlice<UInt8>, pieces: [ArraySlice<UInt8>] = [], isWhole: Bool, known: Known = Known(),
        layout: (TextBlock) -> Layout? = { Layout.belowHeader($0.records) }
    ) -> CSVDialect {
        let fallback = CSVDialect(
            delimiter: known.delimiter ?? UInt8(ascii: ","), quote: known.quote ?? UInt8(ascii: "\""), escape: known.escape,
            comment: known.comment)
        var best = fallback
        var bestScore = (isKnown: false, fitting: -1, fields: 1)
        for candidate in candidates(in: sample, known) {
            guard let block = candidate.block(of: sample, isWhole: isWhole), !block.records.isEmpty else { continue }
            let found = layout(block)
            guard let place = found ?? Layout.belowHeader(block.records), place.fieldCount > 1 else { continue }
            var counts = block.records.dropFirst(place.firstRow).map(\.fieldCount)
            for piece in pieces { counts += (candidate.block(of: piece, isWhole: false)?.records ?? []).dropFirst().map(\.fieldCount) }
            let fitting = counts.isEmpty ? 1000 : counts.count { $0 == place.fieldCount } * 1000 / counts.count
            let score = (isKnown: found != nil, fitting: fitting, fields: place.fieldCount)
            if isBetter(score, bestScore) { (best, bestScore) = (candidate, score) }
            // Where the caller knows the rows and each of them fits, no other dialect can do better.
            if found != nil, fitting == 1000 { break }
        }
        return best
    }

    private static func isBetter(_ left: (Bool, Int, Int), _ right: (Bool, Int, Int)) -> Bool {
        left.0 == right.0 ? (left.1, left.2) > (right.1, right.2) : left.0
    }

    /// The dialects to try, the likelier ones first.
    private static func candidates(in sample: ArraySlice<UInt8>, _ known: Known) -> [CSVDialect] {
        let quotes: [UInt8?] =
            switch known.quote {
            case .some(let quote): [quote]
            case nil: usesApostrophes(sample) ? [UInt8(ascii: "'"), UInt8(ascii: "\"")] : [UInt8(ascii: "\"")]
            }
        let escapes: [UInt8?] = known.escape.map { [$0] } ?? (holdsEscapedQuote(sample) ? [nil, UInt8(ascii: "\\")] : [nil])
        return quotes.flatMap { quote in
            escapes.flatMap { escape in
                (known.delimiter.map { [$0] } ?? knownDelimiters.filter(sample.contains)).map {
                    CSVDialect(delimiter: $0, quote: quote, escape: escape, comment: known.comment)
                }
            }
        }
    }

    /// Whether the first line is one of fields in apostrophes.
    private static func usesApostrophes(_ sample: ArraySlice<UInt8>) -> Bool {
        let mark = UInt8(ascii: "'")
        let line = sample.prefix { $0 != lineFeed && $0 != carriageReturn }
        guard line.count > 1, line.first == mark, line.last == mark else { return false }
        let inner = line.split(omittingEmptySubsequences: false) { knownDelimiters.contains($0) }
        return inner.count > 1 && inner.allSatisfy { $0.count > 1 && $0.first == mark && $0.last == mark }
    }

    private static func holdsEscapedQuote(_ sample: ArraySlice<UInt8>) -> Bool {
        var previous: UInt8 = 0
        for byte in sample {
            if previous == UInt8(ascii: "\\"), byte == UInt8(ascii: "\"") { return true }
            previous = byte
        }
        return false
    }

    /// The first records of `sample`, up to about a block of them.
    public func block(of sample: ArraySlice<UInt8>, isWhole: Bool, firstLine: Int = 1) -> TextBlock? {
        var reader = CSVReader(dialect: self, recordLimit: sample.count, firstLine: firstLine)
        reader.feed(sample)
        do {
            if !isWhole, let block = try reader.next() { return block }
            // A sample that ends inside a file ends inside a record, unless there is no other.
            reader.finish()
            return try reader.next()
        } catch {
            return nil  // no record is longer than the sample
        }
    }
}
