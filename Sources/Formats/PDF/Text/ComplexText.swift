import CTypesetting

/// Text of any script, set by Pango in both directions and with the fonts that it takes.
struct ComplexText {
    private let library: FontLibrary
    private let main: MainFace
    private let size: Double

    init(library: FontLibrary, main: MainFace, size: Double) {
        self.library = library
        self.main = main
        self.size = size
    }

    /// The lines that `text` makes in `width` thousandths of an em, or the one line that it is.
    func lines(_ text: [UInt8], width: Double? = nil) -> [SetText] {
        let glyphs = library.glyphs(text, weight: main.weight, width: width.map { Int32(min($0, 1e6)) })
        guard let last = glyphs.last else { return [.empty] }
        var lines: [SetText] = []
        var start = 0
        for line in 0...last.line {
            var end = start
            while end < glyphs.count, glyphs[end].line == line { end += 1 }
            lines.append(set(glyphs[start..<end], of: text))
            start = end
        }
        return lines
    }

    private func set(_ line: ArraySlice<ajastin_glyph>, of text: [UInt8]) -> SetText {
        var operators = GlyphOperators(mainFont: main.program.resourceName, size: size)
        var missingCount = 0
        var start = line.startIndex
        while start < line.endIndex {
            var end = start + 1
            while end < line.endIndex, line[end].face == line[start].face, line[end].is_right_to_left == line[start].is_right_to_left {
                end += 1
            }
            let run = line[start..<end]
            if run[start].face >= 0, let program = library.program(run[start].face) {
                add(run, of: text, in: program, to: &operators)
            } else {
                missingCount += addBoxes(run, of: text, to: &operators)
            }
            start = end
        }
        let (bytes, width) = operators.finish()
        return SetText(operators: bytes, width: width, missingCount: missingCount)
    }

    /// Adds the glyphs of a run of one face.
    private func add(_ run: ArraySlice<ajastin_glyph>, of text: [UInt8], in program: FontProgram, to operators: inout GlyphOperators) {
        operators.use(program.resourceName)
        let plain = plainCodes(run, of: text, in: program)
        if plain == nil {
            let start = run.lazy.map(\.start).min() ?? 0
            let end = run.lazy.map(\.end).max() ?? 0
            operators.beginText(string(text, Int(start)..<Int(end)))
        }
        for (index, glyph) in zip(run.indices, run) where glyph.glyph != .max {
            let advance = library.advance(glyph.glyph, face: program.face)
            let code = plain.map { $0[index - run.startIndex] } ?? program.anyCode(glyph.glyph, advance: advance) ?? 0
            operators.add(
                code, width: Double(advance) * program.scale, advance: thousandths(glyph.advance), x: thousandths(glyph.x_offset),
                y: thousandths(glyph.y_offset))
        }
        if plain == nil { operators.endText() }
    }

    /// A code for each glyph that by itself tells the text; nil when not all can.
    private func plainCodes(_ run: ArraySlice<ajastin_glyph>, of text: [UInt8], in program: FontProgram) -> [UInt16]? {
        var codes: [UInt16] = []
        codes.reserveCapacity(run.count)
        for (index, glyph) in zip(run.indices, run) {
            let isWhole = glyph.is_cluster_start && (index + 1 == run.endIndex || run[index + 1].is_cluster_start)
            guard isWhole else { return nil }
            guard glyph.glyph != .max else {
                codes.append(0)
                continue
            }
            let advance = library.advance(glyph.glyph, face: program.face)
            let cluster = string(text, Int(glyph.start)..<Int(glyph.end))
            guard let code = program.code(glyph.glyph, text: cluster, advance: advance) else { return nil }
            codes.append(code)
        }
        return codes
    }

    /// Adds a box for each character of a run that no font has; returns their number.
    private func addBoxes(_ run: ArraySlice<ajastin_glyph>, of text: [UInt8], to operators: inout GlyphOperators) -> Int {
        var count = 0
        operators.use(MissingBoxes.resourceName)
        for glyph in run where glyph.is_cluster_start {
            for scalar in string(text, Int(glyph.start)..<Int(glyph.end)).unicodeScalars where !scalar.properties.isDefaultIgnorableCodePoint {
                operators.add(box: library.boxes.code(scalar), width: MissingBoxes.width)
                count += 1
            }
        }
        return count
    }

    private func string(_ text: [UInt8], _ range: Range<Int>) -> String { String(decoding: text[range], as: UTF8.self) }

    /// Thousandths of an em from 1/1024 of them.
    private func thousandths(_ length: Int32) -> Double { Double(length) / 1024 }
}
