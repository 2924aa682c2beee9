import CTypesetting

/// A face as the document uses it: the codes of its glyphs, what text each stands for, and how wide it is.
///
/// A glyph that stands for different texts (a space and a no-break space, say) is told apart in each, so that text is copied exactly:
/// by a code of its own, or, where the outlines are of the kind CFF and a code is the glyph's number, by an edition of the font: the same
/// outlines with another map from codes to text.
final class FontProgram {
    /// A glyph as a content stream names it.
    struct Code: Hashable {
        var value: UInt16
        /// From 0.
        var edition: UInt8 = 0
    }

    /// A glyph and the text that it stands for.
    private struct Use: Hashable {
        let glyph: UInt32
        let text: String
    }

    /// A code, with the glyph, the text and the width in thousandths of an em that belong to it.
    struct Entry {
        let code: Code
        let glyph: UInt32
        let text: String
        let width: Double
    }

    /// The library's number of the face.
    let face: Int32
    /// The number in its name, from 1: `F1`.
    let number: Int
    let facts: ajastin_face
    /// What is used, in the order of first use.
    private(set) var entries: [Entry] = []
    /// The number of editions.
    private(set) var editionCount = 0
    private var codes: [Use: Code] = [:]
    /// The same for single characters, by the glyph and the character.
    private var characterCodes: [UInt64: Code] = [:]
    private var useCounts: [UInt32: UInt8] = [:]

    private static let editionLimit: UInt8 = 8

    init(face: Int32, number: Int, facts: ajastin_face) {
        self.face = face
        self.number = number
        self.facts = facts
    }

    /// The name in which pages know an edition.
    func resourceName(edition: UInt8 = 0) -> String { edition == 0 ? "F\(number)" : "F\(number)x\(edition)" }

    /// The factor from units of the face to thousandths of an em.
    var scale: Double { 1000 / Double(facts.units_per_em) }

    /// How high capitals are, in thousandths of an em.
    var capHeight: Double { Double(facts.cap_height) * scale }

    /// The PostScript name.
    var name: String {
        unsafe withUnsafeBytes(of: facts.name) { bytes in
            unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }

    /// The code of `glyph` where it stands for `text`; nil when there can be none.
    ///
    /// - Parameter advance: its width in units of the face.
    func code(_ glyph: UInt32, text: String, advance: Int32) -> Code? {
        let use = Use(glyph: glyph, text: text)
        if let code = codes[use] { return code }
        let code: Code
        if facts.is_truetype {
            guard entries.count < 0xFFFE else { return nil }
            code = Code(value: UInt16(entries.count + 1))
        } else {
            let edition = useCounts[glyph] ?? 0
            guard edition < Self.editionLimit, glyph <= 0xFFFF else { return nil }
            code = Code(value: UInt16(glyph), edition: edition)
            useCounts[glyph] = edition + 1
        }
        codes[use] = code
        editionCount = max(editionCount, Int(code.edition) + 1)
        entries.append(Entry(code: code, glyph: glyph, text: text, width: Double(advance) * scale))
        return code
    }

    /// The code of `glyph` where it stands for one character; nil when there can be none.
    func code(_ glyph: UInt32, character: Unicode.Scalar, advance: Int32) -> Code? {
        let use = UInt64(glyph) << 32 | UInt64(character.value)
        if let code = characterCodes[use] { return code }
        guard let code = code(glyph, text: String(character), advance: advance) else { return nil }
        characterCodes[use] = code
        return code
    }

    /// A code of `glyph` whatever text it stands for, for where the text is told in another way.
    func anyCode(_ glyph: UInt32, advance: Int32) -> Code? {
        if let code = code(glyph, text: "", advance: advance) { return code }
        return useCounts[glyph] == nil ? nil : Code(value: UInt16(truncatingIfNeeded: glyph))
    }
}
