// pdf-bench CELLS.csv OUT.pdf [ROUNDS [REPEATS]]: reads the peers' ten-column input into batches of eight columns, then times the
// writing of a report that holds them, REPEATS times over: many repeats of a short file show what memory the writer takes by itself.

import Foundation
import PDF
import Tabular

let arguments = CommandLine.arguments
guard arguments.count >= 3, let data = FileManager.default.contents(atPath: arguments[1]) else {
    print("pdf-bench CELLS.csv OUT.pdf [ROUNDS [REPEATS]]")
    exit(2)
}
let rounds = arguments.count > 3 ? Int(arguments[3]) ?? 3 : 3
let repeats = arguments.count > 4 ? Int(arguments[4]) ?? 1 : 1
let columns = [
    PDFColumn("Asiakasnro", .text), PDFColumn("Etunimi", .text), PDFColumn("Sukunimi", .text), PDFColumn("Sähköposti", .text),
    PDFColumn("Paikkakunta", .text), PDFColumn("Postinro", .text), PDFColumn("Ostettu", .day),
    PDFColumn("Summa", .decimal(scale: 2), unit: "€"),
]
let places = [0, 1, 2, 3, 4, 5, 7, 8]
let batches: [Batch]

do {
    var lines = data.split(separator: UInt8(ascii: "\n")).dropFirst()
    var made: [Batch] = []
    while !lines.isEmpty {
        var batch = Batch(columns.map(\.type))
        for line in lines.prefix(Batch.targetRowCount) {
            let cells = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
            for (index, place) in places.enumerated() { add(cells[place], to: &batch.columns[index]) }
            batch.rowCount += 1
        }
        lines = lines.dropFirst(Batch.targetRowCount)
        made.append(batch)
    }
    batches = made
}

func add(_ cell: Data.SubSequence, to column: inout Column) {
    let text = String(decoding: cell, as: UTF8.self)
    switch column.type {
    case .text: column.append(text)
    case .day: Day(iso: text).map { column.append(Int64($0.number)) } ?? column.appendNull()
    default: column.append(Int64(((Double(text) ?? 0) * 100).rounded()))
    }
}

let words = PDFWords(page: { "Sivu \($0) / \($1)" }, continued: { "\($0) (jatkuu)" }, noRows: "Ei rivejä")
let report = PDFReport(
    title: "Asiakkaat", facts: [PDFFact("Rivejä", .rowCount)], language: "fi", created: Instant(seconds: 1_795_000_000), words: words)
let style = PDFCellStyle(
    decimalSeparator: ",", groupSeparator: "\u{A0}", minus: "\u{2212}", dayPattern: .dotted, timeSeparator: ".", trueWord: "kyllä",
    falseWord: "ei")
for _ in 0..<rounds {
    var index = 0
    let rows = BatchCursor(types: columns.map(\.type)) {
        defer { index += 1 }
        return index < batches.count * repeats ? batches[index % batches.count] : nil
    }
    unsafe unlink(arguments[2])
    let start = ContinuousClock.now
    let receipt = try PDFWriter.write(
        to: arguments[2], report: report, look: PDFLook(orientation: .landscape), columns: columns, cells: style, rows: rows)
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    print(
        String(
            format: "%.3f s, %.0f rows/s, %d pages, %.2f MB", seconds, Double(receipt.rows) / seconds, receipt.pages,
            Double(receipt.bytes) / 1e6))
}
