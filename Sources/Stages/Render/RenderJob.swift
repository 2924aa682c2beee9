import Localization
import Model
import Tabular

/// The files that are being written for some lists.
struct RenderJob {
    private let renderer: ListRenderer
    private let label: LocalizedText
    private let folder: String
    private let sharesWorkbook: Bool
    private var files: [RenderedFile] = []
    private var names: Set<String> = []
    /// The workbook of all lists.
    private var shared: XLSXBook?

    init(_ renderer: ListRenderer, label: LocalizedText, folder: String, sharesWorkbook: Bool) {
        self.renderer = renderer
        self.label = label
        self.folder = folder
        self.sharesWorkbook = sharesWorkbook
    }

    /// Renders one list; returns how many rows it has.
    mutating func render(_ source: ListSource, _ rows: BatchCursor) throws -> Int {
        var batch = try rows.next()
        guard batch != nil || source.list.design.whenEmpty == .send else { return 0 }
        var pass = RowPass(renderer, source)
        let writers = try source.list.design.formats.map { try writer($0, source, pass.columns) }
        while let rowsAtHand = batch {
            let (shown, breaks) = pass.add(rowsAtHand)
            for writer in writers { try writer.append(shown, breaks) }
            batch = try rows.next()
        }
        let end = pass.finish()
        for writer in writers {
            if let file = try writer.finish(end) { files.append(file) }
        }
        return pass.rowCount
    }

    /// Ends what holds several lists; returns all files.
    mutating func finish() throws -> [RenderedFile] {
        if let shared { files.append(try shared.finish()) }
        shared = nil
        return files
    }

    private mutating func writer(_ format: ListFormat, _ source: ListSource, _ columns: [RenderColumn]) throws -> any ListWriter {
        switch format {
        case .csv:
            let (name, path) = place(source.list, format)
            return try CSVListWriter(renderer, source, columns, name: name, path: path)
        case .pdf:
            let (name, path) = place(source.list, format)
            return PDFListWriter(renderer, source, columns, name: name, path: path)
        case .xlsx:
            guard sharesWorkbook else {
                let (name, path) = place(source.list, format)
                let book = XLSXBook(renderer, title: source.list.label, name: name, path: path)
                return XLSXListWriter(book, source, columns, endsBook: true)
            }
            if let shared { return XLSXListWriter(shared, source, columns, endsBook: false) }
            let (name, path) = place(CustomerList(segment: source.list.segment, label: label, design: source.list.design), format)
            let book = XLSXBook(renderer, title: label, name: name, path: path)
            shared = book
            return XLSXListWriter(book, source, columns, endsBook: false)
        }
    }

    /// The name and the path of a list's file; no two are the same, however they are capitalized.
    private mutating func place(_ list: CustomerList, _ format: ListFormat) -> (name: String, path: String) {
        let base = renderer.fileName(of: list)
        var name = base
        var number = 2
        while !names.insert((name + "." + format.rawValue).lowercased()).inserted {
            name = "\(base) (\(number))"
            number += 1
        }
        return ("\(name).\(format.rawValue)", "\(folder)/\(name).\(format.rawValue)")
    }
}

extension ListRenderer {
    /// What the files of a list are called, without their ending.
    fileprivate func fileName(of list: CustomerList) -> String {
        let language = localizer.language
        let label = list.label.text(in: language)
        let day = calendar.day(at: created).iso
        guard let pattern = list.design.fileName?.text(in: language) else { return FileName.safe(label) + "-" + day }
        let (_, time) = localizer.local(created)
        let (hour, minute) = time.minutes.quotientAndRemainder(dividingBy: 60)
        let digits = [hour, minute].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined()
        return FileNamePattern(pattern).name([
            .label: label, .date: day, .time: digits, .segment: list.segment, .schedule: schedule?.text(in: language) ?? label,
        ])
    }
}
