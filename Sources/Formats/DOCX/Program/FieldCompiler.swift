/// How fields become steps.
extension PartCompiler {
    /// Compiles the field of this number.
    ///
    /// - Parameter inCode: whether it stands in the code of another field that is kept.
    mutating func compileField(_ index: Int, into steps: inout [Step], inCode: Bool) {
        let span = fields.spans[index]
        switch instructions[index] {
        case .kept: return compileKept(span, into: &steps)
        case .flattened: compileResult(span, into: &steps)
        case .regionStart, .regionEnd: break
        case .value, .condition, .number:
            if inCode {
                let pieces = pieces([.field(index)])
                steps.append(.code(pieces, opening: keep(opening(span, .code, element: "instrText")), closing: keep(closing("instrText"))))
            } else {
                compileShown(index, span, into: &steps)
            }
        case .next(let test): steps.append(.next(test.map { self.test($0) }))
        case .skip(let test): steps.append(.skip(self.test(test)))
        }
        compileJoint(span, into: &steps)
    }

    private mutating func compileShown(_ index: Int, _ span: FieldSpan, into steps: inout [Step]) {
        switch instructions[index] {
        case .value(let name, let format, let source):
            let slot = slot(name, at: span.begin)
            let opening = keep(opening(span, source, element: "t"))
            steps.append(.value(slot: slot, format, opening: opening, closing: keep(closing("t"))))
        case .number(let isSequence):
            let opening = keep(opening(span, .result, element: "t"))
            steps.append(.number(isSequence: isSequence, opening: opening, closing: keep(closing("t"))))
        case .condition(let test, let then, let otherwise):
            let test = self.test(test)
            let thenSteps = branch(then, span)
            let otherwiseSteps = branch(otherwise, span)
            steps.append(.condition(test, thenSteps, otherwiseSteps))
        default: break
        }
    }

    /// A field that stays: the fields in its code become pieces of it, those in its result what they always do.
    private mutating func compileKept(_ span: FieldSpan, into steps: inout [Step]) {
        guard span.simpleCode == nil else {
            let node = tree.nodes[span.begin]
            literal(node.start..<node.contentStart, into: &steps)
            if node.contentStart < node.finish {
                steps += compile(span.begin + 1..<node.end, bytes: node.contentStart..<node.finish)
            }
            return
        }
        let code = span.codeNodes(tree)
        let middle = tree.nodes[span.separate ?? span.end].start
        literal(tree.range(span.begin), into: &steps)
        steps += compile(code, bytes: tree.nodes[span.begin].finish..<middle, inCode: true)
        if let separate = span.separate {
            literal(tree.range(separate), into: &steps)
            let result = span.resultNodes(tree)
            steps += compile(result, bytes: tree.nodes[separate].finish..<tree.nodes[span.end].start)
        }
        literal(tree.range(span.end), into: &steps)
    }

    /// What the field last showed, as runs.
    private mutating func compileResult(_ span: FieldSpan, into steps: inout [Step]) {
        let nodes = span.resultNodes(tree)
        var node = nodes.lowerBound
        while node < nodes.upperBound {
            if let inner = fields.startingAt[node] {
                compileField(inner, into: &steps, inCode: false)
                node = tree.nodes[fields.spans[inner].end].end
            } else if tree.nodes[node].tag == .run {
                literal(tree.range(node), into: &steps)
                node = tree.nodes[node].end
            } else {
                node += 1
            }
        }
    }

    /// The markup before a value: a run with the formatting that the field has.
    private func opening(_ span: FieldSpan, _ source: FieldInstruction.FormatSource, element: String) -> [UInt8] {
        let code = firstProperties(span.codeNodes(tree), with: .instruction)
        let result = firstProperties(span.resultNodes(tree), with: .text)
        let properties: Range<Int>? =
            switch source {
            case .code: code ?? result
            case .result: result ?? code
            case .codeAlone: span.simpleCode == nil ? code : result
            }
        var bytes = Array("<\(tree.prefix)r>".utf8)
        if let properties { bytes += tree.bytes[properties] }
        return bytes + Array("<\(tree.prefix)\(element) xml:space=\"preserve\">".utf8)
    }

    private func closing(_ element: String) -> [UInt8] { Array("</\(tree.prefix)\(element)></\(tree.prefix)r>".utf8) }

    /// The properties of the first run among `nodes` that holds an element of this tag.
    private func firstProperties(_ nodes: Range<Int>, with tag: WordTag) -> Range<Int>? {
        let run = nodes.first { tree.nodes[$0].tag == .run && tree.child(tag, of: $0) != nil }
        return run.flatMap { tree.child(.runProperties, of: $0) }.map { tree.range($0) }
    }

