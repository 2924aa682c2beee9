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

    /// `text` in one line of at most `width` points: the first of its lines, with three dots where there are more.
    static func line(_ text: String, _ style: StyledText, width: Double) -> SetText {
        let whole = style.set(text)
        guard style.points(whole.width) > width else { return whole }
        var characters = Array(text)
        while characters.count > 1 {
            characters.removeLast(max(1, characters.count / 8))
            let cut = style.set(String(characters) + "…")
            if style.points(cut.width) <= width { return cut }
        }
        return .empty
    }
}

extension PageCanvas {
    /// Shows a set text in its style.
    func show(_ text: SetText, x: Double, y: Double, _ style: StyledText) {
        show(text, x: x, y: y, style.style, style.face.program.resourceName)
    }
}
