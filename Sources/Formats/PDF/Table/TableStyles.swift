/// The styles of a table.
struct TableStyles {
    let body: StyledText
    let strong: StyledText
    let heading: StyledText
    let group: StyledText
    let subgroup: StyledText
    let continued: StyledText
    let note: StyledText
    let leading: Double
    let padding: Double

    /// How much smaller headings are than the text.
    static let headingStep = 0.5

    init(_ styles: TextStyles, look: PDFLook, size: Double) throws(PDFError) {
        body = try styles.style(size, look.ink)
        strong = try styles.style(size, look.ink, isBold: true)
        heading = try styles.style(size - Self.headingStep, look.ink, isBold: true)
        group = try styles.style(size + 1.5, look.accent, isBold: true)
        subgroup = try styles.style(size + 0.25, look.accent, isBold: true)
        continued = try styles.style(size, look.muted)
        note = try styles.style(size + 0.5, look.muted)
        leading = (size * 1.28 * 4).rounded() / 4
        padding = (size * 0.25 * 4).rounded() / 4
    }
}
