/// What is drawn on a page: a ground, and text and lines above it.
///
/// Vertical places are from the top.
final class PageCanvas {
    let frame: PageFrame
    /// Fills that lie below everything and say nothing.
    private let ground = TokenBuffer(capacity: 1 << 12)
    private let content = TokenBuffer(capacity: 1 << 16)
    private var font: TextStyle?
    private var fill: PDFLook.Color?
    private var groundFill: PDFLook.Color?
    private var stroke: PDFLook.Color?
    private var lineWidth = 0.0
    /// Characters shown as boxes, on all pages.
    private(set) var missingCount = 0
    private var penX = 0
    private var penY = 0

    init(frame: PageFrame) {
        self.frame = frame
    }

    /// Begins with nothing drawn.
    func clear() {
        ground.clear()
        content.clear()
        font = nil
        fill = nil
        groundFill = nil
        stroke = nil
        lineWidth = 0
    }

    /// The content stream of all that has been drawn.
    func stream() -> TokenBuffer {
        let stream = TokenBuffer(capacity: ground.count + content.count + 64)
        stream.put("q ")
        if ground.count > 0 {
            stream.put("/Artifact BMC\n")
            stream.put(ground)
            stream.put("EMC\n")
        }
        stream.put(content)
        stream.put("Q\n")
        return stream
    }

    /// Begins content that a mark names.
    func begin(_ tag: StaticString, mark: Int) {
        content.put("/")
        content.put(tag)
        content.put("<</MCID ")
        content.put(mark)
        content.put(">>BDC ")
    }

    /// Begins content that says nothing of its own: lines, repeated headings.
    func beginArtifact() { content.put("/Artifact BMC ") }

    /// Begins what every page has: its head or foot line.
    func beginPageArtifact(_ kind: StaticString) {
        content.put("/Artifact<</Type/Pagination/Subtype/")
        content.put(kind)
        content.put(">>BDC ")
    }

    func end() { content.put("EMC\n") }

    /// Fills a rectangle of the ground.
    func fillGround(x: Double, y: Double, width: Double, height: Double, _ color: PDFLook.Color) {
        if groundFill != color { Self.put(color, "rg ", into: ground) }
        groundFill = color
        put(rectangle: (x, y, width, height), into: ground)
        ground.put("f\n")
    }

    /// Draws a line of the ground from left to right, its middle at `y`.
    func groundRule(from left: Double, to right: Double, y: Double, width: Double, _ color: PDFLook.Color) {
        fillGround(x: left, y: y - width / 2, width: right - left, height: width, color)
    }

    /// Fills a rectangle.
    func fill(x: Double, y: Double, width: Double, height: Double, _ color: PDFLook.Color) {
        setFill(color)
        put(rectangle: (x, y, width, height), into: content)
        content.put("f\n")
    }

    /// Draws the outline of a rectangle.
    func frame(x: Double, y: Double, width: Double, height: Double, lineWidth: Double, _ color: PDFLook.Color) {
        setStroke(color, lineWidth)
        put(rectangle: (x, y, width, height), into: content)
        content.put("S\n")
    }

    /// Draws a line through `points`.
    func line(_ points: [(x: Double, y: Double)], width: Double, _ color: PDFLook.Color) {
        setStroke(color, width)
        for (index, point) in points.enumerated() {
            content.put(points: point.x)
            content.put(points: frame.height - point.y)
            content.put(index == 0 ? "m " : "l ")
        }
        content.put("S\n")
    }

    /// Draws a line from left to right.
    func rule(from left: Double, to right: Double, y: Double, width: Double, _ color: PDFLook.Color) {
        line([(left, y), (right, y)], width: width, color)
    }

    /// Shows a set text with its baseline at `y`.
    func show(_ text: SetText, x: Double, y: Double, _ style: TextStyle, _ font: String) {
        guard !text.operators.isEmpty else { return }
        beginText(style, font)
        move(x: x, y: y)
        put(text)
        endText()
    }

    /// Begins texts that are shown by ``move(x:y:)`` and ``put(_:)``.
    func beginText(_ style: TextStyle, _ name: String) {
        setFill(style.color)
        content.put("BT ")
        if font?.weight != style.weight || font?.size != style.size {
            content.put(text: "/\(name) ")
            content.put(points: style.size)
            content.put("Tf ")
            font = style
        }
        penX = 0
        penY = 0
    }

    /// Goes to where the next text begins, its baseline at `y`.
    func move(x: Double, y: Double) {
        let newX = TokenBuffer.hundredths(x)
        let newY = TokenBuffer.hundredths(frame.height - y)
        content.put(hundredths: newX - penX)
        content.put(" ")
        content.put(hundredths: newY - penY)
        content.put(" Td ")
        penX = newX
        penY = newY
    }

    /// Shows a set text where the pen is.
    func put(_ text: SetText) {
        content.append(text.operators)
        missingCount += text.missingCount
    }

    /// Sets what follows narrower, 1 being its own width.
    func narrow(_ factor: Double) {
        content.put(points: factor * 100)
        content.put("Tz ")
    }

    func endText() { content.put("ET\n") }

    /// Shows the image `name`.
    func image(_ name: String, x: Double, y: Double, width: Double, height: Double) {
        content.put("q ")
        content.put(points: width)
        content.put("0 0 ")
        content.put(points: height)
        content.put(points: x)
        content.put(points: frame.height - y - height)
        content.put(text: "cm /\(name) Do Q\n")
    }

    private func setFill(_ color: PDFLook.Color) {
        if fill != color { Self.put(color, "rg ", into: content) }
        fill = color
    }

    private func setStroke(_ color: PDFLook.Color, _ width: Double) {
        if stroke != color { Self.put(color, "RG ", into: content) }
        stroke = color
        if lineWidth != width {
            content.put(points: width)
            content.put("w ")
        }
        lineWidth = width
    }

    private func put(rectangle: (x: Double, y: Double, width: Double, height: Double), into target: TokenBuffer) {
        target.put(points: rectangle.x)
        target.put(points: frame.height - rectangle.y - rectangle.height)
        target.put(points: rectangle.width)
        target.put(points: rectangle.height)
        target.put("re ")
    }

    private static func put(_ color: PDFLook.Color, _ operation: StaticString, into target: TokenBuffer) {
        for part in [color.red, color.green, color.blue] {
            target.put(part, digits: 3)
            target.put(" ")
        }
        target.put(operation)
    }
}
