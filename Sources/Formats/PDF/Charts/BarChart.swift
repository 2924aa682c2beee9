/// Bars from zero, one below the other, each with its label before it and its value behind it.
struct BarChart {
    let points: [PDFChart.Point]
    let styles: ChartStyles

    private static let pitch = 15.0
    private static let thickness = 9.0
    private static let gap = 6.0

    /// Its height, in points.
    var height: Double { Double(points.count) * Self.pitch }

    func paint(on canvas: PageCanvas, x: Double, y: Double, width: Double) {
        let labels = points.map { styles.label.fitted($0.label, width: width * 0.38) }
        let values = points.map { styles.value.set($0.shown) }
        let labelWidth = labels.map { styles.label.points($0.width) }.max() ?? 0
        let valueWidth = values.map { styles.value.points($0.width) }.max() ?? 0
        let least = min(points.map(\.value).min() ?? 0, 0)
        let most = max(points.map(\.value).max() ?? 0, 0)
        let left = x + labelWidth + Self.gap
        let room = max(width - labelWidth - 2 * Self.gap - valueWidth - (least < 0 ? valueWidth + Self.gap : 0), 20)
        let start = left + (least < 0 ? valueWidth + Self.gap : 0)
        let scale = most > least ? room / (most - least) : 0
        let zero = start - least * scale
        for (index, point) in points.enumerated() {
            let top = y + Double(index) * Self.pitch
            let baseline = top + (Self.pitch + styles.label.capHeight) / 2
            canvas.show(labels[index], x: left - Self.gap - styles.label.points(labels[index].width), y: baseline, styles.label)
            let length = point.value * scale
            canvas.fill(
                x: min(zero, zero + length), y: top + (Self.pitch - Self.thickness) / 2, width: abs(length), height: Self.thickness,
                styles.look.accent.tint(0.85))
            let shown = styles.value.points(values[index].width)
            let place = point.value < 0 ? zero + length - 4 - shown : zero + length + 4
            canvas.show(values[index], x: place, y: baseline, styles.value)
        }
        canvas.line([(zero, y), (zero, y + height)], width: 0.7, styles.look.ink)
    }
}
