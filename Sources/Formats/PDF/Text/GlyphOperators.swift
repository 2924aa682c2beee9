/// Builds the operators that show glyphs one after another (ISO 32000-1, 9.4.3).
struct GlyphOperators {
    private let target = TokenBuffer(capacity: 256)
    private let mainFont: String
    private let size: Double
    private var font: String
    /// Where the viewer has the pen, in thousandths of an em from the start.
    private var pen = 0.0
    private var rise = 0.0
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
        target.put(hundredths: TokenBuffer.hundredths(size))
        target.put(" Tf ")
    }

    /// Says what text the glyphs that follow stand for, until ``endText()``.
    mutating func beginText(_ text: String) {
        close()
        target.put("/Span<<")
        target.put(actualText: text)
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
    ///   - x: how far right of the start it stands.
    ///   - y: how far above the line it stands.
    mutating func add(_ code: UInt16, width: Double, x: Double, y: Double) {
        setRise(y)
        move(to: x)
        openString()
        target.put(hexadecimal: code)
        pen += width
    }

    /// Adds a box of the font of boxes.
    mutating func add(box code: UInt8, width: Double, x: Double) {
        setRise(0)
        move(to: x)
        openString()
        let digits = Array("0123456789ABCDEF".utf8)
        target.put(digits[Int(code >> 4)])
        target.put(digits[Int(code & 15)])
        pen += width
    }

    /// The operators, which leave the pen at `end`.
    mutating func finish(at end: Double) -> [UInt8] {
        setRise(0)
        move(to: end)
        use(mainFont)
        close()
        return target.copy()
    }

    private mutating func move(to x: Double) {
        let whole = (x - pen).rounded()
        guard whole != 0 else { return }
        openArray()
        if isString { target.put(">") }
        isString = false
        target.put(-Int(whole))
        pen += whole
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
