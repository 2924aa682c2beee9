/// Draws rows and writes their structure.
final class RowPainter {
    private let setter: TableSetter
    private let pages: PageSequence
    private let structure: TableStructure
    private let look: PDFLook

    init(setter: TableSetter, pages: PageSequence, structure: TableStructure, look: PDFLook) {
        self.setter = setter
        self.pages = pages
        self.structure = structure
        self.look = look
    }

    /// Draws a row that fits on the page, its top at `y`.
    func paint(_ row: TableRow, y: Double) throws(PDFError) {
        let element = pages.file.allocate(1 + row.cells.count)
        paintGround(row, y: y, height: row.height(of: row.lineCount))
        beginText(row)
        for index in row.cells.indices {
            let cell = row.cells[index]
            if cell.lines.isEmpty {
                try writeCell(row, index, element: element, kids: [])
            } else if let link = cell.link {
                try paintLink(row, cell, link, cellElement: element + 1 + index, rowElement: element, y: y)
            } else {
                let mark = pages.tree.mark(element + 1 + index)
                paint(cell, of: row, lines: cell.lines.indices, y: y + row.padding, mark: mark, tag: tag(row))
                try writeCell(row, index, element: element, kids: [.content(page: pages.page, mark: mark)])
            }
        }
        pages.canvas.endText()
        try structure.writeRow(element, cells: element + 1..<element + 1 + row.cells.count, isFoot: isFoot(row))
    }

    /// Draws a row that is taller than a page over several; returns where the last part ends.
    ///
    /// - Parameter nextPage: goes on to the next page and tells where its rows start.
    func paintSplit(_ row: TableRow, y: Double, bottom: Double, nextPage: () throws(PDFError) -> Double) throws(PDFError) -> Double {
        let element = pages.file.allocate(1 + row.cells.count)
        var kids = [[StructureTree.Kid]](repeating: [], count: row.cells.count)
        var start = 0
        var top = y
        var isFresh = false
        while true {
            var room = Int((bottom - top - 2 * row.padding) / row.leading)
            if room < 2 { room = isFresh ? 1 : 0 }
            let end = min(start + room, row.lineCount)
            if end > start {
                paintGround(row, y: top, height: row.height(of: end - start))
                beginText(row)
                for (index, cell) in row.cells.enumerated() where cell.lines.count > start {
                    let mark = pages.tree.mark(element + 1 + index)
                    kids[index].append(.content(page: pages.page, mark: mark))
                    paint(
                        cell, of: row, lines: start..<min(end, cell.lines.count), y: top + row.padding, mark: mark, tag: tag(row))
                }
                pages.canvas.endText()
                top += row.height(of: end - start)
            }
            start = end
            if start >= row.lineCount { break }
            top = try nextPage()
            isFresh = true
        }
        for index in row.cells.indices { try writeCell(row, index, element: element, kids: kids[index]) }
        try structure.writeRow(element, cells: element + 1..<element + 1 + row.cells.count, isFoot: isFoot(row))
        return top
    }

    /// Draws a row once more that has been told already.
    func paintArtifact(_ row: TableRow, y: Double) {
        pages.canvas.beginPageArtifact("Header")
        beginText(row)
        for cell in row.cells { paint(cell, of: row, lines: cell.lines.indices, y: y + row.padding, mark: nil, tag: "TD") }
        pages.canvas.endText()
        pages.canvas.end()
    }

    private func tag(_ row: TableRow) -> StaticString { row.isGroup ? "TH" : "TD" }

    private func isFoot(_ row: TableRow) -> Bool { if case .total = row.kind { true } else { false } }

    private func beginText(_ row: TableRow) {
        pages.canvas.beginText(row.style.style, row.style.face.program.resourceName())
    }

    private func paintGround(_ row: TableRow, y: Double, height: Double) {
        let canvas = pages.canvas
        let left = setter.lefts[0]
        let right = setter.right
        switch row.kind {
        case .body(let isStriped):
            if isStriped { canvas.fillGround(x: left, y: y, width: right - left, height: height, look.zebra) }
        case .group(let level, _):
            if level == 0 { canvas.groundRule(from: left, to: right, y: y + height, width: 0.6, look.accent) }
        case .subtotal: canvas.groundRule(from: left, to: right, y: y, width: 0.5, look.muted)
        case .total:
            canvas.fillGround(x: left, y: y, width: right - left, height: height, look.accent.tint(0.1))
            canvas.groundRule(from: left, to: right, y: y, width: 0.9, look.ink)
        case .note: break
        }
    }

    /// Draws lines of a cell, the first at the top `y`.
    private func paint(_ cell: TableRow.Cell, of row: TableRow, lines: Range<Int>, y: Double, mark: Int?, tag: StaticString) {
        let canvas = pages.canvas
        if let mark { canvas.begin(tag, mark: mark) }
        let style = row.style
        let room = setter.width(cell) - 2 * setter.padding
        let left = setter.lefts[cell.column] + setter.padding
        let alignment = cell.span == 1 ? setter.columns[cell.column].resolvedAlignment : .left
        var baseline = y + (row.leading + style.capHeight) / 2
        for index in lines {
            let text = cell.lines[index]
            let width = style.points(text.width)
            // A number wider than all that were measured is set narrower: its digits stay whole and in its column.
            let factor = width > room + 0.5 && cell.span == 1 ? max(room / width, 0.1) : 1
            if factor < 1 { canvas.narrow(factor) }
            let rest = factor < 1 ? 0 : room - width
            switch alignment {
            case .general, .left: canvas.move(x: left, y: baseline)
            case .right: canvas.move(x: left + rest, y: baseline)
            case .center: canvas.move(x: left + rest / 2, y: baseline)
            }
            canvas.put(text)
            if factor < 1 { canvas.narrow(1) }
            baseline += row.leading
        }
        if mark != nil { canvas.end() }
    }

    private func paintLink(
        _ row: TableRow, _ cell: TableRow.Cell, _ link: [UInt8], cellElement: Int, rowElement: Int, y: Double
    ) throws(PDFError) {
        let element = pages.file.allocate()
        let mark = pages.tree.mark(element)
        paint(cell, of: row, lines: cell.lines.indices, y: y + row.padding, mark: mark, tag: "Link")
        let width = min(row.style.points(cell.lines.map(\.width).max() ?? 0), setter.width(cell) - 2 * setter.padding)
        let annotation = try pages.link(
            link, x: setter.lefts[cell.column] + setter.padding, y: y + row.padding, width: width,
            height: Double(cell.lines.count) * row.leading, element: element)
        try pages.tree.write(
            element, "Link", parent: cellElement,
            kids: [.content(page: pages.page, mark: mark), .annotation(page: pages.page, annotation)])
        try pages.tree.writeGroup(cellElement, "TD", parent: rowElement, elements: CollectionOfOne(element))
    }

    private func writeCell(_ row: TableRow, _ index: Int, element: Int, kids: [StructureTree.Kid]) throws(PDFError) {
        let cell = row.cells[index]
        if cell.span == 1, !row.isGroup, kids.count == 1, cell.spoken == nil, case .content(let page, let mark) = kids[0] {
            return try pages.tree.writeCell(element + 1 + index, row: element, page: page, mark: mark)
        }
        try pages.tree.write(element + 1 + index, row.isGroup ? "TH" : "TD", parent: element, kids: kids) { target in
            if let spoken = cell.spoken { target.put(actualText: spoken) }
            guard cell.span > 1 || row.isGroup else { return }
            target.put(text: "/A<</O/Table/ColSpan \(cell.span)")
            if row.isGroup { target.put("/Scope/Column") }
            target.put(">>")
        }
    }
}
