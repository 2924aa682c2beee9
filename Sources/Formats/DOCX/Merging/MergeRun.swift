import Tabular

/// Runs the programs of a template for one record after another.
final class MergeRun {
    /// What has been made of the part at work.
    var output: [UInt8] = []
    /// Where the properties of the section belong that may end there, with the bytes around them.
    private(set) var breakPlace: (offset: Int, before: ArraySlice<UInt8>, after: ArraySlice<UInt8>)?
    /// Whether the record was given up.
    private(set) var isSkipped = false
    /// The letters made before this one.
    var letterCount = 0
    /// The names of links that differ from those of the template.
    var linkNames: [String: String] = [:]

    private let binding: Binding
    private let spelling: ValueSpelling
    private let feed: RecordFeed
    private let isJoined: Bool
    private let noteStride: Int
    /// The next copy of each part, by its name.
    private var nextCopies: [String: Int] = [:]
    private var copy = 0
    private var drawingCount = 0
    /// The regions' records that have been written.
    private var repeatCount = 0
    private var child: (batch: Batch, row: Int)?

    init(_ parts: TemplateParts, _ records: MergeRecords, _ language: MergeLanguage, feed: RecordFeed, isJoined: Bool) {
        binding = Binding(parts.slots, records)
        spelling = ValueSpelling(language)
        self.feed = feed
        self.isJoined = isJoined
        noteStride = ([parts.document] + parts.notes).map(\.noteStride).max() ?? 1
    }

    /// Forgets the numbers given, before the first part of a document.
    func beginDocument() {
        nextCopies = [:]
        drawingCount = 0
    }

    /// Makes a letter's part out of `steps`, replacing ``output``.
    ///
    /// - Parameter isCopy: whether it is a copy of what a part repeats for each record, rather than what stands around those.
    func make(_ steps: [Step], of program: PartProgram, isCopy: Bool = true) throws(DOCXError) {
        output.removeAll(keepingCapacity: true)
        breakPlace = nil
        isSkipped = false
        if isCopy { copy = takeCopy(program) }
        try run(steps, program)
    }

    private func takeCopy(_ program: PartProgram) -> Int {
        let copy = nextCopies[program.part, default: 0]
        nextCopies[program.part] = copy + 1
        return copy
    }

    private func run(_ steps: [Step], _ program: PartProgram) throws(DOCXError) {
        for step in steps {
            switch step {
            case .literal(let range): output.append(contentsOf: program.bytes[range])
            case .value(let slot, let format, let opening, let closing):
                appendValue(slot, format, opening, closing, program)
            case .patch(let kind, let range): append(kind, program.bytes[range], program)
            case .number(let isSequence, let opening, let closing):
                output.append(contentsOf: program.bytes[opening])
                output.append(contentsOf: String(number(isSequence)).utf8)
                output.append(contentsOf: program.bytes[closing])
            case .code(let pieces, let opening, let closing):
                let text = RunText.asCode(text(pieces))
                guard !text.isEmpty else { break }
                output.append(contentsOf: program.bytes[opening])
                RunText.append(text.utf8, to: &output, program)
                output.append(contentsOf: program.bytes[closing])
            case .condition(let test, let then, let otherwise): try run(holds(test) ? then : otherwise, program)
            case .region(let module, let steps): try runRegion(module, steps, program)
            case .table(let steps):
                let (start, count) = (output.count, repeatCount)
                try run(steps, program)
                if repeatCount == count { output.removeLast(output.count - start) }
            case .filled(let steps, let otherwise):
                let count = repeatCount
                try run(steps, program)
                if repeatCount == count { output.append(contentsOf: program.bytes[otherwise]) }
            case .next(let test): if test.map(holds) ?? true { _ = try feed.advance() }
            case .skip(let test): if holds(test) { isSkipped = true }
            case .sectionBreak(let before, let after):
                breakPlace = (output.count, program.bytes[before], program.bytes[after])
            }
            if isSkipped { return }
        }
    }

    private func runRegion(_ module: Int, _ steps: [Step], _ program: PartProgram) throws(DOCXError) {
        guard let number = binding.modules[module], let cursor = try feed.children(of: number) else { return }
        let outer = (copy, child)
        defer { (copy, child) = outer }
        while let batch = try feed.next(cursor, module: number) {
            for row in 0..<batch.rowCount {
                child = (batch, row)
                copy = takeCopy(program)
                repeatCount += 1
                try run(steps, program)
                if isSkipped { return }
            }
        }
    }

    private func append(_ kind: Patch.Kind, _ original: ArraySlice<UInt8>, _ program: PartProgram) {
        switch kind {
        case .copyNumber(let number): output.append(contentsOf: String(number + copy * program.copyStride).utf8)
        case .copyMark: if copy > 0 { output.append(contentsOf: "_\(copy + 1)".utf8) }
        case .drawingNumber:
            drawingCount += 1
            output.append(contentsOf: String(drawingCount).utf8)
        case .noteNumber(let number): output.append(contentsOf: String(number + (isJoined ? letterCount * noteStride : 0)).utf8)
        case .link(let name): output.append(contentsOf: linkNames[name].map { Array($0.utf8)[...] } ?? original)
        case .firstCopyOnly: if copy == 0 { output.append(contentsOf: original) }
        case .joined(let bytes): output.append(contentsOf: isJoined ? bytes[...] : original)
        case .sectionBreak: break
        }
    }

    private func appendValue(_ slot: Int, _ format: ValueFormat, _ opening: Range<Int>, _ closing: Range<Int>, _ program: PartProgram) {
        guard let source = binding.sources[slot] else { return }
        if source.isOfModule {
            guard let child else { return }
            appendCell(child.batch.columns[source.column], child.row, format, opening, closing, program)
        } else if let current = feed.current {
            appendCell(current.columns[source.column], feed.row, format, opening, closing, program)
        }
    }

    private func appendCell(
        _ column: Column, _ row: Int, _ format: ValueFormat, _ opening: Range<Int>, _ closing: Range<Int>, _ program: PartProgram
    ) {
        guard !column.isNull(row) else { return }
        if column.type.isText, format.isPlain {
            let range = column.text.range(row)
            guard !range.isEmpty else { return }
            output.append(contentsOf: program.bytes[opening])
            RunText.append(column.text.bytes[range], to: &output, program)
        } else {
            let text = format.surrounded(format.text(column, row, spelling))
            guard !text.isEmpty else { return }
            output.append(contentsOf: program.bytes[opening])
            RunText.append(text.utf8, to: &output, program)
        }
        output.append(contentsOf: program.bytes[closing])
    }

    private func number(_ isSequence: Bool) -> Int { isSequence ? letterCount + 1 : feed.number }

    private func holds(_ test: Test) -> Bool {
        test.comparison.holds(text(test.left), text(test.right), spelling)
    }

    private func text(_ pieces: [TextPiece]) -> String {
        var result = ""
        for piece in pieces {
            switch piece {
            case .literal(let text): result += text
            case .value(let slot, let format): result += text(slot, format)
            case .condition(let test, let then, let otherwise): result += text(holds(test) ? then : otherwise)
            case .number(let isSequence): result += String(number(isSequence))
            }
        }
        return result
    }

    private func text(_ slot: Int, _ format: ValueFormat) -> String {
        guard let source = binding.sources[slot] else { return "" }
        if source.isOfModule {
            return child.map { format.surrounded(format.text($0.batch.columns[source.column], $0.row, spelling)) } ?? ""
        }
        return feed.current.map { format.surrounded(format.text($0.columns[source.column], feed.row, spelling)) } ?? ""
    }
}
