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
        let space = last.line > 0 ? set(library.glyphs([0x20], weight: main.weight, width: nil)[...], of: [0x20]) : .empty
        var lines: [SetText] = []
        var start = 0
        for line in 0...last.line {
            var end = start
            while end < glyphs.count, glyphs[end].line == line { end += 1 }
            let whole = set(glyphs[start..<end], of: text)
            // Pango leaves out the space at which it broke the line.
            let next = Int(glyphs[end...].prefix { $0.line == line + 1 }.map(\.start).min() ?? 0)
            lines.append(next > 0 && text[next - 1] == 0x20 ? whole.followed(by: space) : whole)
            start = end
        }
        return lines
    }

    /// Glyphs of one face in one direction, and where they begin, in thousandths of an em.
    private struct Run {
        let glyphs: ArraySlice<ajastin_glyph>
        let left: Double
    }

    /// The runs of a line from left to right, and how wide all are.
    private func runs(_ line: ArraySlice<ajastin_glyph>) -> ([Run], width: Double) {
        var runs: [Run] = []
        var left = 0.0
        var start = line.startIndex
        while start < line.endIndex {
            var end = start + 1
            while end < line.endIndex, line[end].face == line[start].face, line[end].is_right_to_left == line[start].is_right_to_left {
                end += 1
            }
            runs.append(Run(glyphs: line[start..<end], left: left))
            left += line[start..<end].reduce(0) { $0 + width($1) }
            start = end
        }
        return (runs, left)
    }

    /// Sets a line, its glyphs from left to right.
    private func set(_ line: ArraySlice<ajastin_glyph>, of text: [UInt8]) -> SetText {
        let (runs, width) = runs(line)
        var operators = GlyphOperators(mainFont: main.program.resourceName(), size: size)
        var missingCount = 0
        var isRightToLeft = false
        for run in runs {
            guard let first = run.glyphs.first else { continue }
            if first.is_right_to_left { isRightToLeft = true }
            if first.face >= 0, let program = library.program(first.face) {
                add(run, of: text, in: program, to: &operators)
            } else {
                missingCount += addBoxes(run, of: text, to: &operators)
            }
        }
        return SetText(
            operators: operators.finish(at: width), width: width, missingCount: missingCount, isRightToLeft: isRightToLeft)
    }

    /// How far the next glyph is; a character that no font has is as wide as its box.
    private func width(_ glyph: ajastin_glyph) -> Double {
        if glyph.glyph == .max { return 0 }
        if glyph.face >= 0, library.program(glyph.face) != nil { return thousandths(glyph.advance) }
        return glyph.is_cluster_start ? MissingBoxes.width : 0
    }

    /// Adds the glyphs of a run of one face, cluster by cluster.
    private func add(_ run: Run, of text: [UInt8], in program: FontProgram, to operators: inout GlyphOperators) {
        var left = run.left
        var clusters: [(glyphs: ArraySlice<ajastin_glyph>, left: Double)] = []
        var start = run.glyphs.startIndex
        while start < run.glyphs.endIndex {
            var end = start + 1
            while end < run.glyphs.endIndex, !run.glyphs[end].is_cluster_start { end += 1 }
            clusters.append((run.glyphs[start..<end], left))
            left += run.glyphs[start..<end].reduce(0) { $0 + width($1) }
            start = end
        }
        for cluster in clusters { add(cluster.glyphs, at: cluster.left, of: text, in: program, to: &operators) }
    }

    /// Adds the glyphs that together show some characters; what these are is told by the code of the glyph where it is one and has a
    /// code for them, else beside them.
    private func add(
        _ cluster: ArraySlice<ajastin_glyph>, at left: Double, of text: [UInt8], in program: FontProgram,
        to operators: inout GlyphOperators
    ) {
        var glyphs: [(glyph: ajastin_glyph, left: Double)] = []
        var place = left
        for glyph in cluster where glyph.glyph != .max {
            glyphs.append((glyph, place))
            place += width(glyph)
        }
        guard let first = glyphs.first?.glyph else { return }
        let range = Int(first.start)..<Int(first.end)
        if glyphs.count == 1, let code = code(first, text[range], program) {
            return add(first, code, at: left, program, to: &operators)
        }
        let characters = string(text, range)
        let codes = ownCodes(glyphs.map(\.glyph), characters, program)
        if codes == nil { operators.beginText(characters) }
        for (index, glyph) in glyphs.enumerated() {
            guard let code = codes?[index] ?? program.anyCode(glyph.glyph.glyph, advance: advance(glyph.glyph, program))
            else { continue }
            add(glyph.glyph, code, at: glyph.left, program, to: &operators)
        }
        if codes == nil { operators.endText() }
    }

    /// The code of a glyph that is all of a cluster.
    private func code(_ glyph: ajastin_glyph, _ text: ArraySlice<UInt8>, _ program: FontProgram) -> FontProgram.Code? {
        let character = unsafe text.withUnsafeBufferPointer { bytes in
            var place = 0
            let character = unsafe UTF8Decoding.next(bytes, &place)
            return place == bytes.count ? character : nil
        }
        if let character, let scalar = Unicode.Scalar(character) {
            return program.code(glyph.glyph, character: scalar, advance: advance(glyph, program))
        }
        return program.code(glyph.glyph, text: String(decoding: text, as: UTF8.self), advance: advance(glyph, program))
    }

    /// The codes of glyphs that are those of the characters, one for each in their order; nil when they are not.
    private func ownCodes(_ glyphs: [ajastin_glyph], _ characters: String, _ program: FontProgram) -> [FontProgram.Code]? {
        let scalars = characters.unicodeScalars
        guard glyphs.count == scalars.count else { return nil }
        var codes: [FontProgram.Code] = []
        for (glyph, scalar) in zip(glyphs, scalars) {
            guard library.nominalGlyph(scalar.value, face: program.face) == glyph.glyph,
                let code = program.code(glyph.glyph, text: String(scalar), advance: advance(glyph, program))
            else { return nil }
            codes.append(code)
        }
        return codes
    }

    private func add(
        _ glyph: ajastin_glyph, _ code: FontProgram.Code, at left: Double, _ program: FontProgram, to operators: inout GlyphOperators
    ) {
        operators.use(program.resourceName(edition: code.edition))
        operators.add(
            code.value, width: Double(advance(glyph, program)) * program.scale, x: left + thousandths(glyph.x_offset),
            y: thousandths(glyph.y_offset))
    }

    private func advance(_ glyph: ajastin_glyph, _ program: FontProgram) -> Int32 {
        library.advance(glyph.glyph, face: program.face)
    }

    /// Adds a box for each character of a run that no font has; returns their number.
    private func addBoxes(_ run: Run, of text: [UInt8], to operators: inout GlyphOperators) -> Int {
        var count = 0
        var left = run.left
        operators.use(MissingBoxes.resourceName)
        for glyph in run.glyphs where glyph.is_cluster_start && glyph.glyph != .max {
            let scalars = string(text, Int(glyph.start)..<Int(glyph.end)).unicodeScalars
            for scalar in scalars where !scalar.properties.isDefaultIgnorableCodePoint {
                operators.add(box: library.boxes.code(scalar), width: MissingBoxes.width, x: left)
                count += 1
            }
            left += MissingBoxes.width
        }
        return count
    }

    private func string(_ text: [UInt8], _ range: Range<Int>) -> String { String(decoding: text[range], as: UTF8.self) }

    /// Thousandths of an em from 1/1024 of them.
    private func thousandths(_ length: Int32) -> Double { Double(length) / 1024 }
}
