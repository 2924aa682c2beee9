/// A bar divided by the shares of a whole, in shades from dark to light, with a key below in the same order.
struct ShareChart {
    let points: [PDFChart.Point]
    let styles: ChartStyles

    private static let barHeight = 20.0
    private static let gap = 9.0
    private static let pitch = 13.0

    /// Its height, in points.
    var height: Double { Self.barHeight + Self.gap + Double(points.count) * Self.pitch }

    func paint(on canvas: PageCanvas, x: Double, y: Double, width: Double) {
        let sum = points.reduce(0) { $0 + max($1.value, 0) }
        var left = x
        for (index, point) in points.enumerated() {
            let part = sum > 0 ? max(point.value, 0) / sum * width : 0
            canvas.fill(x: left, y: y, width: part, height: Self.barHeight, shade(index))
            if index > 0 { canvas.fill(x: left - 0.5, y: y, width: 1, height: Self.barHeight, PDFLook.Color(0xFF_FF_FF)) }
            let style = strength(index) > 0.55 ? styles.inverse : styles.value
            let text = style.set(point.label)
            if style.points(text.width) + 10 <= part {
                canvas.show(text, x: left + 5, y: y + (Self.barHeight + style.capHeight) / 2, style)
            }
            left += part
        }
        canvas.frame(x: x, y: y, width: width, height: Self.barHeight, lineWidth: 0.5, styles.look.ink)
        paintKey(on: canvas, x: x, y: y + Self.barHeight + Self.gap, width: width)
    }

    private func paintKey(on canvas: PageCanvas, x: Double, y: Double, width: Double) {
        let values = points.map { styles.value.set($0.shown) }
        let valueWidth = values.map { styles.value.points($0.width) }.max() ?? 0
        let labels = points.map { styles.label.fitted($0.label, width: max(width - valueWidth - 30, 20)) }
        let labelWidth = labels.map { styles.label.points($0.width) }.max() ?? 0
        let right = x + min(width, 13 + labelWidth + 16 + valueWidth)
        for index in points.indices {
            let top = y + Double(index) * Self.pitch
            let baseline = top + (Self.pitch + styles.label.capHeight) / 2
            canvas.fill(x: x, y: top + 2.5, width: 8, height: 8, shade(index))
            canvas.frame(x: x, y: top + 2.5, width: 8, height: 8, lineWidth: 0.4, styles.look.ink)
            canvas.show(labels[index], x: x + 13, y: baseline, styles.label)
            canvas.show(values[index], x: right - styles.value.points(values[index].width), y: baseline, styles.value)
        }
    }

    /// How dark the part at `index` is.
    private func strength(_ index: Int) -> Double {
        points.count > 1 ? 0.95 - 0.85 * Double(index) / Double(points.count - 1) : 0.95
    }

    private func shade(_ index: Int) -> PDFLook.Color { styles.look.accent.tint(strength(index)) }
}
