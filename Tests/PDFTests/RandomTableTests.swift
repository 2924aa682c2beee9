import PDF
import Tabular
import TestSupport
import Testing

struct RandomTableTests {
    private static let words = [
        "Mäkinen", "Öhman", "Šárka", "Žižka", "ja", "a", "maksusuunnitelma", "sähköposti@teatteri.example", "O'Brien", "(sulut)", "100 %",
        "<b>&amp;", "\\n", "Иван", "Ωμέγα", "x_y/z-1", "AV", "To", "...", "\"", "e\u{301}", "Linnankoskenkatu",
    ]

    /// Whatever the columns hold, every cell is read back as it was, in its row.
    @Test(arguments: 1...12 as ClosedRange<UInt64>) func cellsAreReadBack(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let types: [ColumnType] = [.text, .integer, .decimal(scale: 2), .boolean]
        let columns = (0..<Int.random(in: 1...9, using: &random)).map { index in
            PDFColumn("S\(index)", types.randomElement(using: &random) ?? .text)
        }
        var expected: [[String]] = []
        let rows = (0..<Int.random(in: 0...150, using: &random)).map { _ in
            let cells = columns.map { Self.cell($0.type, &random) }
            expected.append(cells.map(\.shown))
            return cells.map(\.value)
        }
        let report = try WrittenReport(columns: columns, rows: Samples.batch(columns.map(\.type), rows))
        _ = try Tool.run("qpdf", ["--check", report.path])
        let cells = try report.cells().dropFirst()
        #expect(report.receipt.rows == rows.count)
        if rows.isEmpty { #expect(cells.map { $0[0] } == ["Ei rivejä"]) } else { #expect(Array(cells) == expected) }
        let page = try report.words()
        let width = try report.info()["Page size"]?.hasPrefix("841") == true ? 842.0 : 595.5
        #expect(page.allSatisfy { $0.left >= 39 && $0.right <= width - 35 }, "seed \(seed)")
    }

    private static func cell(_ type: ColumnType, _ random: inout SeededGenerator) -> (value: Samples.Cell?, shown: String) {
        guard Int.random(in: 0..<6, using: &random) > 0 else { return (nil, "") }
        switch type {
        case .text:
            let count = [1, 2, 3, 40][Int.random(in: 0..<4, using: &random)]
            let text = (0..<count).map { _ in words.randomElement(using: &random) ?? "" }.joined(separator: " ")
            return (.text(text), text)
        case .boolean:
            let value = Int64.random(in: 0...1, using: &random)
            return (.number(value), value == 1 ? "kyllä" : "ei")
        default:
            let value = Int64.random(in: -9_999_999...9_999_999, using: &random)
            let whole = type == .integer ? value.magnitude : value.magnitude / 100
            let cents = type == .integer ? "" : "," + (value.magnitude % 100 < 10 ? "0" : "") + String(value.magnitude % 100)
            return (.number(value), (value < 0 ? "−" : "") + grouped(whole) + cents)
        }
    }

    private static func grouped(_ value: UInt64) -> String {
        value < 1000 ? "\(value)" : grouped(value / 1000) + "\u{A0}" + String("\(value % 1000 + 1000)".dropFirst())
    }
}
