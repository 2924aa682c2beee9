/// The styles of a report, each with what sets text in it.
final class TextStyles {
    let library: FontLibrary
    private var faces: [Int32: MainFace] = [:]
    private var styles: [TextStyle: StyledText] = [:]

    init(library: FontLibrary) {
        self.library = library
    }

    /// What sets text in a style.
    ///
    /// - Throws: `font`.
    func style(_ size: Double, _ color: PDFLook.Color, isBold: Bool = false) throws(PDFError) -> StyledText {
        let style = TextStyle(weight: isBold ? 700 : 400, size: size, color: color)
        if let text = styles[style] { return text }
        let face = try face(style.weight)
        let text = StyledText(style, face: face, library: library)
        styles[style] = text
        return text
    }

    private func face(_ weight: Int32) throws(PDFError) -> MainFace {
        if let face = faces[weight] { return face }
        let face = try MainFace(weight: weight, library: library)
        faces[weight] = face
        return face
    }
}
