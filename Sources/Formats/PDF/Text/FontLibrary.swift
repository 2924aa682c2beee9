import CTypesetting
import Glibc

/// The fonts that a report is set in, and what has been used of each.
@safe final class FontLibrary {
    private let fonts: OpaquePointer
    /// The fonts in the order of their first use.
    private(set) var programs: [FontProgram] = []
    private var programOfFace: [Int32: FontProgram] = [:]
    /// The boxes for what no font has.
    let boxes = MissingBoxes()

    /// - Throws: `font`.
    init(families: [String], language: String) throws(PDFError) {
        let names = families.map { $0.filter { $0 != "," } }.joined(separator: ",")
        guard let opened = unsafe ajastin_fonts_open(names, language) else { throw PDFError(.font, names, reason: "out of memory") }
        unsafe fonts = opened
    }

    deinit { unsafe ajastin_fonts_close(fonts) }

    /// The face that the families have at `weight`.
    ///
    /// - Throws: `font` when the machine has none, or it may not be embedded.
    func mainFace(weight: Int32) throws(PDFError) -> FontProgram {
        let face = unsafe ajastin_main_face(fonts, weight)
        guard face >= 0 else { throw PDFError(.font, "", reason: "no font is installed") }
        guard let program = program(face) else {
            throw PDFError(.font, "\(face)", reason: "the font has no outlines, or its maker does not let it be embedded")
        }
        return program
    }

    /// What is used of a face; nil when it cannot be embedded.
    func program(_ face: Int32) -> FontProgram? {
        if let program = programOfFace[face] { return program }
        let facts = unsafe ajastin_face_facts(fonts, face)
        guard facts.is_embeddable, facts.units_per_em > 0 else { return nil }
        let program = FontProgram(face: face, number: programs.count + 1, facts: facts)
        programs.append(program)
        programOfFace[face] = program
        return program
    }

    /// The glyph of `character` in a face; 0 when it has none.
    func nominalGlyph(_ character: UInt32, face: Int32) -> UInt32 { unsafe ajastin_nominal_glyph(fonts, face, character) }

    /// The advance of a glyph in units of the face.
    func advance(_ glyph: UInt32, face: Int32) -> Int32 { unsafe ajastin_glyph_advance(fonts, face, glyph) }

    /// The advance of `first` before `second` in units of the face; nil when they are not set side by side as their own glyphs.
    func pairAdvance(_ first: UInt32, _ second: UInt32, face: Int32) -> Int32? {
        var advance: Int32 = 0
        return unsafe ajastin_pair_advance(fonts, face, first, second, &advance) ? advance : nil
    }

    /// The glyphs that Pango sets `text` in, in lines of `width` thousandths of an em (one line without).
    func glyphs(_ text: [UInt8], weight: Int32, width: Int32?) -> [ajastin_glyph] {
        var count: Int32 = 0
        return unsafe text.withUnsafeBytes { bytes in
            let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            guard let glyphs = unsafe ajastin_set_text(fonts, weight, start, Int32(bytes.count), width ?? -1, &count) else { return [] }
            return unsafe Array(UnsafeBufferPointer(start: glyphs, count: Int(count)))
        }
    }

    /// The face cut to `glyphs`, as a font file; their new numbers take the place of theirs unless they are kept.
    func subset(_ face: Int32, glyphs: inout [UInt32], keepsNumbers: Bool) -> [UInt8]? {
        var length = 0
        let count = Int32(glyphs.count)
        guard let bytes = unsafe ajastin_subset(fonts, face, &glyphs, count, keepsNumbers, &length) else { return nil }
        defer { unsafe free(bytes) }
        return unsafe Array(UnsafeBufferPointer(start: bytes, count: length))
    }
}
