import CTypesetting

/// A face as the document uses it: the codes of its glyphs, what text each stands for, and how wide it is.
///
/// A glyph that stands for different texts (a space and a no-break space, say) has a code for each, so that text is copied exactly.
/// Faces with outlines of the kind CFF have no such codes of their own: there a code is the glyph's number.
final class FontProgram {
    /// A glyph and the text that it stands for.
    private struct Use: Hashable {
        let glyph: UInt32
        let text: String
    }

    /// The library's number of the face.
    let face: Int32
    /// The number in its name, from 1: `F1`.
    let number: Int
    let facts: ajastin_face
    /// The codes that are used, in the order of first use.
    private(set) var codes: [UInt16] = []
    /// The glyph, the text and the width in thousandths of an em of each of ``codes``.
    private(set) var glyphs: [UInt32] = []
    private(set) var texts: [String] = []
    private(set) var widths: [Double] = []
    /// The place in ``codes``.
    private var places: [Use: Int] = [:]
    private var textOfGlyph: [UInt32: String] = [:]

    init(face: Int32, number: Int, facts: ajastin_face) {
        self.face = face
        self.number = number
        self.facts = facts
    }

    /// The name in which pages know it.
    var resourceName: String { "F\(number)" }

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
    func code(_ glyph: UInt32, text: String, advance: Int32) -> UInt16? {
        let use = Use(glyph: glyph, text: text)
        if let place = places[use] { return codes[place] }
        let code: UInt16
        if facts.is_truetype {
            guard codes.count < 0xFFFE else { return nil }
            code = UInt16(codes.count + 1)
        } else {
            guard textOfGlyph[glyph] == nil, glyph <= 0xFFFF else { return nil }
            code = UInt16(glyph)
            textOfGlyph[glyph] = text
        }
        places[use] = codes.count
        codes.append(code)
        glyphs.append(glyph)
        texts.append(text)
        widths.append(Double(advance) * scale)
        return code
    }

    /// A code of `glyph` whatever text it stands for, for where the text is told in another way.
    func anyCode(_ glyph: UInt32, advance: Int32) -> UInt16? {
        guard !facts.is_truetype else { return code(glyph, text: "", advance: advance) }
        return textOfGlyph[glyph] == nil ? code(glyph, text: "", advance: advance) : UInt16(glyph)
    }
}
