import CSV
import Expressions
import Files
import Localization
import Model
import Tabular
import XLSX

/// Writes a customer list as CSV: the rows alone, in the order of their groups.
///
/// No text becomes a formula, whoever opens the file.
final class CSVListWriter: ListWriter {
    private let name: String
    private let path: String
    private let columns: [RenderColumn]
    private let refusesUnencodable: Bool
    private let label: LocalizedText
    private var file: OutputFile
    private var writer: CSVWriter
    private var buffer: [UInt8] = []
    private var rowCount = 0
    private let start = ContinuousClock.now
    private let renderer: ListRenderer

    private static let flushByteCount = 1 << 20

    init(_ renderer: ListRenderer, _ source: ListSource, _ columns: [RenderColumn], name: String, path: String) throws {
        self.renderer = renderer
        self.name = name
        self.path = path
        let isFormatted = source.list.design.layout == .formatted
        self.columns = columns
        label = source.list.label
        let manner = CSVManner(source.list.design.csv, isFormatted: isFormatted, renderer)
        refusesUnencodable = manner.refusesUnencodable
        writer = CSVWriter(style: manner.style)
        file = try OutputFile(creating: path)
        writer.start(&buffer)
        switch manner.headings {
        case .labels: writer.append(columns.map(\.labelWithUnit), to: &buffer)
        case .keys: writer.append(columns.map(\.field.key), to: &buffer)
        case .none: break
        }
    }

    func append(_ batch: Batch, _ summaries: [SummaryRow]) throws {
        writer.append(written(batch), to: &buffer)
        rowCount += batch.rowCount
        if refusesUnencodable, writer.replacedCharacters > 0 { throw RenderError.unencodable(label) }
        if buffer.count >= Self.flushByteCount { try flush() }
    }

    func finish(_ summaries: [SummaryRow], totals: [Int: SummaryCell]?) throws -> RenderedFile? {
        try flush()
        try file.sync()
        var notes: [Message] = []
        if writer.guardedCells > 0 { notes.append(Message(.noteGuarded, ["count": .integer(writer.guardedCells)])) }
        if writer.replacedCharacters > 0 { notes.append(Message(.noteReplaced, ["count": .integer(writer.replacedCharacters)])) }
        return RenderedFile(
            name: name, path: path, format: .csv, size: file.size, rowCount: rowCount, cellCount: rowCount * columns.count,
            seconds: start.secondsAgo, notes: notes)
    }

    /// The rows with the cells of columns that have a format of their own as texts.
    private func written(_ batch: Batch) -> Batch {
        guard columns.contains(where: { $0.format != nil }) else { return batch }
        var batch = batch
        for (index, column) in columns.enumerated() {
            guard let format = column.format else { continue }
            let values = batch.columns[index]
            var texts = Column(.text)
            for row in 0..<batch.rowCount {
                guard !values.isNull(row) else {
                    texts.appendNull()
                    continue
                }
                let value = values.fixed[row]
                let day =
                    column.type == .instant ? renderer.calendar.day(at: Instant(microseconds: value)) : Day(number: Int(clamping: value))
                texts.append(format.text(number: value) ?? format.text(day) ?? "")
            }
            batch.columns[index] = texts
        }
        return batch
    }

    private func flush() throws {
        try file.write(buffer)
        buffer.removeAll(keepingCapacity: true)
    }
}

extension ContinuousClock.Instant {
    /// The seconds that have passed since.
    var secondsAgo: Double {
        let passed = (ContinuousClock.now - self).components
        return Double(passed.seconds) + Double(passed.attoseconds) / 1e18
    }
}

extension MessageKey {
    static let noteGuarded: MessageKey = "list.note.guarded"
    static let noteReplaced: MessageKey = "list.note.replaced"
}
