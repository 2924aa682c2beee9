/// Compiles the markup of a part into a ``PartProgram``: everything about fields is worked out here, once.
struct PartCompiler {
    let tree: PartTree
    let fields: FieldMap
    let instructions: [FieldInstruction]
    let regions: RegionMap
    private(set) var program: PartProgram
    private(set) var slots: SlotTable
    private(set) var problems: [TemplateProblem]
    private(set) var listed: [TemplateField] = []
    private let switches: [[String]]
    /// The places whose bytes are replaced, in their order.
    private var patches: [Patch]

    /// - Parameter extra: places to replace beside those that the part itself has.
    /// - Throws: `tooLarge`.
    init(_ tree: PartTree, slots: SlotTable, extra: [Patch] = []) throws(DOCXError) {
        self.tree = tree
        self.slots = slots
        fields = try FieldMap(tree)
        var reader = FieldReader(tree, fields)
        instructions = reader.read()
        switches = reader.switches
        regions = RegionMap(tree, fields, instructions)
        problems = fields.problems + reader.problems + regions.problems
        // Those at one place keep their order.
        patches = (tree.patches + extra).enumerated()
            .sorted {
                ($0.element.range.lowerBound, $0.element.range.upperBound, $0.offset) < (
                    $1.element.range.lowerBound, $1.element.range.upperBound, $1.offset
                )
            }
            .map(\.element)
        program = PartProgram(part: tree.part)
        program.lineBreak = Array("</\(tree.prefix)t><\(tree.prefix)br/><\(tree.prefix)t xml:space=\"preserve\">".utf8)
        program.tabulator = Array("</\(tree.prefix)t><\(tree.prefix)tab/><\(tree.prefix)t xml:space=\"preserve\">".utf8)
        setStrides()
        list()
    }

    private mutating func setStrides() {
        for patch in tree.patches {
            switch patch.kind {
            case .copyNumber(let number): program.copyStride = max(program.copyStride, number + 1)
            case .noteNumber(let number): program.noteStride = max(program.noteStride, number + 1)
            default: break
            }
        }
    }

    /// Compiles the part as one whole, all of it for each record: a header, a footer.
    mutating func compileWhole() -> PartProgram {
        program.body = compile(0..<tree.nodes.count, bytes: 0..<tree.bytes.count)
        return program
    }

    /// Compiles the part in three: what comes before `repeated`, that for each record, and what comes behind.
    ///
    /// - Parameter section: the node of what ends the document, where there is one.
    mutating func compile(repeated: Range<Int>, bytes: Range<Int>, section: Int?) -> PartProgram {
        var (head, tail): ([Step], [Step]) = ([], [])
        literal(0..<bytes.lowerBound, into: &head)
        program.body = compile(repeated, bytes: bytes)
        var end = bytes.upperBound
        if let section {
            program.section = compile(section..<tree.nodes[section].end, bytes: tree.range(section))
            end = tree.nodes[section].finish
        }
        literal(end..<tree.bytes.count, into: &tail)
        program.head = head
        program.tail = tail
        return program
    }

    /// The steps that make the bytes of `bytes`, in which the nodes of `nodes` stand.
    mutating func compile(_ nodes: Range<Int>, bytes: Range<Int>, inCode: Bool = false, inRegion: Bool = false) -> [Step] {
        var steps: [Step] = []
        var place = bytes.lowerBound
        var node = nodes.lowerBound
        while node < nodes.upperBound {
            if !inRegion, let region = regions.startingAt[node].map({ regions.regions[$0] }) {
                literal(place..<tree.nodes[node].start, into: &steps)
                compile(region, into: &steps)
                place = tree.nodes[region.last].finish
                node = tree.nodes[region.last].end
            } else if let index = fields.startingAt[node] {
                literal(place..<tree.nodes[node].start, into: &steps)
                compileField(index, into: &steps, inCode: inCode)
                place = tree.nodes[fields.spans[index].end].finish
                node = tree.nodes[fields.spans[index].end].end
            } else if !inRegion, tree.nodes[node].tag == .table, isAllRegions(node) {
                literal(place..<tree.nodes[node].start, into: &steps)
                var inner: [Step] = []
                literal(tree.nodes[node].start..<tree.nodes[node].contentStart, into: &inner)
                let content = tree.nodes[node].contentStart..<tree.nodes[node].finish
                inner += compile(node + 1..<tree.nodes[node].end, bytes: content)
                steps.append(.table(inner))
                place = tree.nodes[node].finish
                node = tree.nodes[node].end
            } else {
                node += 1
            }
        }
        literal(place..<max(place, bytes.upperBound), into: &steps)
        return steps
    }

