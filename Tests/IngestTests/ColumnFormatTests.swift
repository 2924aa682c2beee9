import Model
import Store
import TestSupport
import Testing

@testable import Ingest

/// Columns whose values can be read in two ways: decided from the whole file, or asked about, never guessed.
struct ColumnFormatTests {
    private static let module = ModuleDefinition(
        name: "sales", label: "Sales", key: "id",
        fields: [
            FieldDefinition(key: "id", type: .text), FieldDefinition(key: "rate", type: .decimal, scale: 3),
            FieldDefinition(key: "day", type: .date), FieldDefinition(key: "visits", type: .integer),
        ])

    private func take(_ text: String, formats: [String: ValueFormat] = [:]) throws -> (Workshop, AppliedDrop) {
        let shop = try Workshop(Self.module)
        var source = shop.source()
        source.reading.formats = formats
        return (shop, try shop.drop(text, source: source))
    }

    @Test(arguments: [("1,5", "1234000"), ("1.5", "1234"), ("1.234.567,8", "1234000"), ("1,234,567.8", "1234")])
    func aTellingValueDecidesForTheColumn(telling: String, expected: String) throws {
        let (shop, drop) = try take("id;rate\nA;1.234\nB;\(telling)\n")
        #expect(drop.record.reason == nil)
        #expect(try shop.records()[0][1] == expected)
        #expect(drop.detail?.columns[1].format == (expected == "1234" ? .decimalPoint : .decimalComma))
    }

    @Test func aTellingValueDecidesHoweverLateItComes() throws {
        // Far beyond what is looked at beforehand, so that the rows before it are read again.
        let rows = (1...40_000).map { "R\($0);1.234;1/2/2026;1.000\n" }.joined()
        let (shop, drop) = try take("id;rate;day;visits\n" + rows + "Z;1.5;2/13/2026;2.500\n")
        #expect(drop.record.counts.added == 40_001)
        #expect(drop.record.counts.rejected == 0)
        #expect(try shop.records()[0] == ["R1", "1234", "2026-01-02", "1000"])
    }

    @Test(arguments: [
        ("id;rate\nA;1.234\nB;2.345\n", "ingest.undecided-number", "rate", "1.234"),
        ("id;rate\nA;5\nB;2,345\n", "ingest.undecided-number", "rate", "2,345"),
        ("id;day\nA;2/2/2026\nB;1/2/2026\n", "ingest.undecided-date", "day", "1/2/2026"),
        ("id;rate\nA;1,5\nB;1.5\nC;1.234\n", "ingest.undecided-number", "rate", "1.234"),
    ])
    func asksWhereNothingTells(text: String, key: String, column: String, value: String) throws {
        let (shop, drop) = try take(text)
        #expect(drop.record.state == .failed)
        #expect(drop.record.reason?.key.rawValue == key)
        #expect(drop.record.reason?.arguments["column"] == .text(column))
        #expect(drop.record.reason?.arguments["value"] == .text(value))
        #expect(try shop.records().isEmpty)
        #expect(shop.exists("rejected/1-a.csv"))
        #expect(shop.exists("rejected/1.txt"))
    }

    @Test func theSourceAnswers() throws {
        let text = "id;rate;day\nA;1.234;1/2/2026\n"
        let (comma, _) = try take(text, formats: ["rate": .decimalComma, "day": .dayFirst])
        #expect(try comma.records() == [["A", "1234000", "2026-02-01", "-"]])
        let (point, drop) = try take(text, formats: ["rate": .decimalPoint, "day": .monthFirst])
        #expect(try point.records() == [["A", "1234", "2026-01-02", "-"]])
        #expect(drop.detail?.columns[1].isPinned == true)
    }

    @Test func aStrayValueDoesNotOverruleTheRest() throws {
        let rows = (1...20).map { "R\($0);\($0),5\n" }.joined()
        let (shop, drop) = try take("id;rate\n" + rows + "S;7.25\nT;1.234\n")
        #expect(drop.record.counts.added == 22)
        #expect(try shop.records().suffix(2).map { $0[1] } == ["7250", "1234000"])
    }

    @Test(arguments: [
        ("1 234,50", ValueFormat.decimalComma), ("1.234,50", .decimalComma), ("1,234.50", .decimalPoint), ("d.m.yyyy", .dayFirst),
        ("pp/kk/vvvv", .dayFirst), ("MM/DD/YYYY", .monthFirst), ("decimal-point", .decimalPoint),
    ])
    func formatsAreWrittenAsPeopleWriteThem(text: String, expected: ValueFormat) {
        #expect(ValueFormat(written: text) == expected)
    }

    @Test(arguments: ["1.234", "yyyy-mm-dd", "foo", "", "1234", "1,2,3"]) func otherFormatsAreNone(text: String) {
        #expect(ValueFormat(written: text) == nil)
    }
}
