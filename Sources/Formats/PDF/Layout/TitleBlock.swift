/// Draws what stands above the table on the first page: the title, its lines and facts, and the logo.
struct TitleBlock {
    private let report: PDFReport
    private let look: PDFLook
    private let logo: Logo?
    private let pages: PageSequence
    private let title: StyledText
    private let subtitle: StyledText
    private let label: StyledText
    private let value: StyledText

    private static let logoHeight = 42.0
    private static let logoWidth = 150.0
    private static let factGap = 26.0
    /// Room for the number of rows, in points.
    private static let countWidth = 48.0

    /// Where the number of rows is to be written, once it is known.
    struct CountPlace {
        let stream: Int
        let mark: Int
        let x: Double
        let baseline: Double
    }

    init(_ report: PDFReport, look: PDFLook, logo: Logo?, pages: PageSequence, styles: TextStyles) throws(PDFError) {
        self.report = report
        self.look = look
        self.logo = logo
        self.pages = pages
        title = try styles.style(20, look.ink, isBold: true)
        subtitle = try styles.style(9.5, look.muted)
        label = try styles.style(7, look.muted)
        value = try styles.style(9, look.ink)
    }

    /// Draws the block on the page in hand; returns where it ends and the places of the number of rows.
    func paint() throws(PDFError) -> (y: Double, counts: [CountPlace]) {
        let frame = pages.canvas.frame
        var right = frame.right
        var y = frame.top
        if let logo {
            let scale = min(Self.logoHeight / Double(logo.height), Self.logoWidth / Double(logo.width))
            let (width, height) = (Double(logo.width) * scale, Double(logo.height) * scale)
            pages.canvas.beginArtifact()
            pages.canvas.image(Logo.resourceName, x: frame.right - width, y: y, width: width, height: height)
            pages.canvas.end()
            right -= width + 20
        }
        pages.canvas.fillGround(x: frame.left, y: y, width: 26, height: 3, look.accent)
        y += 12
        y = try paintText(report.title, title, "H1", y: y, right: right, leading: 24)
        if !report.subtitles.isEmpty { y += 3 }
        for line in report.subtitles { y = try paintText(line, subtitle, "P", y: y, right: right, leading: 13) }
        guard !report.facts.isEmpty else { return (max(y, logoBottom) + 14, []) }
        let (end, counts) = try paintFacts(y: y + 11)
        return (max(end, logoBottom) + 16, counts)
    }

    private var logoBottom: Double {
        guard logo != nil else { return 0 }
        return pages.canvas.frame.top + Self.logoHeight
    }

    private func paintText(
        _ text: String, _ style: StyledText, _ tag: StaticString, y: Double, right: Double, leading: Double
    ) throws(PDFError) -> Double {
        let element = pages.file.allocate()
        var kids = [mark(element)]
        pages.canvas.begin(tag, mark: pages.tree.markCount - 1)
        var y = y
        let lines = style.lines(text, width: right - pages.canvas.frame.left)
        for line in lines {
            if y + leading > pages.canvas.frame.bottom {
                pages.canvas.end()
                try pages.next()
                y = pages.canvas.frame.top
                kids.append(mark(element))
                pages.canvas.begin(tag, mark: pages.tree.markCount - 1)
            }
            let baseline = y + (leading + style.capHeight) / 2
            pages.canvas.show(line, x: pages.canvas.frame.left, y: baseline, style.style, style.face.program.resourceName())
            y += leading
        }
        pages.canvas.end()
        try pages.tree.write(element, tag, parent: pages.tree.document, kids: kids) { target in
            if lines.contains(where: \.isRightToLeft) { target.put(actualText: text) }
        }
        pages.tree.addToDocument(element)
        return y
    }

    private func mark(_ element: Int) -> StructureTree.Kid { .content(page: pages.page, mark: pages.tree.mark(element)) }

    private func paintFacts(y: Double) throws(PDFError) -> (Double, [CountPlace]) {
        let frame = pages.canvas.frame
        var counts: [CountPlace] = []
        var x = frame.left
        var y = y
        if y + 80 > frame.bottom {
            try pages.next()
            y = frame.top
        }
        var bottom = y
        for fact in report.facts {
            let labelLine = label.set(fact.label).followed(by: label.set(" "))
            let most = frame.contentWidth / 2
            var lines: [SetText] = []
            if case .text(let text) = fact.value { lines = value.lines(text, width: most) }
            let width = max(
                label.points(labelLine.width), value.points(lines.map(\.width).max() ?? 0), fact.value == .rowCount ? Self.countWidth : 0)
            if x > frame.left, x + width > frame.right {
                x = frame.left
                y = bottom + 7
            }
            let element = pages.file.allocate()
            var kids: [StructureTree.Kid] = []
            let mark = pages.tree.mark(element)
            kids.append(.content(page: pages.page, mark: mark))
            pages.canvas.begin("P", mark: mark)
            pages.canvas.show(labelLine, x: x, y: y + 7, label.style, label.face.program.resourceName())
            var baseline = y + 18.5
            for line in lines {
                pages.canvas.show(line, x: x, y: baseline, value.style, value.face.program.resourceName())
                baseline += 12
            }
            pages.canvas.end()
            if fact.value == .rowCount {
                let late = pages.tree.mark(element)
                kids.append(.content(page: pages.page, mark: late))
                counts.append(CountPlace(stream: pages.deferContent(), mark: late, x: x, baseline: baseline))
                baseline += 12
            }
            try pages.tree.write(element, "P", parent: pages.tree.document, kids: kids)
            pages.tree.addToDocument(element)
            bottom = max(bottom, baseline - 8)
            x += width + Self.factGap
        }
        return (bottom, counts)
    }

    /// Writes the number of rows at its places.
    func paint(count: String, at places: [CountPlace]) throws(PDFError) {
        guard let stream = places.first?.stream else { return }
        for place in places {
            pages.canvas.begin("P", mark: place.mark)
            pages.canvas.show(value.set(count), x: place.x, y: place.baseline, value.style, value.face.program.resourceName())
            pages.canvas.end()
        }
        try pages.writeDeferred(stream)
    }
}
