import CSV
import Foundation
import Tabular
import XLSX

/// Reads a CSV file with a name and an amount in each record, writes a workbook of it, and reads that back:
/// `swift run Spreadsheets customers.csv customers.xlsx`.
@main
enum Spreadsheets {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3 else {
            print("usage: Spreadsheets CSV XLSX")
            exit(2)
        }
        let batch = try records(of: arguments[1])
        try writeWorkbook(batch, to: arguments[2])
        let rows = try XLSXReader(path: arguments[2]).rows(ofSheet: "Customers")
        while let block = try rows.next(width: 2) {
            for row in block.records.indices { print(block.text(row, 0), block.text(row, 1)) }
        }
        var writer = CSVWriter(style: CSVStyle(guardsFormulas: true))
        var bytes: [UInt8] = []
        writer.append(batch, to: &bytes)
        print(String(decoding: bytes, as: UTF8.self), terminator: "")
    }

    /// The records of a file with semicolons, as a batch of typed columns.
    private static func records(of path: String) throws -> Batch {
        var reader = CSVReader(dialect: CSVDialect(delimiter: UInt8(ascii: ";")))
        reader.feed(Array(try Data(contentsOf: URL(fileURLWithPath: path)))[...])
        reader.finish()
        var batch = Batch([.text, .decimal(scale: 2)])
        while let block = try reader.next() {
            for row in block.records.indices {
                batch.columns[0].append(block.text(row, 0))
                if let amount = Double(block.text(row, 1)) {
                    batch.columns[1].append(Int64((amount * 100).rounded()))
                } else {
                    batch.columns[1].appendNull()
                }
                batch.rowCount += 1
            }
        }
        return batch
    }

    private static func writeWorkbook(_ batch: Batch, to path: String) throws {
        let total = batch.columns[1].fixed.reduce(Int128(0)) { $0 + Int128($1) }
        var writer = try XLSXWriter(
            path: path, sheet: SheetOptions(name: "Customers", hasTotals: true),
            columns: [SheetColumn("Name", .text), SheetColumn("Spent", .decimal(scale: 2), numberFormat: "#,##0.00")])
        try writer.append(batch)
        try writer.appendTotals([0: .text("Total"), 1: .number(.sum, value: total, scale: 2)])
        let receipt = try writer.finish()
        print("\(receipt.rows) rows, \(receipt.cells) cells, \(receipt.bytes) bytes")
    }
}
