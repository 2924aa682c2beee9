/// Draws the charts between the title and the table, two beside each other, or three where they are many and the page is wide.
struct ChartSection {
    private let charts: [PDFChart]
    private let pages: PageSequence
    private let styles: ChartStyles

    private static let columnGap = 28.0
    private static let rowGap = 16.0

    init(_ charts: [PDFChart], pages: PageSequence, styles: TextStyles, look: PDFLook) throws(PDFError) {
        self.charts = charts.filter { !$0.points.isEmpty }.map { chart in
            var chart = chart
            for index in chart.points.indices where !chart.points[index].value.isFinite { chart.points[index].value = 0 }
            return chart
        }
        self.pages = pages
        self.styles = try ChartStyles(styles, look: look)
    }

    /// Draws all charts from `y` on; returns where the last row of them ends.
    func paint(y: Double) throws(PDFError) -> Double {
        guard !charts.isEmpty else { return y }
        let frame = pages.canvas.frame
        let count = charts.count >= 3 && frame.contentWidth > 700 ? 3 : 2
        let width = (frame.contentWidth - Double(count - 1) * Self.columnGap) / Double(count)
        var y = y
        for start in stride(from: 0, to: charts.count, by: count) {
            let row = charts[start..<min(start + count, charts.count)]
            let height = row.map { ChartStyles.titleHeight + self.height($0) }.max() ?? 0
            if y + height > frame.bottom, y > frame.top {
                try pages.next()
                y = frame.top
            }
            for (index, chart) in row.enumerated() {
                try paint(chart, x: frame.left + Double(index) * (width + Self.columnGap), y: y, width: width)
            }
            y += height + Self.rowGap
        }
        return y
    }

    private func height(_ chart: PDFChart) -> Double {
        switch chart.kind {
        case .bars: BarChart(points: chart.points, styles: styles).height
        case .lines: LineChart(points: chart.points, styles: styles).height
        case .shares: ShareChart(points: chart.points, styles: styles).height
        }
    }

    private func paint(_ chart: PDFChart, x: Double, y: Double, width: Double) throws(PDFError) {
        let canvas = pages.canvas
        let element = pages.file.allocate()
        let mark = pages.tree.mark(element)
        canvas.begin("Figure", mark: mark)
        let title = styles.title.fitted(chart.title, width: width)
        canvas.show(title, x: x, y: y + 9, styles.title)
        let top = y + ChartStyles.titleHeight
        switch chart.kind {
        case .bars: BarChart(points: chart.points, styles: styles).paint(on: canvas, x: x, y: top, width: width)
        case .lines: LineChart(points: chart.points, styles: styles).paint(on: canvas, x: x, y: top, width: width)
        case .shares: ShareChart(points: chart.points, styles: styles).paint(on: canvas, x: x, y: top, width: width)
        }
        canvas.end()
        let bottom = canvas.frame.height - top - height(chart)
        try pages.tree.write(
            element, "Figure", parent: pages.tree.document, kids: [.content(page: pages.page, mark: mark)]
        ) { target in
            target.put("/Alt")
            target.put(textString: chart.description)
            target.put("/A<</O/Layout/Placement/Block/BBox[")
            target.put(points: x)
            target.put(points: bottom)
            target.put(points: x + width)
            target.put(points: canvas.frame.height - y)
            target.put("]>>")
        }
        pages.tree.addToDocument(element)
    }
}
