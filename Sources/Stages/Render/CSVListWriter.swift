import CSV
import Files
import Localization
import Model
import Tabular

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

    func append(_ batch: Batch, _ breaks: [RowBreak]) throws {
        writer.append(renderer.formatted(batch, columns), to: &buffer)
        rowCount += batch.rowCount
        if refusesUnencodable, writer.replacedCharacters > 0 { throw RenderError.unencodable(label) }
        if buffer.count >= Self.flushByteCount { try flush() }
    }

    func finish(_ end: RowEnd) throws -> RenderedFile? {
        try flush()
        try file.sync()
        var notes: [Message] = []
        if writer.guardedCells > 0 { notes.append(Message(.noteGuarded, ["count": .integer(writer.guardedCells)])) }
        if writer.replacedCharacters > 0 { notes.append(Message(.noteReplaced, ["count": .integer(writer.replacedCharacters)])) }
        return RenderedFile(
            name: name, path: path, format: .csv, size: file.size, rowCount: rowCount, cellCount: rowCount * columns.count,
            seconds: start.secondsAgo, notes: notes)
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
