/// A line of text that is set: the operators of a content stream that show it, and how wide it is.
final class SetText: Sendable {
    /// The operators, for a text object whose font is that of the style.
    let operators: [UInt8]
    /// In thousandths of an em.
    let width: Double
    /// How many characters are shown as boxes.
    let missingCount: Int
    /// Whether it is letters of one face side by side, which may be cut anywhere.
    let isSimple: Bool
    /// Whether there are letters that are read from right to left; they stand in the operators as they stand on the page.
    let isRightToLeft: Bool

    init(operators: [UInt8], width: Double, missingCount: Int = 0, isSimple: Bool = false, isRightToLeft: Bool = false) {
        self.operators = operators
        self.width = width
        self.missingCount = missingCount
        self.isSimple = isSimple
        self.isRightToLeft = isRightToLeft
    }

    /// This text followed by one that has no width in the layout: what is read has a space where a line was broken at one.
    func followed(by space: SetText) -> SetText {
        SetText(
            operators: operators + space.operators, width: width, missingCount: missingCount, isSimple: isSimple,
            isRightToLeft: isRightToLeft)
    }

    static let empty = SetText(operators: [], width: 0, isSimple: true)
}
