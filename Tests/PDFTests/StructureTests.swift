import PDF
import Tabular
import TestSupport
import Testing

struct StructureTests {
    @Test func headingTableRowsAndCellsAreTagged() throws {
        let columns = [PDFColumn("Nimi", .text), PDFColumn("Luku", .integer)]
        let rows = Samples.batch(columns.map(\.type), [["Aino", 1], [nil, 2], ["Väinö", nil]])
        let report = try WrittenReport(columns: columns, rows: rows)
        let kinds = try report.structure().compactMap(\.kind)
        #expect(kinds.first == "Document")
        #expect(kinds.filter { $0 == "H1" }.count == 1)
        #expect(kinds.filter { $0 == "Table" }.count == 1)
        #expect(kinds.filter { $0 == "TH" }.count == 2)
        #expect(try report.cells() == [["Nimi", "Luku"], ["Aino", "1"], ["", "2"], ["Väinö", ""]])
        let info = try report.info()
        #expect(info["Tagged"] == "yes")
        #expect(info["Title"] == "Maksusuunnitelmat")
        #expect(info["Author"] == "Kaupunginteatteri")
        #expect(info["Producer"] == "Ajastin")
        #expect(try report.plain().contains("/Lang"))
    }

    @Test func addressesAreLinksAndNothingElseIs() throws {
        let texts = [
            "aino@teatteri.example", "https://teatteri.example/a?b=1&c=(2)", "javascript:alert(1)", "file:///etc/passwd", "a@b", "@SUM(A1)",
            "HTTP://teatteri.example/ä", "kaksi sanaa@example.org",
        ]
        let report = try WrittenReport(
            columns: [PDFColumn("Osoite", .text)], rows: Samples.batch([.text], texts.map { [.text($0)] }))
        let uris = try report.plain().split(separator: "\n").filter { $0.contains("/URI (") }
        #expect(uris.count == 3)
        #expect(uris.contains { $0.contains("(mailto:aino@teatteri.example)") })
        #expect(uris.contains { $0.contains("%C3%A4") })
        #expect(try report.structure().filter { $0.kind == "Link" }.count == 3)
        #expect(try report.cells().dropFirst().map { $0[0] } == texts)
    }

    @Test func groupsHaveBookmarks() throws {
        let report = try WrittenReport(columns: [PDFColumn("Nimi", .text)]) {
            try $0.beginGroup("Uusimaa")
            try $0.beginGroup("Helsinki", level: 1)
            try $0.append(Samples.names(3))
            try $0.beginGroup("Espoo", level: 1)
            try $0.append(Samples.names(2))
            try $0.beginGroup("Pirkanmaa")
            try $0.append(Samples.names(1))
        }
        let outline = try report.plain()
        #expect(outline.contains("/PageMode /UseOutlines"))
        #expect(outline.split(separator: "\n").filter { $0.contains("/Dest [") || $0.contains("/XYZ") }.count >= 4)
        let rows = try report.cells()
        #expect(
            rows.map { $0[0] } == [
                "Nimi", "Uusimaa", "Helsinki", "Nimi 0", "Nimi 1", "Nimi 2", "Espoo", "Nimi 0", "Nimi 1", "Pirkanmaa", "Nimi 0",
            ])
        #expect(try report.structure().filter { $0.kind == "TBody" }.count == 2)
    }

    @Test func everyTagLeadsToItsContentAndBack() throws {
        let columns = [PDFColumn("Nimi", .text), PDFColumn("Osoite", .text, width: 80), PDFColumn("Luku", .integer)]
        let long = String(repeating: "sana ", count: 900)
        let chart = PDFChart(title: "Ostot", kind: .bars, points: [.init("Helsinki", 1, shown: "1")])
        let report = try WrittenReport(Samples.report(charts: [chart]), look: PDFLook(logo: FileTests.logo), columns: columns) {
            for group in ["Helsinki", "עברית"] {
                try $0.beginGroup(group)
                try $0.append(
                    Samples.batch(
                        columns.map(\.type),
                        [["Aino", "aino@teatteri.example", 1], [nil, nil, nil], ["عبد", .text(long), 2], ["\u{10FFFD}", "e\u{301}", 3]]))
                try $0.append(PDFSummaryRow(.subtotal, label: "Väli", cells: [2: .value(6)]))
            }
            try $0.append(PDFSummaryRow(.total, label: "Kaikki", cells: [1: .text("a"), 2: .value(6)]))
        }
        #expect(report.receipt.pages > 2)
        #expect(try !TagReader.check(report.path).isEmpty)
    }

    @Test func chartsHaveWordsBesideThem() throws {
        let points = [PDFChart.Point("Helsinki", 12.5, shown: "12,5"), .init("Espoo", -3, shown: "−3")]
        let charts = [PDFChart.Kind.bars, .lines, .shares].map { PDFChart(title: "Ostot (\($0.rawValue))", kind: $0, points: points) }
        let report = try WrittenReport(Samples.report(charts: charts), columns: [PDFColumn("Nimi", .text)], rows: Samples.names(1))
        #expect(try report.structure().filter { $0.kind == "Figure" }.count == 3)
        #expect(try report.text().contains("12,5"))
        #expect(try report.plain().components(of: "/Alt").count == 3)
        // Vectors, not pictures.
        #expect(try !report.plain().contains("/Subtype /Image"))
    }

    @Test(arguments: PDFChart.Kind.allCases)
    func anyValuesMakeAChart(kind: PDFChart.Kind) throws {
        let lists: [[Double]] = [
            [], [0], [0, 0], [-1, -2], [1e300, 1e-300], [1.5e308, -1.5e308], Array(repeating: 1, count: 60), [.infinity, 1], [.nan],
        ]
        let charts = lists.map { values in
            PDFChart(title: "Arvoja", kind: kind, points: values.map { .init("Pitkä nimi, joka ei mahdu mihinkään", $0, shown: "\($0)") })
        }
        let report = try WrittenReport(Samples.report(charts: charts), columns: [PDFColumn("Nimi", .text)], rows: Samples.names(1))
        _ = try Tool.run("qpdf", ["--check", report.path])
        #expect(try report.cells().last == ["Nimi 0"])
    }
}

extension String {
    fileprivate func components(of part: String) -> [Substring] { split(separator: "\n").filter { $0.contains(part) } }
}
