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
    /// Encodes and writes beside whoever reads the rows.
    private let output: CSVOutput
    private var rowCount = 0
    private let start = ContinuousClock.now
    private let renderer: ListRenderer

    init(_ renderer: ListRenderer, _ source: ListSource, _ columns: [RenderColumn], name: String, path: String) throws {
        self.renderer = renderer
        self.name = name
        self.path = path
        let isFormatted = source.list.design.layout == .formatted
        self.columns = columns
        let manner = CSVManner(source.list.design.csv, isFormatted: isFormatted, renderer)
        var writer = CSVWriter(style: manner.style)
        var start: [UInt8] = []
        writer.start(&start)
        switch manner.headings {
        case .labels: writer.append(columns.map(\.labelWithUnit), to: &start)
        case .keys: writer.append(columns.map(\.field.key), to: &start)
        case .none: break
        }
        let label = source.list.label
        output = CSVOutput(writer: writer, file: try OutputFile(creating: path), start: start) { writer throws(RenderError) in
            if manner.refusesUnencodable, writer.replacedCharacters > 0 { throw .unencodable(label) }
        }
    }

    func append(_ batch: Batch, _ breaks: [RowBreak]) throws {
        rowCount += batch.rowCount
        try output.append(renderer.formatted(batch, columns))
    }

    func endRows() { output.endRows() }

    func finish(_ end: RowEnd) throws -> RenderedFile? {
        let (writer, size) = try output.finish()
        var notes: [Message] = []
        if writer.guardedCells > 0 { notes.append(Message(.noteGuarded, ["count": .integer(writer.guardedCells)])) }
        if writer.replacedCharacters > 0 { notes.append(Message(.noteReplaced, ["count": .integer(writer.replacedCharacters)])) }
        return RenderedFile(
            name: name, path: path, format: .csv, size: size, rowCount: rowCount, cellCount: rowCount * columns.count,
            seconds: start.secondsAgo, notes: notes)
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
