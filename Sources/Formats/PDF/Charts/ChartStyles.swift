/// The styles of charts.
struct ChartStyles {
    let title: StyledText
    let label: StyledText
    let value: StyledText
    /// For labels on dark ground.
    let inverse: StyledText
    let look: PDFLook

    static let titleHeight = 20.0

    init(_ styles: TextStyles, look: PDFLook) throws(PDFError) {
        title = try styles.style(9, look.ink, isBold: true)
        label = try styles.style(7.5, look.ink)
        value = try styles.style(7.5, look.ink, isBold: true)
        inverse = try styles.style(7.5, PDFLook.Color(0xFF_FF_FF), isBold: true)
        self.look = look
    }
}

extension PageCanvas {
    /// Shows a set text in its style.
    func show(_ text: SetText, x: Double, y: Double, _ style: StyledText) {
        show(text, x: x, y: y, style.style, style.face.program.resourceName())
    }
}