    /// Whether every row of a table repeats, so that there may be none.
    private func isAllRegions(_ table: Int) -> Bool {
        var hasRow = false
        var child = table + 1
        while child < tree.nodes[table].end {
            if let region = regions.startingAt[child] {
                hasRow = true
                child = tree.nodes[regions.regions[region].last].end
                continue
            }
            if tree.nodes[child].tag == .row { return false }
            child = tree.nodes[child].end
        }
        return hasRow
    }

    private mutating func compile(_ region: Region, into steps: inout [Step]) {
        let end = tree.nodes[region.last].end
        let nodes = (region.first..<end).filter { node in
            tree.nodes[node].start >= region.content.lowerBound && tree.nodes[node].finish <= region.content.upperBound
        }
        let inner = nodes.isEmpty ? region.first..<region.first : (nodes.first ?? 0)..<((nodes.last ?? 0) + 1)
        let module = slots.module(region.module)
        let repeated = Step.region(module: module, compile(inner, bytes: region.content, inRegion: true))
        guard !region.needsParagraph else {
            steps.append(.filled([repeated], otherwise: keep(Array("<\(tree.prefix)p/>".utf8))))
            return
        }
        steps.append(repeated)
        guard !region.tail.isEmpty else { return }
        steps += compile(region.last..<end, bytes: region.tail, inRegion: true)
    }

    /// The number of a field's name, as the region at `node` has it.
    mutating func slot(_ name: String, at node: Int) -> Int {
        let module = regions.region(at: node, tree).map { slots.module($0.module) }
        return slots.slot(name, module: module)
    }

    /// Appends bytes of the part, with its patches; one that only inserts goes with the bytes before it.
    mutating func literal(_ range: Range<Int>, into steps: inout [Step]) {
        var place = range.lowerBound
        var index = firstPatch(at: range.lowerBound)
        while index < patches.count, patches[index].range.lowerBound <= range.upperBound {
            let patch = patches[index]
            index += 1
            let isElsewhere = patch.range.lowerBound == (patch.range.isEmpty ? range.lowerBound : range.upperBound)
            guard !isElsewhere, patch.range.lowerBound >= place, patch.range.upperBound <= range.upperBound else { continue }
            append(tree.bytes[place..<patch.range.lowerBound], to: &steps)
            if case .sectionBreak(let before, let after) = patch.kind {
                steps.append(.sectionBreak(before: keep(before), after: keep(after)))
            } else {
                steps.append(.patch(patch.kind, keep(tree.bytes[patch.range])))
            }
            place = patch.range.upperBound
        }
        append(tree.bytes[place..<range.upperBound], to: &steps)
    }

    private func firstPatch(at place: Int) -> Int {
        var (low, high) = (0, patches.count)
        while low < high {
            let middle = (low + high) / 2
            if patches[middle].range.lowerBound < place { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Appends bytes that are the same in every copy.
    mutating func append(_ bytes: some Collection<UInt8>, to steps: inout [Step]) {
        guard !bytes.isEmpty else { return }
        let start = program.bytes.count
        program.bytes.append(contentsOf: bytes)
        if case .literal(let before)? = steps.last, before.upperBound == start {
            steps[steps.count - 1] = .literal(before.lowerBound..<program.bytes.count)
        } else {
            steps.append(.literal(start..<program.bytes.count))
        }
    }

    /// Adds bytes that a step holds on to.
    mutating func keep(_ bytes: some Collection<UInt8>) -> Range<Int> {
        let start = program.bytes.count
        program.bytes.append(contentsOf: bytes)
        return start..<program.bytes.count
    }
}

extension PartCompiler {
    /// Lists the fields that take data, in the order of the part.
    fileprivate mutating func list() {
        let order = instructions.indices.sorted { fields.spans[$0].begin < fields.spans[$1].begin }
        var around: [(nodes: Range<Int>, kind: TemplateField.Kind)] = []
        for index in order {
            let span = fields.spans[index]
            let nodes = span.begin..<tree.nodes[span.end].end
            guard tree.ancestor(.fallback, of: span.begin) == nil else { continue }
            while let last = around.last, last.nodes.upperBound <= span.begin { around.removeLast() }
            let outer = around.last { $0.nodes.contains(span.begin) }?.kind
            switch instructions[index] {
            case .value(let name, _, _): list(name, outer ?? .value, span, switches[index])
            case .regionStart(let name): list(name, .region, span, [])
            case .condition, .next, .skip: around.append((nodes, outer ?? .condition))
            case .kept: around.append((span.codeNodes(tree), outer ?? .code))
            default: break
            }
        }
    }

    private mutating func list(_ name: String, _ kind: TemplateField.Kind, _ span: FieldSpan, _ switches: [String]) {
        let region = kind == .region ? nil : regions.region(at: span.begin, tree)?.module
        listed.append(TemplateField(name: name, kind: kind, place: tree.place(span.begin), switches: switches, region: region))
    }
}
