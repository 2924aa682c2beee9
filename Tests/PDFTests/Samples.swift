import PDF
import Tabular
import TestSupport

/// Reports that the tests write.
enum Samples {
    static let finnish = PDFCellStyle(
        decimalSeparator: ",", groupSeparator: "\u{A0}", minus: "\u{2212}", dayPattern: .dotted, timeSeparator: ".", trueWord: "kyllä",
        falseWord: "ei", zoneOffset: { _ in 7200 })
    static let english = PDFCellStyle(
        decimalSeparator: ".", groupSeparator: ",", minus: "-", dayPattern: .slashed, timeSeparator: ":", trueWord: "yes", falseWord: "no")
    static let words = PDFWords(page: { "Sivu \($0) / \($1)" }, continued: { "\($0) (jatkuu)" }, noRows: "Ei rivejä")

    static func report(_ title: String = "Maksusuunnitelmat", charts: [PDFChart] = [], language: String = "fi") -> PDFReport {
        PDFReport(
            title: title, subtitles: ["Asiakkaat, joilla on lupa"],
            facts: [PDFFact("Ajettu", .text("26.11.2026 klo 11.00")), PDFFact("Rivejä", .rowCount)], charts: charts, language: language,
            author: "Kaupunginteatteri", producer: "Ajastin", created: Instant(seconds: 1_795_683_600), createdOffset: 7200, words: words)
    }

    /// A batch of one row for each item; nil is an empty cell.
    static func batch(_ types: [ColumnType], _ rows: [[Cell?]]) -> Batch {
        var batch = Batch(types)
        for row in rows {
            for (index, cell) in row.enumerated() {
                switch cell {
                case nil: batch.columns[index].appendNull()
                case .text(let text): batch.columns[index].append(text)
                case .number(let number): batch.columns[index].append(number)
                }
            }
            batch.rowCount += 1
        }
        return batch
    }

    /// A cell's value.
    enum Cell: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
        case text(String)
        case number(Int64)

        init(stringLiteral value: String) { self = .text(value) }
        init(integerLiteral value: Int64) { self = .number(value) }
    }

    /// A batch of `count` texts in one column.
    static func names(_ count: Int) -> Batch {
        batch([.text], (0..<count).map { [.text("Nimi \($0)")] })
    }
}

/// A report in a folder of its own, with what real readers say of it.
struct WrittenReport {
    let receipt: PDFReceipt
    let path: String
    private let folder: TemporaryFolder

    init(
        _ report: PDFReport = Samples.report(), look: PDFLook = PDFLook(), columns: [PDFColumn], cells: PDFCellStyle = Samples.finnish,
        _ fill: (inout PDFWriter) throws -> Void
    ) throws {
        folder = try TemporaryFolder()
        path = folder.file("report.pdf")
        var writer = try PDFWriter(path: path, report: report, look: look, columns: columns, cells: cells)
        try fill(&writer)
        receipt = try writer.finish()
    }

    init(_ report: PDFReport = Samples.report(), look: PDFLook = PDFLook(), columns: [PDFColumn], rows: Batch) throws {
        try self.init(report, look: look, columns: columns) { try $0.append(rows) }
    }

    /// The text in the order of reading, from the first page to the last, or of one page.
    func text(page: Int? = nil) throws -> String {
        let range = page.map { ["-f", "\($0)", "-l", "\($0)"] } ?? []
        return try Tool.run("pdftotext", ["-raw"] + range + [path, "-"])
    }

    /// What screen readers find: the elements with their texts.
    func structure() throws -> [StructureLine] {
        try Tool.run("pdfinfo", ["-struct-text", path]).split(separator: "\n").map(StructureLine.init)
    }

    /// The rows of the table with the text of each cell.
    func cells() throws -> [[String]] {
        var rows: [[String]] = []
        for line in try structure() {
            switch line.kind {
            case "TR": rows.append([])
            case "TD", "TH": rows[rows.count - 1].append("")
            case nil: if !rows.isEmpty, let last = rows[rows.count - 1].popLast() { rows[rows.count - 1].append(last + line.text) }
            default: break
            }
        }
        return rows
    }

    /// What `pdfinfo` tells, by name.
    func info() throws -> [String: String] {
        try Tool.run("pdfinfo", [path]).split(separator: "\n").reduce(into: [:]) { info, line in
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2 { info[String(parts[0])] = parts[1].trimmingPrefix { $0 == " " }.description }
        }
    }

    /// The file with everything in it readable.
    func plain() throws -> String { try Tool.run("qpdf", ["--qdf", "--object-streams=disable", path, "-"]) }
}

/// A line of the structure as `pdfinfo` prints it: an element, or the text in one.
struct StructureLine {
    /// The tag; nil for a text.
    let kind: String?
    let text: String

    init(_ line: Substring) {
        let content = line.drop { $0 == " " }
        if content.hasPrefix("\"") {
            kind = nil
            text = String(content.dropFirst().dropLast())
        } else {
            kind = content.hasPrefix("/") ? "/" : String(content.prefix { $0.isLetter || $0.isNumber })
            text = ""
        }
    }
}