    /// Where a field ends in another paragraph or wrapper than it began in: the markup that joins both.
    ///
    /// Two paragraphs become one, with the properties of the first; wrappers (a revision, a link) are closed and opened as they were.
    private mutating func compileJoint(_ span: FieldSpan, into steps: inout [Step]) {
        guard span.begin != span.end else { return }
        let before = tree.ancestors(span.begin)
        let after = tree.ancestors(span.end)
        guard before.first != after.first, let common = before.first(where: { after.contains($0) }) else { return }
        var closings = before.prefix { $0 != common }.map { $0 }
        var openings = Array(after.prefix { $0 != common }.reversed())
        if let last = closings.last, let first = openings.first, tree.nodes[last].tag == .paragraph, tree.nodes[first].tag == .paragraph {
            closings.removeLast()
            openings.removeFirst()
        }
        for node in closings { append(tree.endTag(node), to: &steps) }
        for node in openings { open(node, into: &steps) }
    }

    /// Appends the start of `node` as it is needed for what follows in it.
    private mutating func open(_ node: Int, into steps: inout [Step]) {
        literal(tree.nodes[node].start..<tree.nodes[node].contentStart, into: &steps)
        guard let first = tree.children(node).first else { return }
        switch tree.nodes[first].tag {
        case .paragraphProperties, .structuredTagProperties: literal(tree.range(first), into: &steps)
        default: break
        }
    }

    /// The steps that show one of the texts of IF.
    private mutating func branch(_ units: [CodeUnit], _ span: FieldSpan) -> [Step] {
        var steps: [Step] = []
        // What is open around the field, the nearest first, up to its paragraph.
        let around = tree.ancestors(span.begin)
        let paragraph = around.firstIndex { tree.nodes[$0].tag == .paragraph }
        let wrappers = paragraph.map { Array(around[...$0]) } ?? []
        // A structured tag cannot be opened again in another paragraph.
        let canBreak = paragraph != nil && !wrappers.contains { tree.nodes[$0].tag == .structuredTag }
        var isParagraphOpen = true
        var rest = units[...]
        while let unit = rest.first {
            switch unit {
            case .character(_, let properties):
                let text = rest.prefix { if case .character(_, properties) = $0 { true } else { false } }
                appendRun(String(text.compactMap(\.character)), properties, to: &steps)
                rest = rest.dropFirst(text.count)
                continue
            case .field(let index): compileField(index, into: &steps, inCode: false)
            case .run(let run): steps += compile(run..<tree.nodes[run].end, bytes: tree.range(run))
            case .paragraph(let node):
                if canBreak {
                    if isParagraphOpen { for wrapper in wrappers { append(tree.endTag(wrapper), to: &steps) } }
                    open(node, into: &steps)
                    for wrapper in wrappers.dropLast().reversed() { open(wrapper, into: &steps) }
                    isParagraphOpen = true
                } else {
                    append(Array("<\(tree.prefix)r><\(tree.prefix)br/></\(tree.prefix)r>".utf8), to: &steps)
                }
            case .block(let node):
                guard canBreak else { break }
                if isParagraphOpen { for wrapper in wrappers { append(tree.endTag(wrapper), to: &steps) } }
                isParagraphOpen = false
                steps += compile(node..<tree.nodes[node].end, bytes: tree.range(node))
            }
            rest = rest.dropFirst()
        }
        if !isParagraphOpen, let last = wrappers.last {
            open(last, into: &steps)
            for wrapper in wrappers.dropLast().reversed() { open(wrapper, into: &steps) }
        }
        return steps
    }

    private mutating func appendRun(_ text: String, _ properties: Range<Int>?, to steps: inout [Step]) {
        guard !text.isEmpty else { return }
        var bytes = Array("<\(tree.prefix)r>".utf8)
        if let properties { bytes += tree.bytes[properties] }
        bytes += Array("<\(tree.prefix)t xml:space=\"preserve\">".utf8)
        for byte in MarkupText.escaped(text) { if byte == 0x09 { bytes += program.tabulator } else { bytes.append(byte) } }
        append(bytes + closing("t"), to: &steps)
    }

    private mutating func test(_ test: FieldTest) -> Test {
        Test(left: pieces(test.left), comparison: test.comparison, right: pieces(test.right))
    }

    /// The pieces of a text that is compared, or goes into the code of another field.
    private mutating func pieces(_ units: [CodeUnit]) -> [TextPiece] {
        var pieces: [TextPiece] = []
        for unit in units {
            switch unit {
            case .character(let character, _):
                if case .literal(let before)? = pieces.last {
                    pieces[pieces.count - 1] = .literal(before + String(character))
                } else {
                    pieces.append(.literal(String(character)))
                }
            case .field(let index):
                switch instructions[index] {
                case .value(let name, let format, _): pieces.append(.value(slot: slot(name, at: fields.spans[index].begin), format))
                case .number(let isSequence): pieces.append(.number(isSequence: isSequence))
                case .condition(let test, let then, let otherwise):
                    let test = self.test(test)
                    let thenPieces = self.pieces(then)
                    pieces.append(.condition(test, thenPieces, self.pieces(otherwise)))
                default: pieces.append(.literal(shownText(fields.spans[index])))
                }
            case .paragraph, .block, .run: break
            }
        }
        return pieces
    }

    /// The text that a field last showed.
    private func shownText(_ span: FieldSpan) -> String {
        span.resultNodes(tree).filter { tree.nodes[$0].tag == .text }.compactMap { tree.texts[$0] }.joined()
    }
}
