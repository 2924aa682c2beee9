import CSV
import Files
import Localization
import Model
import Tabular

/// Writes a customer list as CSV.
///
/// A formatted list is what a spreadsheet program set to the reader's language opens with a double click: its delimiter, decimals and
/// dates, the labels as headings, and a byte order mark to say that it is UTF-8. An unformatted one is RFC 4180 with field keys, points
/// and ISO dates. Neither lets a text become a formula.
final class CSVListWriter: ListWriter {
    private let name: String
    private let path: String
    private var file: OutputFile
    private var writer: CSVWriter
    private var buffer: [UInt8] = []
    private var rowCount = 0

    private static let flushByteCount = 1 << 20

    init(_ renderer: ListRenderer, name: String, path: String) throws {
        self.name = name
        self.path = path
        writer = CSVWriter(style: renderer.csvStyle)
        file = try OutputFile(creating: path)
        let isFormatted = renderer.list.layout == .formatted
        if isFormatted { buffer += [0xEF, 0xBB, 0xBF] }
        writer.append(renderer.columns.map { isFormatted ? renderer.heading($0) : $0.key }, to: &buffer)
    }

    func append(_ batch: Batch) throws {
        writer.append(batch, to: &buffer)
        rowCount += batch.rowCount
        if buffer.count >= Self.flushByteCount { try flush() }
    }

    func finish() throws -> RenderedFile {
        try flush()
        try file.sync()
        return RenderedFile(name: name, path: path, format: .csv, size: file.size, rowCount: rowCount, touchedCells: writer.guardedCells)
    }

    private func flush() throws {
        try file.write(buffer)
        buffer.removeAll(keepingCapacity: true)
    }
}

extension ListRenderer {
    fileprivate var csvStyle: CSVStyle {
        guard list.layout == .formatted else { return CSVStyle(lineEnd: .crlf, guardsFormulas: true) }
        let convention = localizer.style.csv
        let calendar = calendar
        return CSVStyle(
            dialect: CSVDialect(delimiter: convention.delimiter), lineEnd: .crlf, decimalSeparator: convention.decimalSeparator,
            dayPattern: convention.days == .dotted ? .dayMonthYear : .iso, instantPattern: .local { calendar.offset(at: $0) },
            trueWord: localizer.boolean(true), falseWord: localizer.boolean(false), guardsFormulas: true)
    }
}
