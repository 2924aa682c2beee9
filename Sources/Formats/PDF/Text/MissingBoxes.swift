/// A font of boxes, each of which stands for a character that no font has: the reader sees that something is missing, and what is copied
/// is right.
final class MissingBoxes {
    /// The characters, by code.
    private(set) var characters: [Unicode.Scalar] = []
    private var codes: [Unicode.Scalar: UInt8] = [:]

    /// The name in which pages know it.
    static let resourceName = "FX"
    /// In thousandths of an em.
    static let width = 640.0

    /// The code of a box for `character`; beyond 256 of them the last one serves for all others.
    func code(_ character: Unicode.Scalar) -> UInt8 {
        if let code = codes[character] { return code }
        guard characters.count < 256 else { return 255 }
        let code = UInt8(characters.count)
        codes[character] = code
        characters.append(character)
        return code
    }

    /// Adds the objects of the font as `number`.
    func write(_ number: Int, to file: ObjectFile) throws(PDFError) {
        let procedure = file.allocate()
        let drawing = TokenBuffer(capacity: 64)
        drawing.put("640 0 60 -10 580 710 d1 40 w 90 20 460 660 re 90 20 m 550 680 l S")
        try file.addStream(procedure, drawing)
        let map = file.allocate()
        let entries = characters.enumerated().map { UnicodeMap.Entry(code: UInt16($0.offset), text: String($0.element)) }
        try file.addStream(map, UnicodeMap.make(entries, codeByteCount: 1))
        let count = characters.count
        try file.add(number) { target in
            target.put("<</Type/Font/Subtype/Type3/Name/FX/FontBBox[60 -10 580 710]/FontMatrix[.001 0 0 .001 0 0]/CharProcs<</box ")
            target.put(reference: procedure)
            target.put(">>/Encoding<</Type/Encoding/Differences[0")
            for _ in 0..<count { target.put("/box") }
            target.put("]>>/FirstChar 0/LastChar ")
            target.put(count - 1)
            target.put("/Widths[")
            for _ in 0..<count { target.put("640 ") }
            target.put("]/Resources<<>>/ToUnicode ")
            target.put(reference: map)
            target.put(">>")
        }
    }
}
