/// The face of a weight, for text of simple scripts: a glyph for each character, moved together or apart by pairs.
///
/// What pairs do is asked of HarfBuzz once for each pair and remembered; texts in which anything else happens are set by Pango.
final class MainFace {
    /// What a character is in this face.
    struct Letter {
        /// 0: not looked at yet; 1: as below; 2: not to be set here.
        var state: UInt8 = 0
        var code: UInt16 = 0
        /// The edition of the font that it is in.
        var edition: UInt8 = 0
        /// In thousandths of an em.
        var width: Float = 0
    }

    /// What a pair of codes is that has not been looked at yet.
    private static let unknown = Int16.min
    /// A pair that is not to be set here.
    static let unusual = Int16.min + 1
    /// Characters below this are looked up in a table.
    static let letterLimit = 0x2200
    private static let denseLimit = 192

    let weight: Int32
    let program: FontProgram
    private let library: FontLibrary
    private var letters = [Letter](repeating: Letter(), count: letterLimit)
    /// How many thousandths of an em a pair of codes is moved apart.
    private var densePairs = [Int16](repeating: unknown, count: denseLimit * denseLimit)
    private var sparsePairs: [UInt32: Int16] = [:]

    /// - Throws: `font`.
    init(weight: Int32, library: FontLibrary) throws(PDFError) {
        self.weight = weight
        self.library = library
        program = try library.mainFace(weight: weight)
    }

    /// The letter that `character` is; its state is 1 or 2.
    @inline(__always)
    func letter(_ character: UInt32) -> Letter {
        guard character < UInt32(Self.letterLimit) else { return Letter(state: 2) }
        let letter = letters[Int(character)]
        return letter.state == 0 ? look(character) : letter
    }

    /// How far two characters are moved apart; ``unusual`` when they are not to be set here.
    @inline(__always)
    func move(_ first: UInt32, _ firstCode: UInt16, _ second: UInt32, _ secondCode: UInt16) -> Int16 {
        if firstCode < Self.denseLimit, secondCode < Self.denseLimit {
            let place = Int(firstCode) &* Self.denseLimit &+ Int(secondCode)
            let move = densePairs[place]
            if move != Self.unknown { return move }
            let found = look(first, second)
            densePairs[place] = found
            return found
        }
        let key = UInt32(firstCode) << 16 | UInt32(secondCode)
        if let move = sparsePairs[key] { return move }
        let found = look(first, second)
        sparsePairs[key] = found
        return found
    }

    private func look(_ character: UInt32) -> Letter {
        var letter = Letter(state: 2)
        let glyph = Self.isSimple(character) ? library.nominalGlyph(character, face: program.face) : 0
        if glyph != 0, let scalar = Unicode.Scalar(character) {
            let advance = library.advance(glyph, face: program.face)
            if let code = program.code(glyph, text: String(scalar), advance: advance) {
                letter = Letter(
                    state: 1, code: code.value, edition: code.edition, width: Float(Double(advance) * program.scale))
            }
        }
        letters[Int(character)] = letter
        return letter
    }

    private func look(_ first: UInt32, _ second: UInt32) -> Int16 {
        guard let advance = library.pairAdvance(first, second, face: program.face) else { return Self.unusual }
        let own = library.advance(library.nominalGlyph(first, face: program.face), face: program.face)
        return Int16(clamping: Int((Double(advance - own) * program.scale).rounded()))
    }

    /// Whether a character is set as a glyph of its own in reading order from left to right: letters of Latin, Greek and Cyrillic that
    /// are not composed, and the signs used with them.
    private static func isSimple(_ character: UInt32) -> Bool {
        switch character {
        case 0x20...0x7E, 0xA0...0xAC, 0xAE...0x2AF, 0x370...0x3FF, 0x400...0x482, 0x48A...0x52F, 0x1E00...0x1EFF, 0x2010...0x2027,
            0x202F, 0x2030...0x205E, 0x20A0...0x20BF, 0x2100...0x21FF:
            true
        default: false
        }
    }
}
