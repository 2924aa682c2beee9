import PDF
import Tabular
import Testing

struct CellFormatTests {
    private static let columns = [
        PDFColumn("Luku", .integer), PDFColumn("Vuosi", .integer, isGrouped: false), PDFColumn("Summa", .decimal(scale: 2), unit: "EUR"),
        PDFColumn("Pyöristetty", .decimal(scale: 4), fractionDigits: 1), PDFColumn("Päivä", .day), PDFColumn("Hetki", .instant),
        PDFColumn("Lupa", .boolean),
    ]
    private static let rows = Samples.batch(
        columns.map(\.type),
        [
            [1_234_567, 2026, -1_234_50, 12_500, 20_000, 1_700_000_000_000_000, 1],
            [999, 0, 5, -449, -1, -1_000_000, 0],
            [.number(.min), .number(.max), 0, 99_950, 2_932_896, 0, nil],
        ])

    @Test func finnish() throws {
        let report = try WrittenReport(columns: Self.columns, cells: Samples.finnish) { try $0.append(Self.rows) }
        let cells = try report.cells()
        #expect(cells.first == ["Luku", "Vuosi", "Summa, EUR", "Pyöristetty", "Päivä", "Hetki", "Lupa"])
        #expect(
            cells.dropFirst().map { $0 } == [
                ["1\u{A0}234\u{A0}567", "2026", "−1\u{A0}234,50", "1,3", "4.10.2024", "15.11.2023 0.13", "kyllä"],
                ["999", "0", "0,05", "0,0", "31.12.1969", "1.1.1970 1.59", "ei"],
                [
                    "−9\u{A0}223\u{A0}372\u{A0}036\u{A0}854\u{A0}775\u{A0}808", "9223372036854775807", "0,00", "10,0", "31.12.9999",
                    "1.1.1970 2.00", "",
                ],
            ])
    }

    @Test func extremesDoNoHarm() throws {
        let row: [Samples.Cell] = [.number(.min), .number(.max), .number(.min), .number(.max), .number(.min), .number(.max), .number(.min)]
        let report = try WrittenReport(columns: Self.columns, rows: Samples.batch(Self.columns.map(\.type), [row, row.reversed()]))
        #expect(try report.cells().count == 3)
    }

    @Test func english() throws {
        let report = try WrittenReport(columns: Self.columns, cells: Samples.english) { try $0.append(Self.rows) }
        #expect(try report.cells()[1] == ["1,234,567", "2026", "-1,234.50", "1.3", "04/10/2024", "14/11/2023 22:13", "yes"])
    }

    @Test func numbersStandAtTheRight() throws {
        let columns = [PDFColumn("Nimi", .text), PDFColumn("Luku", .integer)]
        let rows = Samples.batch(columns.map(\.type), [["a", 7], ["b", 888]])
        let report = try WrittenReport(columns: columns, rows: rows)
        let edges = try report.words().filter { $0.text == "7" || $0.text == "888" }.map(\.right)
        #expect(edges.count == 2)
        #expect(abs(edges[0] - edges[1]) < 0.1)
    }

    /// Rows after the sample that the widths come from are wider than their column.
    @Test func lateWideNumbersStayInTheirColumn() throws {
        let columns = [PDFColumn("Luku", .integer, isGrouped: false), PDFColumn("Nimi", .text)]
        let small = Samples.batch(columns.map(\.type), (0..<1000).map { [.number(Int64($0)), "nimi"] })
        let large = Samples.batch(columns.map(\.type), [[.number(.max), "viimeinen"]])
        let report = try WrittenReport(columns: columns) {
            try $0.append(small)
            try $0.append(large)
        }
        let words = try report.words()
        let number = try #require(words.first { $0.text == "9223372036854775807" })
        let name = try #require(words.first { $0.text == "viimeinen" })
        #expect(number.right <= name.left)
    }
}
