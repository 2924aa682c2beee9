/// Lays the rows of a table over pages: headings repeated, groups kept with their first row, sums with the row before them.
final class TableFlow {
    private let setter: TableSetter
    private let pages: PageSequence
    private let structure: TableStructure
    private let painter: RowPainter
    private let look: PDFLook
    private let words: PDFWords
    private let headings: [[SetText]]
    private(set) var outline = Outline()
    /// Rows that must not be parted from what comes next.
    private var held: [TableRow] = []
    /// The titles of the groups that the rows in hand belong to, the outermost first.
    private var groups: [String] = []
    /// Where the next row goes.
    private var y: Double
    /// Where the first row of the page in hand began.
    private var pageStart = 0.0

    /// A flow that begins on the page in hand, at `y`.
    ///
    /// - Throws: `part`, `write`.
    init(setter: TableSetter, pages: PageSequence, look: PDFLook, words: PDFWords, y: Double) throws(PDFError) {
        self.setter = setter
        self.pages = pages
        self.look = look
        self.words = words
        self.y = y
        structure = TableStructure(tree: pages.tree, file: pages.file)
        painter = RowPainter(setter: setter, pages: pages, structure: structure, look: look)
        headings = setter.headings()
        if y + headingHeight + 4 * setter.styles.leading > pages.canvas.frame.bottom {
            try pages.next()
            self.y = pages.canvas.frame.top
        }
        try paintHead()
        pageStart = self.y
    }

    /// Adds a row.
    func add(_ row: TableRow) throws(PDFError) {
        if !row.isSummary, held.last?.isGroup == false { try flush() }
        held.append(row)
    }

    /// Places what is held and ends the table.
    func finish() throws(PDFError) {
        let isSummed = held.last?.isSummary == true
        try flush()
        if !isSummed {
            pages.canvas.groundRule(from: setter.lefts[0], to: setter.right, y: y, width: 0.5, look.muted)
        }
        try structure.finish()
    }

    private var bottom: Double { pages.canvas.frame.bottom }

    /// The room for rows on a page on which a group goes on.
    private var fullHeight: Double {
        bottom - pages.canvas.frame.top - headingHeight - setter.styles.leading - 2 * setter.styles.padding
    }

    private func flush() throws(PDFError) {
        guard let first = held.first else { return }
        let height = held.reduce(0) { $0 + $1.height }
        // What fits on no page begins where its headings and three of its lines have room.
        let need = height <= fullHeight ? height : held.reduce(0) { $0 + ($1.isGroup ? $1.height : $1.height(of: min($1.lineCount, 3))) }
        if y + need > bottom, y > pageStart { try nextPage(before: first) }
        for row in held { try place(row) }
        held.removeAll(keepingCapacity: true)
    }

    private func place(_ row: TableRow) throws(PDFError) {
        if y + row.height > bottom, y > pageStart, row.height <= fullHeight { try nextPage(before: row) }
        if y > pageStart { y += row.spaceAbove }
        if case .group(let level, let title) = row.kind {
            groups = groups.prefix(level) + [title]
            if level == 0 { try structure.beginBody() }
            outline.add(title, level: level, page: pages.page, top: pages.canvas.frame.height - y + 4)
        }
        guard y + row.height(of: row.lineCount) > bottom else {
            try painter.paint(row, y: y)
            y += row.height(of: row.lineCount)
            return
        }
        y = try painter.paintSplit(row, y: y, bottom: bottom) { () throws(PDFError) in
            try nextPage(before: row)
            return y
        }
    }

    /// Goes on to the next page, with the headings and the groups that go on there.
    private func nextPage(before row: TableRow) throws(PDFError) {
        try pages.next()
        y = pages.canvas.frame.top
        paintRepeatedHead()
        pageStart = y
        var going = groups
        if case .group(let level, _) = row.kind { going = Array(groups.prefix(level)) }
        if case .total = row.kind { going = [] }
        guard let title = going.last else { return }
        let style = setter.styles.continued
        let width = setter.right - setter.lefts[0] - 2 * setter.padding
        let row = TableRow(
            kind: .note, style: style,
            cells: [.init(lines: [style.fitted(words.continued(title), width: width)], column: 0, span: setter.columns.count)],
            lineCount: 1, padding: setter.styles.padding, leading: setter.styles.leading)
        painter.paintArtifact(row, y: y)
        y += row.height
        pageStart = y
    }

    private var headingLeading: Double { setter.styles.heading.style.size * 1.2 }

    private var headingHeight: Double {
        Double(headings.map(\.count).max() ?? 1) * headingLeading + 2 * setter.styles.padding + 2
    }

    private func paintHead() throws(PDFError) {
        try structure.writeHead(page: pages.page, columnCount: headings.count) { column, cell in
            let mark = pages.tree.mark(cell)
            pages.canvas.begin("TH", mark: mark)
            paintHeading(column)
            pages.canvas.end()
            return mark
        }
        endHead()
    }

    private func paintRepeatedHead() {
        pages.canvas.beginPageArtifact("Header")
        for index in headings.indices { paintHeading(index) }
        pages.canvas.end()
        endHead()
    }

    private func endHead() {
        y += headingHeight
        pages.canvas.groundRule(from: setter.lefts[0], to: setter.right, y: y - 0.5, width: 1, look.ink)
    }

    /// Draws the heading of a column, its last line above the rule.
    private func paintHeading(_ column: Int) {
        let style = setter.styles.heading
        let lines = headings[column]
        let room = setter.widths[column] - 2 * setter.padding
        var baseline = y + headingHeight - setter.styles.padding - 2.5 - Double(lines.count - 1) * headingLeading
        pages.canvas.beginText(style.style, style.face.program.resourceName())
        for line in lines {
            let rest = max(room - style.points(line.width), 0)
            let left = setter.lefts[column] + setter.padding
            switch setter.columns[column].resolvedAlignment {
            case .general, .left: pages.canvas.move(x: left, y: baseline)
            case .right: pages.canvas.move(x: left + rest, y: baseline)
            case .center: pages.canvas.move(x: left + rest / 2, y: baseline)
            }
            pages.canvas.put(line)
            baseline += headingLeading
        }
        pages.canvas.endText()
    }
}
