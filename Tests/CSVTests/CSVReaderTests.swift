import CSV
import Tabular
import TestSupport
import Testing

/// The reader against an obvious oracle, over every small text and every way of cutting it.
struct CSVReaderTests {
    @Test func agreesWithTheOracleOnEverySmallText() throws {
        for text in SeededGenerator.texts(alphabet: Array("a,\"\n\r".utf8), maxLength: 7) {
            let expected = Oracle.records(text)
            #expect(try records(text, chunks: [text]) == expected, "\(described(text))")
        }
    }

    @Test func givesTheSameRecordsWhateverTheChunks() throws {
        for text in SeededGenerator.texts(alphabet: Array("a,\"\n\r".utf8), maxLength: 6) {
            let expected = Oracle.records(text)
            for cut in 0...text.count {
                #expect(
                    try records(text, chunks: [Array(text[..<cut]), Array(text[cut...])]) == expected, "\(described(text)) cut at \(cut)")
            }
            #expect(try records(text, chunks: text.map { [$0] }) == expected, "\(described(text)) byte by byte")
        }
    }

    @Test func agreesWithTheOracleOnLongRandomTexts() throws {
        var random = SeededGenerator(seed: 7)
        for round in 0..<400 {
            let dialect = CSVDialect(delimiter: [44, 59, 9][round % 3])
            let text = random.text(length: 40 + round, delimiter: dialect.delimiter)
            let expected = Oracle.records(text, dialect)
            for size in [1, 63, 64, 65, 1000] {
                let chunks = stride(from: 0, to: text.count, by: size).map { Array(text[$0..<min($0 + size, text.count)]) }
                #expect(try records(text, chunks: chunks, dialect) == expected, "\(described(text)) in chunks of \(size)")
            }
        }
    }

    @Test func givesUpOnlyTheLineWhoseQuoteIsLeftOpen() throws {
        let text = Array("a,b\n1,\"x\n2,\"y \"\"z\"\"\"\n3,\"p\nq\"\n".utf8)
        let found = try records(text, chunks: [text])
        #expect(found.map(\.line) == [1, 2, 3, 4])
        #expect(found.map(\.fault) == [nil, .textAfterQuote, nil, nil])
        #expect(found[1].raw == "1,\"x")
        #expect(found[2].fields == ["2", "y \"z\""])
        #expect(found[3].fields == ["3", "p\nq"])
    }

    @Test func keepsNULBytesAsData() throws {
        let text = Array("a\0b,\"c\0\"\n".utf8)
        #expect(try records(text, chunks: [text]).first?.fields == ["a\0b", "c\0"])
    }

    @Test func findsTheSameRecordsTooLongWhateverTheChunks() throws {
        var random = SeededGenerator(seed: 11)
        for round in 0..<10_000 {
            let text = random.text(length: 5 + round % 50, delimiter: 44)
            let limit = 1 + round % 30
            let whole = try? records(text, chunks: [text], limit: limit)
            for size in [1, 2, 3, 7] {
                let chunks = stride(from: 0, to: text.count, by: size).map { Array(text[$0..<min($0 + size, text.count)]) }
                #expect((try? records(text, chunks: chunks, limit: limit)) == whole, "\(described(text)), \(limit), by \(size)")
            }
        }
    }

    @Test func refusesARecordLongerThanTheLimit() {
        for text in ["ab\n" + String(repeating: "x", count: 101) + "\nc", "ab\n" + String(repeating: "x", count: 300)] {
            let error = #expect(throws: CSVError.self) {
                try records(Array(text.utf8), chunks: text.utf8.map { [$0] }, limit: 100)
            }
            #expect(error?.code == .recordTooLong(limit: 100))
            #expect(error?.line == 2)
        }
    }

    @Test func givesUpALineWhoseQuoteIsNotClosedWithinTheLimit() throws {
        let text = Array(("a,\"b\n" + String(repeating: "c,d\n", count: 100)).utf8)
        for chunk in [1, 7, 1000] {
            let chunks = stride(from: 0, to: text.count, by: chunk).map { Array(text[$0..<min($0 + chunk, text.count)]) }
            let found = try records(text, chunks: chunks, limit: 50)
            #expect(found.count == 101)
            #expect(found[0].fault == .quoteNotClosed)
            #expect(found[100].line == 101)
        }
    }

    @Test func cutsWhatIsLargeIntoBlocks() throws {
        // Megabytes that are fed at once are given back in blocks of about one.
        let lines = (0..<200_000).map { "\($0),\"a\"\"b\",\"c\nd\",plain\r\n" }.joined()
        let text = Array(("0,\"open\n" + lines).utf8)
        var reader = CSVReader(dialect: CSVDialect())
        reader.feed(text[...])
        reader.finish()
        var rows = 0
        while let block = try reader.next() {
            #expect(block.bytes.count < 4 << 20)
            for row in block.records.indices where block.records[row].fault == nil {
                #expect((0..<4).map { block.text(row, $0) } == ["\(rows)", "a\"b", "c\nd", "plain"])
                #expect(block.records[row].line == 2 + 2 * rows)
                rows += 1
            }
        }
        #expect(rows == 200_000)
    }

    @Test func takesMoreFieldsThanBytesLetExpect() throws {
        for delimiters in [63, 64, 65, 1000, 100_000] {
            var reader = CSVReader(dialect: CSVDialect())
            reader.feed(Array((String(repeating: ",", count: delimiters) + "\nx,y\n").utf8)[...])
            reader.finish()
            let block = try #require(try reader.next())
            #expect(block.records.map(\.fieldCount) == [delimiters + 1, 2])
            #expect(block.fields.prefix(delimiters + 1).map(\.range) == (0...delimiters).map { $0..<$0 })
            #expect([block.text(1, 0), block.text(1, 1)] == ["x", "y"])
        }
    }

    @Test func takesTimeInProportionToFaultyInput() throws {
        // Each line leaves a quote open; a reader that starts over from each would never come to the end of this.
        let text = Array(String(repeating: "1,\"x\n2,\"\"\"y\n", count: 100_000).utf8)
        let clock = ContinuousClock()
        var count = 0
        let time = try clock.measure { count = try records(text, chunks: [text]).count }
        #expect(count == 200_000)
        #expect(time < .seconds(20))
    }

    private func records(
        _ text: [UInt8], chunks: [[UInt8]], _ dialect: CSVDialect = CSVDialect(), limit: Int = CSVReader.defaultRecordLimit
    ) throws -> [Oracle.Record] {
        var reader = CSVReader(dialect: dialect, recordLimit: limit)
        var found: [Oracle.Record] = []
        func take() throws {
            while let block = try reader.next() {
                for (row, record) in block.records.enumerated() {
                    found.append(
                        Oracle.Record(
                            line: record.line, fields: (0..<record.fieldCount).map { block.text(row, $0) },
                            raw: String(decoding: block.raw(row), as: UTF8.self), fault: record.fault))
                }
            }
        }
        for chunk in chunks {
            reader.feed(chunk[...])
            try take()
        }
        reader.finish()
        try take()
        return found
    }

    private func described(_ text: [UInt8]) -> String { String(decoding: text, as: UTF8.self).debugDescription }
}
