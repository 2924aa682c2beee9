/// Sets text in one style.
final class StyledText {
    let style: TextStyle
    let face: MainFace
    private let complex: ComplexText
    private var cache = TextCache()
    private let scratch = TokenBuffer(capacity: 1024)

    init(_ style: TextStyle, face: MainFace, library: FontLibrary) {
        self.style = style
        self.face = face
        complex = ComplexText(library: library, main: face, size: style.size)
    }

    /// The points that `thousandths` of an em are.
    func points(_ thousandths: Double) -> Double { thousandths * style.size / 1000 }

    /// How high its capitals are, in points.
    var capHeight: Double { points(face.program.capHeight) }

    /// What stands between lines that are one text.
    private var space: SetText { self.set(" ") }

    /// `text` in one line.
    func set(_ text: String) -> SetText { unsafe withBytes(text) { unsafe set($0) } }

    /// The text of `bytes` in one line.
    func set(_ bytes: UnsafeBufferPointer<UInt8>) -> SetText {
        guard bytes.count > 0 else { return .empty }
        let hash = unsafe TextCache.hash(bytes)
        if let text = unsafe cache.find(bytes, hash: hash) { return text }
        let text = unsafe setSimple(bytes) ?? setWords(bytes) ?? complex.lines(Self.clean(bytes))[0]
        unsafe cache.add(text, for: bytes, hash: hash)
        return text
    }

    /// `text` in one line of at most `width` points, cut with three dots where it is longer.
    func fitted(_ text: String, width: Double) -> SetText {
        let whole = set(text)
        guard points(whole.width) > width else { return whole }
        var characters = Array(text)
        while characters.count > 1 {
            characters.removeLast(max(1, characters.count / 8))
            let cut = set(String(characters) + "…")
            if points(cut.width) <= width { return cut }
        }
        return .empty
    }

    /// `text` in lines of at most `width` points.
    func lines(_ text: String, width: Double) -> [SetText] { unsafe withBytes(text) { unsafe lines($0, width: width) } }

    /// The text of `bytes` in lines of at most `width` points.
    func lines(_ bytes: UnsafeBufferPointer<UInt8>, width: Double) -> [SetText] {
        let limit = width * 1000 / style.size
        if unsafe !bytes.contains(where: { $0 == 0x0A || $0 == 0x0D }) { return unsafe paragraph(bytes, limit: limit) }
        var lines: [SetText] = []
        var start = 0
        for place in 0...bytes.count {
            guard unsafe place == bytes.count || bytes[place] == 0x0A || bytes[place] == 0x0D else { continue }
            // A carriage return and a line feed are one end.
            let isSecond = unsafe place > 0 && place < bytes.count && bytes[place] == 0x0A && bytes[place - 1] == 0x0D
            if !isSecond {
                if let last = lines.popLast() { lines.append(last.followed(by: space)) }
                lines += unsafe paragraph(UnsafeBufferPointer(rebasing: bytes[start..<place]), limit: limit)
            }
            start = place + 1
        }
        while lines.count > 1, lines.last?.operators.isEmpty == true { lines.removeLast() }
        return lines
    }

    private func paragraph(_ bytes: UnsafeBufferPointer<UInt8>, limit: Double) -> [SetText] {
        guard bytes.count > 0 else { return [.empty] }
        let hash = unsafe TextCache.hash(bytes)
        let known = unsafe cache.find(bytes, hash: hash)
        guard let whole = unsafe known ?? setSimple(bytes) else {
            let lines = unsafe wordLines(bytes, limit: limit) ?? complex.lines(Self.clean(bytes), width: limit)
            if lines.count == 1 { unsafe cache.add(lines[0], for: bytes, hash: hash) }
            return lines
        }
        if known == nil { unsafe cache.add(whole, for: bytes, hash: hash) }
        guard whole.width > limit else { return [whole] }
        guard whole.isSimple else { return unsafe wordLines(bytes, limit: limit) ?? complex.lines(Self.clean(bytes), width: limit) }
        return unsafe LineBreaks.lines(bytes, face: face, limit: limit).map { line in
            let text = unsafe set(UnsafeBufferPointer(rebasing: bytes[line.range]))
            return line.endsInSpace ? text.followed(by: space) : text
        }
    }

    /// The line that the words of `bytes` make; nil when they are not to be set each by itself.
    private func setWords(_ bytes: UnsafeBufferPointer<UInt8>) -> SetText? {
        guard let words = unsafe WordLine.words(bytes) else { return nil }
        var line = WordLine()
        for (index, word) in words.enumerated() {
            if index > 0 { line.append(space) }
            line.append(unsafe set(UnsafeBufferPointer(rebasing: bytes[word])))
        }
        return line.text
    }

    /// The lines that the words of `bytes` make; nil when they are not to be set each by itself, or one is too wide for a line.
    private func wordLines(_ bytes: UnsafeBufferPointer<UInt8>, limit: Double) -> [SetText]? {
        guard let words = unsafe WordLine.words(bytes) else { return nil }
        let space = space
        var lines: [SetText] = []
        var line = WordLine()
        for (index, word) in words.enumerated() {
            let text = unsafe set(UnsafeBufferPointer(rebasing: bytes[word]))
            guard text.width <= limit else { return nil }
            if index > 0, line.width + space.width + text.width > limit {
                lines.append(line.text.followed(by: space))
                line = WordLine()
            } else if index > 0 {
                line.append(space)
            }
            line.append(text)
        }
        return lines + [line.text]
    }

    /// The line that `bytes` make when all of it is simple.
    private func setSimple(_ bytes: UnsafeBufferPointer<UInt8>) -> SetText? {
        scratch.clear()
        scratch.reserve(bytes.count * 12 + 16)
        scratch.put("[<")
        var width = 0.0
        var place = 0
        var previous: UInt32 = 0
        var previousCode: UInt16 = 0
        var edition: UInt8 = 0
        while place < bytes.count {
            guard let character = unsafe UTF8Decoding.next(bytes, &place) else { return nil }
            let letter = face.letter(character)
            guard letter.state == 1 else { return nil }
            if previousCode != 0 {
                let move = face.move(previous, previousCode, character, letter.code)
                if move != 0 {
                    guard move != MainFace.unusual else { return nil }
                    scratch.put(">")
                    scratch.put(-Int(move))
                    scratch.put("<")
                    width += Double(move)
                }
            }
            if letter.edition != edition {
                edition = letter.edition
                putFont(edition)
            }
            scratch.put(hexadecimal: letter.code)
            width += Double(letter.width)
            previous = character
            previousCode = letter.code
        }
        if edition != 0 { putFont(0) }
        scratch.put(">]TJ ")
        return SetText(operators: scratch.copy(), width: width, isSimple: true)
    }

    /// Goes on in an edition of the font.
    private func putFont(_ edition: UInt8) {
        scratch.put(text: ">]TJ /\(face.program.resourceName(edition: edition)) ")
        scratch.put(points: style.size)
        scratch.put("Tf [<")
    }

    private func withBytes<Result>(_ text: String, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        var text = text
        return text.withUTF8 { unsafe body($0) }
    }

    /// Well-formed text without control characters; a tab is a space.
    private static func clean(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        let text = unsafe String(decoding: bytes, as: UTF8.self)
        var cleaned = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x09, 0x0A, 0x0D, 0x85, 0x2028, 0x2029: cleaned.append(" ")
            case 0..<0x20, 0x7F..<0xA0: break
            default: cleaned.append(scalar)
            }
        }
        return Array(String(cleaned).utf8)
    }
}
