import CTypesetting

/// Writes a face as far as it has been used into the file: a composite font (ISO 32000-1, 9.7) over a subset of the font program.
struct FontEmbedding {
    private let program: FontProgram
    private let file: ObjectFile
    private let library: FontLibrary

    init(_ program: FontProgram, library: FontLibrary, file: ObjectFile) {
        self.program = program
        self.library = library
        self.file = file
    }

    /// Adds the font; returns the object of each edition.
    ///
    /// - Throws: `font`, `part`, `write`.
    func write() throws(PDFError) -> [(name: String, object: Int)] {
        var glyphs = program.entries.map(\.glyph)
        let isTrueType = program.facts.is_truetype
        guard let outlines = library.subset(program.face, glyphs: &glyphs, keepsNumbers: !isTrueType) else {
            throw PDFError(.font, program.name, reason: "the font cannot be cut to what is used of it")
        }
        let descendant = file.allocate(3)
        let (descriptor, outlineStream) = (descendant + 1, descendant + 2)
        let content = TokenBuffer(capacity: outlines.count)
        content.append(outlines)
        try file.addStream(outlineStream, content) { keys in
            if isTrueType {
                keys.put("/Length1 ")
                keys.put(outlines.count)
            } else {
                keys.put("/Subtype/CIDFontType0C")
            }
        }
        try writeDescriptor(descriptor, outlines: outlineStream)
        try writeDescendant(descendant, descriptor: descriptor, glyphs: glyphs)
        var editions: [(name: String, object: Int)] = []
        for edition in 0..<UInt8(program.editionCount) {
            let object = try writeEdition(edition, descendant: descendant)
            editions.append((program.resourceName(edition: edition), object))
        }
        return editions
    }

    private func writeEdition(_ edition: UInt8, descendant: Int) throws(PDFError) -> Int {
        let number = file.allocate(2)
        let entries = program.entries.filter { $0.code.edition == edition }
            .map { UnicodeMap.Entry(code: $0.code.value, text: $0.text) }
        try file.addStream(number + 1, UnicodeMap.make(entries, codeByteCount: 2))
        try file.add(number) { target in
            target.put(text: "<</Type/Font/Subtype/Type0/BaseFont/\(taggedName)/Encoding/Identity-H/DescendantFonts[")
            target.put(reference: descendant)
            target.put("]/ToUnicode ")
            target.put(reference: number + 1)
            target.put(">>")
        }
        return number
    }

    /// The name with the six letters that mark a subset; those of a document differ by the font's number.
    private var taggedName: String {
        var rest = program.number
        var tag = ""
        for _ in 0..<6 {
            tag = String(UnicodeScalar(UInt8(65 + rest % 26))) + tag
            rest /= 26
        }
        return "\(tag)+\(program.name)"
    }

    private func writeDescriptor(_ number: Int, outlines: Int) throws(PDFError) {
        let facts = program.facts
        let scale = program.scale
        func scaled(_ value: Int32) -> Int { Int((Double(value) * scale).rounded()) }
        let isItalic = facts.italic_angle != 0
        try file.add(number) { target in
            target.put(text: "<</Type/FontDescriptor/FontName/\(taggedName)/Flags \(isItalic ? 68 : 4)/FontBBox[")
            for value in [facts.x_min, facts.y_min, facts.x_max, facts.y_max] {
                target.put(scaled(value))
                target.put(" ")
            }
            target.put("]/ItalicAngle ")
            target.put(Int(facts.italic_angle.rounded()))
            target.put(text: "/Ascent \(scaled(facts.ascent))/Descent \(scaled(facts.descent))/CapHeight \(scaled(facts.cap_height))")
            target.put("/StemV 80")
            target.put(facts.is_truetype ? "/FontFile2 " : "/FontFile3 ")
            target.put(reference: outlines)
            target.put(">>")
        }
    }

    private func writeDescendant(_ number: Int, descriptor: Int, glyphs: [UInt32]) throws(PDFError) {
        let isTrueType = program.facts.is_truetype
        var map: Int?
        if isTrueType {
            // Codes count from 1 in the order of first use; 0 is the glyph for what is not there.
            let content = TokenBuffer(capacity: glyphs.count * 2 + 2)
            content.append([0, 0])
            for glyph in glyphs { content.append([UInt8(glyph >> 8 & 255), UInt8(glyph & 255)]) }
            let number = file.allocate()
            try file.addStream(number, content)
            map = number
        }
        let entries = program.entries.filter { $0.code.edition == 0 }.sorted { $0.code.value < $1.code.value }
        try file.add(number) { target in
            target.put(text: "<</Type/Font/Subtype/\(isTrueType ? "CIDFontType2" : "CIDFontType0")/BaseFont/\(taggedName)")
            target.put("/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor ")
            target.put(reference: descriptor)
            if let map {
                target.put("/CIDToGIDMap ")
                target.put(reference: map)
            }
            target.put("/DW 0/W[")
            for entry in entries {
                target.put(Int(entry.code.value))
                target.put("[")
                target.put(entry.width, digits: 3)
                target.put("]")
            }
            target.put("]>>")
        }
    }
}
