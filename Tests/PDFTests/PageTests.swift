import PDF
import Tabular
import TestSupport
import Testing

struct PageTests {
    private static let name = [PDFColumn("Nimi", .text)]

    @Test func everyPageTellsItsNumberAndRepeatsTheHeader() throws {
        let report = try WrittenReport(columns: Self.name, rows: Samples.names(200))
        #expect(report.receipt.pages > 3)
        #expect(report.receipt.rows == 200)
        for page in 1...report.receipt.pages {
            let lines = try report.text(page: page).split(separator: "\n")
            #expect(lines.contains { $0.contains("Sivu \(page) / \(report.receipt.pages)") })
            #expect(lines.contains("Nimi"))
        }
        #expect(try report.cells().dropFirst().map { $0[0] } == (0..<200).map { "Nimi \($0)" })
        #expect(try report.text(page: 1).contains("200"))
    }

    @Test func anEmptyListSaysSo() throws {
        let report = try WrittenReport(columns: Self.name) { _ in }
        #expect(report.receipt.pages == 1)
        #expect(report.receipt.rows == 0)
        #expect(try report.text().contains("Ei rivejä"))
        _ = try Tool.run("qpdf", ["--check", report.path])
    }

    @Test func paperLiesAsTheColumnsNeed() throws {
        let narrow = try WrittenReport(columns: Self.name, rows: Samples.names(1))
        #expect(try narrow.info()["Page size"]?.hasPrefix("595.28 x 841.89") == true)
        let columns = (0..<9).map { PDFColumn("Sarake numero \($0)", .text) }
        let row = Samples.batch(columns.map(\.type), [columns.map { _ in "kohtalaisen leveä" }])
        let wide = try WrittenReport(columns: columns, rows: row)
        #expect(try wide.info()["Page size"]?.hasPrefix("841.89 x 595.28") == true)
        let set = try WrittenReport(look: PDFLook(orientation: .portrait), columns: columns, rows: row)
        #expect(try set.info()["Page size"]?.hasPrefix("595.28 x 841.89") == true)
    }

    /// Whatever the number of rows before it, a group's heading has a row below it on its page, and a sum has one above.
    @Test func headingsAndSumsAreNeverAlone() throws {
        for count in 30..<80 {
            let report = try WrittenReport(columns: Self.name) {
                try $0.append(Samples.names(count))
                try $0.beginGroup("Ryhmä")
                try $0.append(Samples.batch([.text], [["Ainoa"]]))
                try $0.append(PDFSummaryRow(.subtotal, label: "Väli", cells: [:]))
                try $0.append(PDFSummaryRow(.total, label: "Kaikki", cells: [:]))
            }
            let words = try report.words()
            let pages = ["Ryhmä", "Ainoa", "Väli", "Kaikki"].map { text in words.last { $0.text == text }?.page }
            #expect(Set(pages).count == 1, "\(count) rows: \(pages)")
        }
    }

    @Test func groupsGoOnUnderTheirName() throws {
        let report = try WrittenReport(columns: Self.name) {
            try $0.beginGroup("Helsinki")
            try $0.append(Samples.names(150))
        }
        #expect(try report.text(page: 1).contains("Helsinki"))
        #expect(try report.text(page: 2).contains("Helsinki (jatkuu)"))
        // What is repeated is told once to those who listen.
        #expect(try report.structure().filter { $0.text.contains("jatkuu") }.isEmpty)
    }

    @Test func aRowTallerThanAPageGoesOnOverPages() throws {
        let words = (0..<3000).map { "sana\($0)" }
        let columns = [PDFColumn("Nimi", .text), PDFColumn("Kuvaus", .text)]
        let rows = Samples.batch(
            columns.map(\.type), [["ennen", "lyhyt"], ["pitkä", .text(words.joined(separator: " "))], ["jälkeen", "lyhyt"]])
        let report = try WrittenReport(columns: columns, rows: rows)
        #expect(report.receipt.pages > 1)
        #expect(try report.cells().map { $0[0] } == ["Nimi", "ennen", "pitkä", "jälkeen"])
        #expect(try report.cells()[2][1].split(separator: " ").map(String.init) == words)
        let bottom = try report.words().filter { $0.text.hasPrefix("sana") }.map(\.bottom).max() ?? 0
        #expect(bottom < 842 - 40)
    }

    @Test func ordinaryRowsAreNotSplit() throws {
        let text = (0..<60).map { "sana\($0)" }.joined(separator: " ")
        let columns = [PDFColumn("Nimi", .text), PDFColumn("Kuvaus", .text, width: 100)]
        let rows = Samples.batch(columns.map(\.type), (0..<12).map { [.text("nimi\($0)"), .text(text)] })
        let report = try WrittenReport(columns: columns, rows: rows)
        let words = try report.words()
        let firsts = words.filter { $0.text == "sana0" }.map(\.page)
        let lasts = words.filter { $0.text == "sana59" }.map(\.page)
        #expect(report.receipt.pages > 2)
        #expect(firsts == lasts)
    }

    @Test func sumsStandUnderTheirColumns() throws {
        let columns = [PDFColumn("Nimi", .text), PDFColumn("Paikka", .text), PDFColumn("Summa", .decimal(scale: 2))]
        let report = try WrittenReport(columns: columns) {
            try $0.append(Samples.batch(columns.map(\.type), [["Aino", "Espoo", 100]]))
            try $0.append(PDFSummaryRow(.total, label: "Yhteensä", cells: [2: .value(100)]))
        }
        #expect(try report.cells().last == ["Yhteensä", "1,00"])
        let edges = try report.words().filter { $0.text == "1,00" }.map(\.right)
        #expect(edges.count == 2 && abs(edges[0] - edges[1]) < 0.6)
        #expect(try report.structure().contains { $0.kind == "TFoot" })
    }

    @Test func labelsOfSumsAreNeverLost() throws {
        let report = try WrittenReport(columns: [PDFColumn("Luku", .integer)]) {
            try $0.append(Samples.batch([.integer], [[1], [2]]))
            try $0.append(PDFSummaryRow(.total, label: "Yhteensä", cells: [0: .value(3)]))
        }
        #expect(try report.cells() == [["Luku"], ["1"], ["2"], ["Yhteensä"], ["3"]])
    }

    @Test(arguments: [0, -1, 1e9, .nan, .infinity]) func anySizesMakeAReport(size: Double) throws {
        let columns = [PDFColumn("Nimi", .text, width: size), PDFColumn("Luku", .integer)]
        let rows = Samples.batch(columns.map(\.type), [["Aino", 1]])
        let report = try WrittenReport(look: PDFLook(textSize: size), columns: columns, rows: rows)
        #expect(try report.cells().last == ["Aino", "1"])
        #expect(try report.words().allSatisfy { $0.right < 843 })
    }

    @Test func hugeHeadingsTitlesAndManyColumnsFit() throws {
        let long = String(repeating: "Erittäin pitkä otsikko ", count: 400)
        var columns = (0..<PDFWriter.columnLimit).map { PDFColumn("Otsikko \($0)", .integer) }
        columns[0].heading = long
        let rows = Samples.batch(columns.map(\.type), [columns.indices.map { .number(Int64($0)) }])
        let report = try WrittenReport(Samples.report(long), columns: columns) {
            try $0.beginGroup(long)
            try $0.append(rows)
        }
        _ = try Tool.run("qpdf", ["--check", report.path])
        #expect(try report.cells().last == columns.indices.map { "\($0)" })
        #expect(try report.words().allSatisfy { $0.bottom < 596 })
    }
}
