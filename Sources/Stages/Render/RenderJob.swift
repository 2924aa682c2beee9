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
    ///
    /// Letters are made in a pass of their own, since they have columns of their own.
    mutating func render(_ source: ListSource) throws -> Int {
        var formats = source.list.design.formats
        if source.letters != nil { formats.removeAll { $0 == .mailMerge } }
        var count = 0
        if !formats.isEmpty {
            try source.withRows { rows in count = try render(source, rows, formats) }
            // A list that is empty has no letters either.
            guard count > 0 else { return 0 }
        }
        return source.letters == nil ? count : max(count, try writeLetters(source))
    }

    private mutating func writeLetters(_ source: ListSource) throws -> Int {
        guard let letters = source.letters else { return 0 }
        var taken = names
        let (renderer, folder) = (renderer, folder)
        let writer = LetterWriter(renderer: renderer, letters: letters, output: source.list.design.letters.output) { ending, number in
            RenderJob.place(renderer.fileName(of: source.list), ending, number, in: folder, &taken)
        }
        let made = try writer.write()
        names = taken
        files += made
        return made.reduce(0) { $0 + $1.rowCount }
    }

    private mutating func render(_ source: ListSource, _ rows: BatchCursor, _ formats: [ListFormat]) throws -> Int {
        var batch = try rows.next()
        guard batch != nil || source.list.design.whenEmpty == .send else { return 0 }
        var pass = RowPass(renderer, source)
        let writers = try formats.map { try writer($0, source, pass.columns) }
        while let rowsAtHand = batch {
            let (shown, breaks) = pass.add(rowsAtHand)
            for writer in writers { try writer.append(shown, breaks) }
            batch = try rows.next()
        }
        let end = pass.finish()
        for writer in writers { writer.endRows() }
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
            let (name, path) = place(source.list, "csv")
            return try CSVListWriter(renderer, source, columns, name: name, path: path)
        case .pdf:
            let (name, path) = place(source.list, "pdf")
            return PDFListWriter(renderer, source, columns, name: name, path: path)
        case .mailMerge:
            return try dataWriter(source, columns)
        case .xlsx:
            guard sharesWorkbook else {
                let (name, path) = place(source.list, "xlsx")
                let book = XLSXBook(renderer, title: source.list.label, name: name, path: path)
                return XLSXListWriter(book, source, columns, endsBook: true)
            }
            if let shared { return XLSXListWriter(shared, source, columns, endsBook: false) }
            let (name, path) = place(CustomerList(segment: source.list.segment, label: label, design: source.list.design), "xlsx")
            let book = XLSXBook(renderer, title: label, name: name, path: path)
            shared = book
            return XLSXListWriter(book, source, columns, endsBook: false)
        }
    }

    /// Writes the data for Word's own mail merge: values alone, under the fields' keys.
    private mutating func dataWriter(_ source: ListSource, _ columns: [RenderColumn]) throws -> any ListWriter {
        var data = source
        data.list.design.layout = .unformatted
        let isWorkbook = source.list.design.letters.output == .xlsx
        let (name, path) = place(source.list, isWorkbook ? "xlsx" : "csv")
        guard !isWorkbook else {
            let book = XLSXBook(renderer, title: source.list.label, name: name, path: path)
            return XLSXListWriter(book, data, columns, endsBook: true)
        }
        data.list.design.csv = CSVSettings()
        // By the mark Word knows the encoding.
        data.list.design.csv.hasMark = true
        return try CSVListWriter(renderer, data, columns, name: name, path: path)
    }

    /// The name and the path of a list's file.
    private mutating func place(_ list: CustomerList, _ ending: String) -> (name: String, path: String) {
        RenderJob.place(renderer.fileName(of: list), ending, nil, in: folder, &names)
    }

    /// A name of which no two are the same, however they are capitalized.
    private static func place(
        _ base: String, _ ending: String, _ number: Int?, in folder: String, _ names: inout Set<String>
    ) -> (name: String, path: String) {
        let base = number.map { base + "-" + String(repeating: "0", count: max(0, 5 - "\($0)".count)) + "\($0)" } ?? base
        var name = base
        var attempt = 2
        while !names.insert((name + "." + ending).lowercased()).inserted {
            name = "\(base) (\(attempt))"
            attempt += 1
        }
        return ("\(name).\(ending)", "\(folder)/\(name).\(ending)")
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
