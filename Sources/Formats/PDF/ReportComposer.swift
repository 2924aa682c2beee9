import Tabular

/// Puts a report together: first it gathers rows until it knows how wide the columns must be, then it lays out each as it comes.
final class ReportComposer {
    /// What comes into the table, in its order.
    enum Item {
        case rows(Batch, Range<Int>)
        case group(String, level: Int)
        case summary(PDFSummaryRow)
    }

    private let path: String
    private let report: PDFReport
    private let look: PDFLook
    private let columns: [PDFColumn]
    private let file: ObjectFile
    private let library: FontLibrary
    private let styles: TextStyles
    private let formatter: CellFormatter
    private let tree: StructureTree
    private let logo: Logo?
    /// What came before the layout began.
    private var waiting: [Item] = []
    private var waitingRowCount = 0
    private var rowCount = 0
    private var layout: ReportLayout?

    /// The rows whose widths the columns are made for.
    private static let sampleRowCount = 1000

    /// - Throws: `font`, `logo`, `write`.
    init(
        path: String, report: PDFReport, look: PDFLook, columns: [PDFColumn], cells: PDFCellStyle
    ) throws(PDFError) {
        self.path = path
        self.report = report
        self.look = look
        self.columns = columns
        file = try ObjectFile(path: path)
        library = try FontLibrary(families: look.fontFamilies, language: report.language)
        styles = TextStyles(library: library)
        formatter = CellFormatter(cells, columns: columns)
        tree = StructureTree(file: file)
        logo = try look.logo.map { png throws(PDFError) in try Logo(png: png) }
    }

    /// Adds what comes next.
    func add(_ item: Item) throws(PDFError) {
        if case .rows(_, let rows) = item { rowCount += rows.count }
        if let layout { return try layout.add(item) }
        waiting.append(item)
        if case .rows(_, let rows) = item { waitingRowCount += rows.count }
        if waitingRowCount >= Self.sampleRowCount { _ = try begin() }
    }

    /// Writes what is left; returns what there is.
    func finish() throws(PDFError) -> PDFReceipt {
        let layout = if let layout { layout } else { try begin() }
        if rowCount == 0, !layout.hasContent { try layout.addNote(report.words.noRows) }
        let outline = try layout.finish(count: formatter.count(rowCount))
        let root = try writeCatalog(layout.pages, outline: outline)
        var receipt = PDFReceipt()
        receipt.pages = layout.pages.count
        receipt.rows = rowCount
        receipt.missingCharacters = layout.pages.canvas.missingCount
        receipt.fonts = library.programs.filter { !$0.entries.isEmpty }.map(\.name)
        let info = try DocumentInformation(report: report).writeInfo(to: file)
        receipt.bytes = try file.finish(root: root, info: info)
        return receipt
    }

    private func begin() throws(PDFError) -> ReportLayout {
        let sample = try ColumnSample(columns: columns, formatter: formatter, styles: styles, look: look)
        for item in waiting {
            guard case .rows(let batch, let rows) = item else { continue }
            try sample.add(batch, rows: rows, limit: Self.sampleRowCount)
        }
        let layout = try ReportLayout(
            report: report, look: look, logo: logo, columns: columns, needs: sample.needs, formatter: formatter, styles: styles, file: file,
            tree: tree)
        self.layout = layout
        for item in waiting { try layout.add(item) }
        waiting.removeAll()
        return layout
    }

    private func writeCatalog(_ pages: PageSequence, outline: Outline) throws(PDFError) -> Int {
        let words = report.words
        let footer = report.footer ?? report.title
        let foot = try styles.style(7.5, look.muted)
        let count = pages.count
        let tree = try pages.finish { number, canvas in
            canvas.beginPageArtifact("Footer")
            let text = foot.set(words.page(number, count))
            let right = canvas.frame.right - foot.points(text.width)
            let left = foot.fitted(footer, width: right - canvas.frame.left - 20)
            canvas.show(left, x: canvas.frame.left, y: canvas.frame.footer, foot)
            canvas.show(text, x: right, y: canvas.frame.footer, foot)
            canvas.end()
        }
        try self.tree.finish()
        try writeResources(pages.resources)
        let bookmarks = outline.isEmpty ? nil : try outline.write(to: file)
        let metadata = try DocumentInformation(report: report).writeMetadata(to: file)
        let root = file.allocate()
        let (structure, language) = (self.tree.root, report.language)
        try file.add(root) { target in
            target.put("<</Type/Catalog/Pages ")
            target.put(reference: tree)
            target.put("/StructTreeRoot ")
            target.put(reference: structure)
            target.put("/MarkInfo<</Marked true>>/Lang")
            target.put(textString: language)
            target.put("/ViewerPreferences<</DisplayDocTitle true>>/Metadata ")
            target.put(reference: metadata)
            if let bookmarks {
                target.put("/Outlines ")
                target.put(reference: bookmarks)
                target.put("/PageMode/UseOutlines")
            }
            target.put(">>")
        }
        return root
    }

    private func writeResources(_ number: Int) throws(PDFError) {
        var fonts: [(name: String, object: Int)] = []
        for program in library.programs where !program.entries.isEmpty {
            fonts += try FontEmbedding(program, library: library, file: file).write()
        }
        if !library.boxes.characters.isEmpty {
            let object = file.allocate()
            try library.boxes.write(object, to: file)
            fonts.append((MissingBoxes.resourceName, object))
        }
        let image = try logo.map { logo throws(PDFError) in try logo.write(to: file) }
        try file.add(number) { target in
            target.put("<</Font<<")
            for font in fonts {
                target.put(text: "/\(font.name) ")
                target.put(reference: font.object)
            }
            target.put(">>")
            if let image {
                target.put(text: "/XObject<</\(Logo.resourceName) ")
                target.put(reference: image)
                target.put(">>")
            }
            target.put(">>")
        }
    }
}
