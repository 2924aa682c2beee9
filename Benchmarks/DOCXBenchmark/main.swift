// docx-bench TEMPLATE.docx CUSTOMERS.csv LETTERS OUT one|files [ROUNDS]: reads the first customers of the peers' file into batches, then times the
// merge, into one document or into a document each, in a new folder in OUT.

import Archive
import DOCX
import Foundation
import Tabular

let arguments = CommandLine.arguments
guard arguments.count >= 6, let data = FileManager.default.contents(atPath: arguments[2]), let count = Int(arguments[3]),
    let template = FileManager.default.contents(atPath: arguments[1])
else {
    print("docx-bench TEMPLATE.docx CUSTOMERS.csv LETTERS OUT one|files [ROUNDS]")
    exit(2)
}
let types: [String: ColumnType] = ["last_purchase": .day, "birth_date": .day, "total_spent": .decimal(scale: 2)]

/// The fields of the first rows; quoted ones may hold commas, quotes and line ends.
func rows(_ data: Data, limit: Int) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    for byte in data {
        if isQuoted {
            if byte == UInt8(ascii: "\"") { isQuoted = false } else { field.append(byte) }
            continue
        }
        switch byte {
        case UInt8(ascii: "\""): isQuoted = true
        case UInt8(ascii: ","), UInt8(ascii: "\n"):
            row.append(String(decoding: field, as: UTF8.self))
            field.removeAll(keepingCapacity: true)
            guard byte == UInt8(ascii: "\n") else { break }
            rows.append(row)
            row = []
            if rows.count > limit { return rows }
        default: field.append(byte)
        }
    }
    return rows
}

func add(_ text: String, to column: inout Column) {
    switch column.type {
    case .day: Day(iso: text).map { column.append(Int64($0.number)) } ?? column.appendNull()
    case .decimal: column.append(Int64(((Double(text) ?? 0) * 100).rounded()))
    default: column.append(text)
    }
}

let table = rows(data, limit: count)
let columns = table[0].map { MergeColumn($0, types[$0] ?? .text) }
var batches: [MergeBatch] = []
for start in stride(from: 1, to: table.count, by: Batch.targetRowCount) {
    var batch = Batch(columns.map(\.type))
    for row in table[start..<min(start + Batch.targetRowCount, table.count)] {
        for (index, text) in row.enumerated() { add(text, to: &batch.columns[index]) }
        batch.rowCount += 1
    }
    batches.append(MergeBatch(batch))
}

let asFiles = arguments[5] == "files"
let rounds = arguments.count > 6 ? Int(arguments[6]) ?? 3 : 3
for round in 0..<rounds {
    // Not where files have just been removed: file systems are slow to give their places to others, which is not what is measured here.
    let path = "\(arguments[4])/\(ProcessInfo.processInfo.processIdentifier)-\(round)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let start = ContinuousClock.now
    let merge = MailMerge(try MailTemplate(MemorySource(Array(template))), MergeRecords(columns: columns, batches: batches))
    let receipt = asFiles ? try merge.writeEach { "\(path)/\($0.number).docx" } : try merge.write(to: path + "/letters.docx")
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    print(
        String(
            format: "%.3f s, %d letters in %d files, %.0f letters/s", seconds, receipt.letters, receipt.files,
            Double(receipt.letters) / seconds))
}
