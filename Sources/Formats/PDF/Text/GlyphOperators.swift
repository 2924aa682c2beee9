/// Builds the operators that show glyphs one after another (ISO 32000-1, 9.4.3).
struct GlyphOperators {
    private let target = TokenBuffer(capacity: 256)
    private let mainFont: String
    private let size: Double
    private var font: String
    /// How far the pen is from where the viewer has it, in thousandths of an em.
    private var pendingMove = 0.0
    private var rise = 0.0
    private var width = 0.0
    private var isArray = false
    private var isString = false

    /// Operators for a text object whose font is `mainFont`, which it is again at the end.
    init(mainFont: String, size: Double) {
        self.mainFont = mainFont
        self.size = size
        font = mainFont
    }

    /// Goes on in another font.
    mutating func use(_ name: String) {
        guard name != font else { return }
        close()
        font = name
        target.put(text: "/\(name) ")
        target.put(hundredths: Int((size * 100).rounded()))
        target.put(" Tf ")
    }

    /// Says what text the glyphs that follow stand for, until ``endText()``.
    mutating func beginText(_ text: String) {
        close()
        target.put("/Span<</ActualText")
        target.put(textString: text)
        target.put(">>BDC ")
    }

    mutating func endText() {
        close()
        target.put(" EMC ")
    }

    /// Adds a glyph.
    ///
    /// - Parameters:
    ///   - width: what the font says of it, in thousandths of an em like the others.
    ///   - advance: how far the next one is.
    ///   - x: how far right of the pen it stands.
    ///   - y: how far above the line it stands.
    mutating func add(_ code: UInt16, width: Double, advance: Double, x: Double, y: Double) {
        pendingMove += x
        setRise(y)
        move()
        openString()
        target.put(hexadecimal: code)
        pendingMove += advance - width - x
        self.width += advance
    }

    /// Adds a box of the font of boxes.
    mutating func add(box code: UInt8, width: Double) {
        setRise(0)
        move()
        openString()
        let digits = Array("0123456789ABCDEF".utf8)
        target.put(digits[Int(code >> 4)])
        target.put(digits[Int(code & 15)])
        self.width += width
    }

    /// The operators, and how wide all is.
    mutating func finish() -> ([UInt8], Double) {
        setRise(0)
        use(mainFont)
        close()
        return (target.copy(), width)
    }

    private mutating func move() {
        let whole = pendingMove.rounded()
        guard whole != 0 else { return }
        openArray()
        if isString { target.put(">") }
        isString = false
        target.put(-Int(whole))
        pendingMove -= whole
    }

    private mutating func setRise(_ thousandths: Double) {
        guard abs(thousandths - rise) > 0.5 else { return }
        close()
        rise = abs(thousandths) > 0.5 ? thousandths : 0
        target.put(points: rise * size / 1000)
        target.put("Ts ")
    }

    private mutating func openArray() {
        if !isArray { target.put("[") }
        isArray = true
    }

    private mutating func openString() {
        openArray()
        if !isString { target.put("<") }
        isString = true
    }

    private mutating func close() {
        if isString { target.put(">") }
        if isArray { target.put("]TJ ") }
        isString = false
        isArray = false
    }
}
