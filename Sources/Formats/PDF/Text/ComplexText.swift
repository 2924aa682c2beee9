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

    /// Adds the glyphs of a run of one face, cluster by cluster.
    private func add(_ run: ArraySlice<ajastin_glyph>, of text: [UInt8], in program: FontProgram, to operators: inout GlyphOperators) {
        operators.use(program.resourceName)
        var start = run.startIndex
        while start < run.endIndex {
            var end = start + 1
            while end < run.endIndex, !run[end].is_cluster_start { end += 1 }
            add(cluster: run[start..<end], of: text, in: program, to: &operators)
            start = end
        }
    }

    /// Adds the glyphs that together show some characters; what these are is told by the code of the glyph where it is one and has a
    /// code for them, else beside them.
    private func add(
        cluster: ArraySlice<ajastin_glyph>, of text: [UInt8], in program: FontProgram, to operators: inout GlyphOperators
    ) {
        let glyphs = cluster.filter { $0.glyph != .max }
        guard let first = glyphs.first else { return }
        let characters = string(text, Int(first.start)..<Int(first.end))
        if glyphs.count == 1, let code = program.code(first.glyph, text: characters, advance: advance(first, program)) {
            return add(first, code, program, to: &operators)
        }
        operators.beginText(characters)
        for glyph in glyphs {
            add(glyph, program.anyCode(glyph.glyph, advance: advance(glyph, program)) ?? 0, program, to: &operators)
        }
        operators.endText()
    }

    private func add(_ glyph: ajastin_glyph, _ code: UInt16, _ program: FontProgram, to operators: inout GlyphOperators) {
        operators.add(
            code, width: Double(advance(glyph, program)) * program.scale, advance: thousandths(glyph.advance),
            x: thousandths(glyph.x_offset), y: thousandths(glyph.y_offset))
    }

    private func advance(_ glyph: ajastin_glyph, _ program: FontProgram) -> Int32 {
        library.advance(glyph.glyph, face: program.face)
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
