// xlsx-bench CELLS.csv OUT.xlsx [ROUNDS [REPEATS]]: reads the peers' ten-column input into batches, then times the writing of a
// workbook that holds them, REPEATS times over: many repeats of a short file show what memory the writer takes by itself.

import Foundation
import Tabular
import XLSX

let arguments = CommandLine.arguments
guard arguments.count >= 3, let data = FileManager.default.contents(atPath: arguments[1]) else {
    print("xlsx-bench CELLS.csv OUT.xlsx [ROUNDS [REPEATS]]")
    exit(2)
}
let rounds = arguments.count > 3 ? Int(arguments[3]) ?? 3 : 3
let repeats = arguments.count > 4 ? Int(arguments[4]) ?? 1 : 1
let types: [ColumnType] = Array(repeating: .text, count: 6) + [.day, .day, .decimal(scale: 2), .integer]
let headings: [String]
let batches: [Batch]

do {
    var lines = data.split(separator: UInt8(ascii: "\n"))[...]
    headings = lines.removeFirst().split(separator: UInt8(ascii: ",")).map { String(decoding: $0, as: UTF8.self) }
    var made: [Batch] = []
    while !lines.isEmpty {
        var batch = Batch(types)
        for line in lines.prefix(Batch.targetRowCount) {
            for (index, cell) in line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).enumerated() {
                add(cell, to: &batch.columns[index])
            }
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
    case .decimal: column.append(Int64(((Double(text) ?? 0) * 100).rounded()))
    default: Int64(text).map { column.append($0) } ?? column.appendNull()
    }
}

let columns = zip(headings, types).enumerated().map { index, pair in
    SheetColumn(
        pair.0, pair.1, numberFormat: pair.1 == .day ? "d.m.yyyy" : pair.1 == .decimal(scale: 2) ? "#,##0.00" : nil, isCode: index == 5)
}
// With a folder in place of a file: 10,000 small workbooks of 200 rows each.
if arguments[2].hasSuffix("/") {
    try FileManager.default.createDirectory(atPath: arguments[2], withIntermediateDirectories: true)
    let small = Batch(
        columns: batches[0].columns.map { column in
            var part = Column(column.type)
            for row in 0..<200 {
                if column.isNull(row) {
                    part.appendNull()
                } else if column.type.isText {
                    part.append(column.text[row])
                } else {
                    part.append(column.fixed[row])
                }
            }
            return part
        })
    let start = ContinuousClock.now
    for number in 0..<10_000 {
        _ = try XLSXWriter.write(
            to: arguments[2] + "\(number).xlsx", sheet: SheetOptions(name: "Asiakkaat"), columns: columns,
            rows: BatchCursor(types: types, batches: [small]))
    }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    print(String(format: "%.2f s, %.0f files/s", seconds, 10_000 / seconds))
    exit(0)
}
for _ in 0..<rounds {
    var index = 0
    let rows = BatchCursor(types: types) {
        defer { index += 1 }
        return index < batches.count * repeats ? batches[index % batches.count] : nil
    }
    // A file system may wait for the disk when a new file replaces an old one, which is not what is measured here.
    unsafe unlink(arguments[2])
    let start = ContinuousClock.now
    let receipt = try XLSXWriter.write(
        to: arguments[2], sheet: SheetOptions(name: "Asiakkaat"), columns: columns, rows: rows)
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    print(
        String(
            format: "%.3f s, %.2f M rows/s, %d cells, %.1f MB", seconds, Double(receipt.rows) / seconds / 1e6, receipt.cells,
            Double(receipt.bytes) / 1e6))
}
