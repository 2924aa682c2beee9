/// The fields of a part.
struct FieldMap: Sendable {
    var spans: [FieldSpan] = []
    /// The field that each node begins.
    var startingAt: [Int: Int] = [:]
    var problems: [TemplateProblem] = []

    private static let countLimit = 10_000
    private static let depthLimit = 64

    /// The fields of `tree`; those that do not end are none, and are told.
    ///
    /// - Throws: `tooLarge` for more fields, or fields inside fields, than a template can need.
    init(_ tree: PartTree) throws(DOCXError) {
        var stories = [Story(end: tree.nodes.count, isFallback: false)]
        var node = 0
        while node < tree.nodes.count {
            while let story = stories.last, story.end <= node { close(story, tree, &stories) }
            switch tree.nodes[node].tag {
            case .deleted, .movedFrom:
                node = tree.nodes[node].end
                continue
            case .fallback: stories.append(Story(end: tree.nodes[node].end, isFallback: true))
            case .cell, .textBoxContent, .footnote, .endnote:
                stories.append(Story(end: tree.nodes[node].end, isFallback: stories.last?.isFallback ?? false))
            case .simpleField:
                startingAt[node] = spans.count
                let code = tree.attributes[node]?["instr"] ?? ""
                spans.append(FieldSpan(begin: node, separate: nil, end: node, simpleCode: code))
            case .fieldCharacter: see(node, tree, &stories[stories.count - 1])
            default: break
            }
            guard spans.count <= Self.countLimit else {
                throw DOCXError(.tooLarge(limit: Self.countLimit), part: tree.part, subject: "fields")
            }
            guard stories.reduce(0, { $0 + $1.open.count }) <= Self.depthLimit else {
                throw DOCXError(.tooLarge(limit: Self.depthLimit), part: tree.part, subject: "fields")
            }
            node += 1
        }
        while let story = stories.last { close(story, tree, &stories) }
    }

    /// What must hold whole fields: a part, a cell, a note, a text box.
    private struct Story {
        let end: Int
        /// Whether it repeats what stands beside it, whose problems are enough.
        let isFallback: Bool
        var open: [(begin: Int, separate: Int?)] = []
    }

    private mutating func see(_ node: Int, _ tree: PartTree, _ story: inout Story) {
        let run = tree.nodes[node].parent
        guard run >= 0, tree.nodes[run].tag == .run else { return }
        switch tree.attributes[node]?["fldCharType"] {
        case "begin": story.open.append((run, nil))
        case "separate":
            if let current = story.open.last, current.separate == nil { story.open[story.open.count - 1].separate = run }
        case "end":
            guard let field = story.open.popLast() else {
                if !story.isFallback { problems.append(TemplateProblem(code: .fieldNotBegun, place: tree.place(node), subject: "")) }
                return
            }
            startingAt[field.begin] = spans.count
            spans.append(FieldSpan(begin: field.begin, separate: field.separate, end: run, simpleCode: nil))
        default: break
        }
    }

    private mutating func close(_ story: Story, _ tree: PartTree, _ stories: inout [Story]) {
        stories.removeLast()
        guard !story.isFallback else { return }
        for field in story.open {
            problems.append(TemplateProblem(code: .fieldNotEnded, place: tree.place(field.begin), subject: code(behind: field.begin, tree)))
        }
    }

    /// The first words of the code behind `begin`, so that people find the field.
    private func code(behind begin: Int, _ tree: PartTree) -> String {
        var text = ""
        for node in begin..<tree.nodes.count where tree.nodes[node].tag == .instruction {
            text += tree.texts[node] ?? ""
            if text.count > 40 { break }
        }
        return String(text.drop { $0.isWhitespace }.prefix(40))
    }
}
