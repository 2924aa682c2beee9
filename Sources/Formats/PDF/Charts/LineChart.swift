/// A line through values in their order; the highest and the last value are told beside it.
struct LineChart {
    let points: [PDFChart.Point]
    let styles: ChartStyles

    private static let plotHeight = 84.0
    private static let headroom = 14.0
    private static let labelHeight = 14.0

    /// Its height, in points.
    var height: Double { Self.headroom + Self.plotHeight + Self.labelHeight }

    func paint(on canvas: PageCanvas, x: Double, y: Double, width: Double) {
        let least = min(points.map(\.value).min() ?? 0, 0)
        let most = max(points.map(\.value).max() ?? 0, 0)
        let left = x + 4
        let right = x + width - 24
        let top = y + Self.headroom
        let bottom = top + Self.plotHeight
        let scale = most > least ? Self.plotHeight / (most - least) : 0
        let step = points.count > 1 ? (right - left) / Double(points.count - 1) : 0
        let places = points.enumerated().map { (x: left + Double($0.offset) * step, y: bottom - ($0.element.value - least) * scale) }
        for share in [0.25, 0.5, 0.75, 1.0] {
            canvas.rule(from: x, to: x + width, y: bottom - Self.plotHeight * share, width: 0.35, styles.look.muted.tint(0.25))
        }
        canvas.rule(from: x, to: x + width, y: bottom + least * scale, width: 0.7, styles.look.ink)
        canvas.line(places, width: 1.6, styles.look.accent)
        for place in places { canvas.fill(x: place.x - 1.7, y: place.y - 1.7, width: 3.4, height: 3.4, styles.look.accent) }
        paintValues(on: canvas, places, left: x, right: x + width)
        paintLabels(on: canvas, places, baseline: bottom + 10.5, right: x + width)
    }

    private func paintValues(on canvas: PageCanvas, _ places: [(x: Double, y: Double)], left: Double, right: Double) {
        let highest = points.indices.max { points[$0].value < points[$1].value }
        for index in Set([highest, points.indices.last].compactMap { $0 }).sorted() {
            let text = styles.value.set(points[index].shown)
            let width = styles.value.points(text.width)
            let place = min(max(places[index].x - width / 2, left), right - width)
            canvas.show(text, x: place, y: places[index].y - 5, styles.value)
        }
    }

    /// As many labels as there is room for, the first and the last among them.
    private func paintLabels(on canvas: PageCanvas, _ places: [(x: Double, y: Double)], baseline: Double, right: Double) {
        let texts = points.map { styles.label.set($0.label) }
        guard let last = texts.indices.last else { return }
        func left(_ index: Int) -> Double {
            let width = styles.label.points(texts[index].width)
            return max(min(places[index].x - width / 2, right - width), places[0].x - 4)
        }
        func end(_ index: Int) -> Double { left(index) + styles.label.points(texts[index].width) + 8 }
        let step = (1..<max(texts.count, 2)).first { step in
            stride(from: step, to: texts.count, by: step).allSatisfy { end($0 - step) <= left($0) }
        }
        for index in stride(from: 0, to: texts.count, by: step ?? texts.count) where index != last && end(index) <= left(last) {
            canvas.show(texts[index], x: left(index), y: baseline, styles.label)
        }
        canvas.show(texts[last], x: left(last), y: baseline, styles.label)
    }
}
