import CSV
import Tabular
import TestSupport
import Testing

struct CSVWriterTests {
    @Test func readsBackWhatItWroteInEveryDialect() throws {
        var random = SeededGenerator(seed: 11)
        for round in 0..<600 {
            let columns = 1 + round % 4
            let dialect = CSVDialect(delimiter: [44, 59, 9, 124][round % 4], quote: round % 5 == 0 ? 39 : 34)
            let texts = (0..<20).map { _ in
                (0..<columns).map { _ in
                    String(
                        decoding: random.text(length: Int.random(in: 0...9, using: &random), delimiter: dialect.delimiter), as: UTF8.self)
                }
            }
            var batch = Batch(Array(repeating: .text, count: columns))
            for row in texts {
                for (index, text) in row.enumerated() {
                    if text.isEmpty { batch.columns[index].appendNull() } else { batch.columns[index].append(text) }
                }
            }
            batch.rowCount = texts.count
            let output = written(batch, CSVStyle(dialect: dialect, lineEnd: round % 2 == 0 ? .lf : .crlf))
            #expect(Oracle.records(output, dialect).map(\.fields) == texts, "round \(round)")
        }
    }

    @Test func quotesOnlyWhatMustBeQuoted() {
        var batch = Batch([.text, .text])
        for (left, right) in [("a b", "x;y"), ("say \"hi\"", "'"), ("two\nlines", "plain,comma")] {
            batch.columns[0].append(left)
            batch.columns[1].append(right)
        }
        batch.rowCount = 3
        let text = String(decoding: written(batch, CSVStyle(dialect: CSVDialect(delimiter: 59))), as: UTF8.self)
        #expect(text == "a b;\"x;y\"\n\"say \"\"hi\"\"\";'\n\"two\nlines\";plain,comma\n")
    }

    @Test func writesValuesAsTheStyleSays() throws {
        var batch = Batch([.integer, .decimal(scale: 2), .day, .boolean, .instant])
        let day = try #require(Day(iso: "2026-12-03"))
        for value in [0, 7, -5, 123_456, .max, .min] as [Int64] {
            batch.columns[0].append(value)
            batch.columns[1].append(value)
            batch.columns[2].append(Int64(day.number))
            batch.columns[3].append(value & 1)
            batch.columns[4].append(try #require(Instant(iso: "2026-12-03T07:05:09Z")).microseconds)
        }
        batch.rowCount = 6
        let iso = String(decoding: written(batch, CSVStyle()), as: UTF8.self).split(separator: "\n")
        #expect(
            iso == [
                "0,0.00,2026-12-03,false,2026-12-03T07:05:09Z",
                "7,0.07,2026-12-03,true,2026-12-03T07:05:09Z",
                "-5,-0.05,2026-12-03,true,2026-12-03T07:05:09Z",
                "123456,1234.56,2026-12-03,false,2026-12-03T07:05:09Z",
                "9223372036854775807,92233720368547758.07,2026-12-03,true,2026-12-03T07:05:09Z",
                "-9223372036854775808,-92233720368547758.08,2026-12-03,false,2026-12-03T07:05:09Z",
            ])
        let finnish = CSVStyle(
            dialect: CSVDialect(delimiter: 59), lineEnd: .crlf, decimalSeparator: 44, dayPattern: .dayMonthYear,
            instantPattern: .local(offset: { _ in 7200 }), trueWord: "kyllä", falseWord: "ei")
        let lines = String(decoding: written(batch, finnish), as: UTF8.self).split(separator: "\r\n")
        #expect(lines[0] == "0;0,00;3.12.2026;ei;3.12.2026 9.05.09")
        #expect(lines[2] == "-5;-0,05;3.12.2026;kyllä;3.12.2026 9.05.09")
    }

    @Test func quotesNumbersWhoseSeparatorIsTheDelimiter() {
        var batch = Batch([.decimal(scale: 1), .decimal(scale: 1)])
        for index in 0...1 { batch.columns[index].append(15) }
        batch.rowCount = 1
        #expect(String(decoding: written(batch, CSVStyle(decimalSeparator: 44)), as: UTF8.self) == "\"1,5\",\"1,5\"\n")
    }

    @Test func neverWritesABlankLine() {
        var batch = Batch([.text])
        batch.columns[0].appendNull()
        batch.rowCount = 1
        #expect(String(decoding: written(batch, CSVStyle()), as: UTF8.self) == "\"\"\n")
    }

    @Test(arguments: [
        "=1+1", "+cmd|' /C calc'!A0", "-2+3+cmd|'x'!A0", "@SUM(A1)", "\tx", "\r=1", "\n=1", "\"=1+1", "＝1", "＋1", "－1", "＠A", "+", "-",
        "-x", "+1e",
    ])
    func makesFormulasHarmless(text: String) {
        let (output, count) = guarded(text)
        #expect(count == 1)
        #expect(Oracle.records(Array(output.utf8)).first?.fields == ["'" + text])
    }

    @Test(arguments: [
        "-5", "-5,50", "+3.25", "+35840123456", "+358 40 123 4567", "+358 (0)9-123", "a=b", "'=1", "Åbo", "ＡＢ", "", " x", "-1 234,50",
    ])
    func leavesHarmlessTextAlone(text: String) {
        let (output, count) = guarded(text)
        #expect(count == 0)
        #expect(Oracle.records(Array(output.utf8)).first?.fields == [text])
    }

    private func guarded(_ text: String) -> (String, Int) {
        var writer = CSVWriter(style: CSVStyle(guardsFormulas: true))
        var output: [UInt8] = []
        writer.append([text], to: &output)
        return (String(decoding: output, as: UTF8.self), writer.guardedCells)
    }

    private func written(_ batch: Batch, _ style: CSVStyle) -> [UInt8] {
        var writer = CSVWriter(style: style)
        var output: [UInt8] = []
        writer.append(batch, to: &output)
        return output
    }
}
