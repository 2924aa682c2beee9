/// The regions of a part.
struct RegionMap: Sendable {
    private(set) var regions: [Region] = []
    /// The region that starts with each node.
    private(set) var startingAt: [Int: Int] = [:]
    private(set) var problems: [TemplateProblem] = []

    init(_ tree: PartTree, _ fields: FieldMap, _ instructions: [FieldInstruction]) {
        var open: [(key: String, module: String, span: Int)] = []
        let order = instructions.indices.sorted { fields.spans[$0].begin < fields.spans[$1].begin }
        for index in order {
            switch instructions[index] {
            case .regionStart(let module): open.append((module.lowercased(), module, index))
            case .regionEnd(let module):
                let key = module.lowercased()
                guard let start = open.lastIndex(where: { $0.key == key }) else {
                    tell(.regionNotBegun, tree, fields.spans[index].begin, module)
                    continue
                }
                for lost in open[(start + 1)...] { tell(.regionNotEnded, tree, fields.spans[lost.span].begin, lost.module) }
                let opened = open[start]
                open.removeSubrange(start...)
                add(opened.module, tree, fields, from: opened.span, to: index, instructions)
            default: break
            }
        }
        for lost in open { tell(.regionNotEnded, tree, fields.spans[lost.span].begin, lost.module) }
        dropAcross(tree, fields)
        dropNested(tree)
    }

    /// The region in which `node` stands.
    func region(at node: Int, _ tree: PartTree) -> Region? {
        regions.first { $0.first <= node && node < tree.nodes[$0.last].end }
    }

    private mutating func tell(_ code: TemplateProblem.Code, _ tree: PartTree, _ node: Int, _ module: String) {
        guard tree.ancestor(.fallback, of: node) == nil else { return }
        problems.append(TemplateProblem(code: code, place: tree.place(node), subject: module))
    }

    /// Adds the region between two marks: what repeats are the children, from the first mark to the last, of the nearest element that
    /// holds both, or the row where that is one or a paragraph of one cell.
    private mutating func add(
        _ module: String, _ tree: PartTree, _ fields: FieldMap, from start: Int, to end: Int, _ instructions: [FieldInstruction]
    ) {
        let (first, last) = (fields.spans[start], fields.spans[end])
        let startLine = [first.begin] + tree.ancestors(first.begin)
        let endLine = [last.end] + tree.ancestors(last.end)
        guard let common = startLine.first(where: { endLine.contains($0) }) else { return }
        if let row = wholeRow(common, tree) {
            regions.append(
                Region(
                    module: module, shape: .rows, first: row, last: row, content: tree.range(row), tail: emptyRange(tree.nodes[row].finish))
            )
            return
        }
        guard let top = startLine.last(where: { $0 > common }), let bottom = endLine.last(where: { $0 > common }) else { return }
        let whole = tree.nodes[top].start..<tree.nodes[bottom].finish
        switch tree.nodes[common].tag {
        case .table:
            regions.append(
                Region(module: module, shape: .rows, first: top, last: bottom, content: whole, tail: emptyRange(whole.upperBound)))
        case .paragraph:
            regions.append(
                Region(module: module, shape: .text, first: top, last: bottom, content: whole, tail: emptyRange(whole.upperBound)))
        default:
            addParagraphs(module, tree, fields, common, top: top, bottom: bottom, first: first, last: last)
        }
    }

    private func emptyRange(_ place: Int) -> Range<Int> { place..<place }

    /// The row that repeats where both marks stand in one, or in one paragraph of a cell.
    private func wholeRow(_ common: Int, _ tree: PartTree) -> Int? {
        switch tree.nodes[common].tag {
        case .row: return common
        case .paragraph:
            let cell = tree.nodes[common].parent
            guard cell >= 0, tree.nodes[cell].tag == .cell else { return nil }
            return tree.ancestor(.row, of: cell)
        default: return nil
        }
    }

    private mutating func addParagraphs(
        _ module: String, _ tree: PartTree, _ fields: FieldMap, _ container: Int, top: Int, bottom: Int, first: FieldSpan, last: FieldSpan
    ) {
        var content = tree.nodes[top].start..<tree.nodes[bottom].finish
        var tail = emptyRange(content.upperBound)
        if holdsOnly(first, top, tree) { content = tree.nodes[top].finish..<content.upperBound }
        let isLast = tree.nodes[container].tag != .body && tree.nodes[bottom].end == tree.nodes[container].end
        if holdsOnly(last, bottom, tree) {
            content = content.lowerBound..<max(content.lowerBound, tree.nodes[bottom].start)
            // A cell, a note or a header must not be left without a paragraph.
            if isLast { tail = tree.range(bottom) }
        }
        let before = tree.children(container).last { $0 < top }
        let needsParagraph = isLast && tail.isEmpty && before.map { tree.nodes[$0].tag } != .paragraph
        regions.append(
            Region(
                module: module, shape: .paragraphs, first: top, last: bottom, content: content, tail: tail, needsParagraph: needsParagraph))
    }

    /// Whether `paragraph` holds nothing but the mark `span`.
    private func holdsOnly(_ span: FieldSpan, _ paragraph: Int, _ tree: PartTree) -> Bool {
        guard tree.nodes[paragraph].tag == .paragraph else { return false }
        let marked = span.begin..<tree.nodes[span.end].end
        for node in paragraph + 1..<tree.nodes[paragraph].end where !marked.contains(node) {
            switch tree.nodes[node].tag {
            case .run:
                let hasContent = tree.children(node).contains { child in
                    if tree.nodes[child].tag == .runProperties { return false }
                    return tree.nodes[child].tag != .text || !(tree.texts[child] ?? "").allSatisfy(\.isWhitespace)
                }
                if hasContent { return false }
            case .simpleField, .sectionProperties: return false
            default: break
            }
        }
        return true
    }

    /// Leaves out regions that cut another field in two, or stand in its code without being rows there.
    private mutating func dropAcross(_ tree: PartTree, _ fields: FieldMap) {
        var kept: [Region] = []
        for region in regions {
            let nodes = region.first..<tree.nodes[region.last].end
            let isAcross = fields.spans.contains { span in
                let isCut =
                    nodes.contains(span.begin) != nodes.contains(span.end)
                    && !(span.begin < nodes.lowerBound && span.end >= nodes.upperBound)
                return isCut || (region.shape != .rows && span.codeNodes(tree).contains(region.first))
            }
            if isAcross { tell(.regionAcrossField, tree, region.first, region.module) } else { kept.append(region) }
        }
        regions = kept
    }

    /// Leaves out regions that stand inside others or across their borders.
    private mutating func dropNested(_ tree: PartTree) {
        var kept: [Region] = []
        for region in regions.sorted(by: { ($0.first, -$0.last) < ($1.first, -$1.last) }) {
            if let outer = kept.last, region.first < tree.nodes[outer.last].end {
                tell(.regionInRegion, tree, region.first, region.module)
            } else {
                kept.append(region)
            }
        }
        regions = kept
        startingAt = Dictionary(kept.enumerated().map { ($0.element.first, $0.offset) }) { first, _ in first }
    }
}
