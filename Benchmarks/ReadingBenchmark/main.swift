// reading-bench KIND FILE: times the reading of a workbook (xlsx), of what gzip compressed (gzip) or of lines of JSON (ndjson), and
// says how much memory it took.

import Archive
import Foundation
import NDJSON
import Tabular
import XLSX

/// A file that is open.
struct OpenedFile: ByteSource {
    let descriptor: Int32
    let size: Int

    init(_ path: String) {
        descriptor = unsafe open(path, O_RDONLY)
        size = Int(lseek(descriptor, 0, SEEK_END))
    }

    func read(at offset: Int, into buffer: inout [UInt8]) throws -> Int {
        unsafe buffer.withUnsafeMutableBytes { unsafe max(0, pread(descriptor, $0.baseAddress, $0.count, off_t(offset))) }
    }
}

let arguments = CommandLine.arguments
guard arguments.count == 3 else {
    print("reading-bench xlsx|gzip|ndjson FILE")
    exit(2)
}
let file = OpenedFile(arguments[2])
let start = ContinuousClock.now
var bytes = 0
var rows = 0
var fields = 0
switch arguments[1] {
case "xlsx":
    let archive = try ZipReader(file)
    bytes = archive.entries.map(\.size).reduce(0, +)
    let reader = try XLSXReader(archive, limit: 8 << 30, temporaryFolder: NSTemporaryDirectory())
    let sheet = try reader.rows(ofSheet: nil)
    while let block = try sheet.next(width: 10) {
        rows += block.records.count
        fields += block.fields.count
    }
case "gzip":
    let reader = GzipReader(file)
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while case let count = try reader.read(into: &buffer), count > 0 { bytes += count }
default:
    var reader = NDJSONReader(columns: ["id", "name", "city", "sum", "active"])
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while case let count = try file.read(at: bytes, into: &buffer), count > 0 {
        bytes += count
        reader.feed(buffer[..<count])
        while let block = try reader.next() { rows += block.records.count }
    }
    reader.finish()
    while let block = try reader.next() { rows += block.records.count }
}
let seconds = (ContinuousClock.now - start) / .seconds(1)
var usage = rusage()
unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
print(
    String(
        format: "%.2f s, %.0f MB/s of %.0f MB, %d rows, %d fields, peak %.0f MB", seconds, Double(bytes) / seconds / 1e6,
        Double(bytes) / 1e6, rows, fields, Double(usage.ru_maxrss) / 1024))
