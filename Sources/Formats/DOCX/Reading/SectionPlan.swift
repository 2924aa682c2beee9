/// What must change in a document's sections where several records are joined in one (ECMA-376 part 1, section 17.6).
///
/// The first section of each record starts on a new page that is numbered 1, as its first footnote is; it has headers of its own where
/// it had none, and the last section ends with the record. A count of all pages becomes one of the section's where a record has but one.
struct SectionPlan {
    /// The element that repeats, less the section properties at its end.
    let body: Int
    /// The section properties that end the document.
    let last: Int?
    private(set) var patches: [Patch] = []
    /// Whether the end of the record needs a paragraph of its own.
    private(set) var needsParagraph = false
    private(set) var needsEmptyHeader = false
    private(set) var needsEmptyFooter = false
    private let sections: [Int]

    static let emptyHeader = "mergeEmptyHeader"
    static let emptyFooter = "mergeEmptyFooter"

    init(_ tree: PartTree) throws(DOCXError) {
        guard let body = tree.nodes.firstIndex(where: { $0.tag == .body }) else {
            throw DOCXError(.notADocument, part: tree.part)
        }
        self.body = body
        last = tree.children(body).last.flatMap { tree.nodes[$0].tag == .sectionProperties ? $0 : nil }
        sections = tree.nodes.indices.filter { node in
            let place = tree.nodes[node]
            guard place.tag == .sectionProperties, place.parent >= 0 else { return false }
            return tree.nodes[place.parent].tag == .body || tree.nodes[place.parent].tag == .paragraphProperties
        }
        if let first = sections.first { planFirst(first, tree) }
        planBreak(tree)
        if isSingle { patches += Self.pageCounts(tree) }
    }

    /// Whether a record has one section.
    var isSingle: Bool { sections.count < 2 }

    /// The places where a field counts the pages of the document (section 17.16.5, NUMPAGES), which become those of the section (SECTIONPAGES).
    static func pageCounts(_ tree: PartTree) -> [Patch] {
        var patches: [Patch] = []
        let word = Array("NUMPAGES".utf8)
        for (node, place) in tree.nodes.enumerated() where place.tag == .instruction || place.tag == .simpleField {
            let range = place.tag == .instruction ? place.contentStart..<place.contentEnd : place.start..<place.contentStart
            guard range.count >= word.count else { continue }
            for start in range.lowerBound...(range.upperBound - word.count)
            where tree.bytes[start] == word[0] && tree.bytes[start..<start + word.count].elementsEqual(word) {
                let isInText = place.tag == .simpleField || tree.texts[node] != nil
                if isInText { patches.append(Patch(range: start..<start + word.count, kind: .joined(Array("SECTIONPAGES".utf8)))) }
            }
        }
        return patches
    }

    /// Plans the first section; what goes to one place is added in the order of the schema (section 17.6.17).
    private mutating func planFirst(_ section: Int, _ tree: PartTree) {
        planHeaders(section, tree)
        let children = tree.children(section)
        let names = children.map { child in
            switch tree.nodes[child].tag {
            case .headerReference, .footerReference, .sectionType, .pageNumbering: tree.nodes[child].tag.rawValue
            default: tree.attributes[child]?[""] ?? ""
            }
        }
        func place(behind before: Set<String>) -> Int {
            let last = names.lastIndex { before.contains($0) }
            return last.map { tree.nodes[children[$0]].finish } ?? tree.nodes[section].contentStart
        }
        if tree.nodes.contains(where: { $0.tag == .footnoteReference }), !names.contains("footnotePr") {
            let word = tree.prefix
            let markup = "<\(word)footnotePr><\(word)numRestart \(word)val=\"eachSect\"/></\(word)footnotePr>"
            add(markup, at: place(behind: ["headerReference", "footerReference"]))
        }
        for child in children where tree.nodes[child].tag == .sectionType {
            guard ["continuous", "nextColumn"].contains(tree.attributes[child]?["val"] ?? "") else { continue }
            patches.append(Patch(range: tree.range(child), kind: .joined([])))
        }
        guard let numbering = children.first(where: { tree.nodes[$0].tag == .pageNumbering }) else {
            add("<\(tree.prefix)pgNumType \(tree.prefix)start=\"1\"/>", at: place(behind: WordTag.beforePageNumbering))
            return
        }
        guard tree.attributes[numbering]?["start"] == nil else { return }
        let nameEnd = tree.nodes[numbering].start + 1 + tree.prefix.utf8.count + WordTag.pageNumbering.rawValue.utf8.count
        add(" \(tree.prefix)start=\"1\"", at: nameEnd)
    }

    /// A section without a header shows that of the section before it: in the first one of a record, that of the record before.
    private mutating func planHeaders(_ section: Int, _ tree: PartTree) {
        for tag in [WordTag.headerReference, .footerReference] {
            func kinds(_ section: Int) -> Set<String> {
                let references = tree.children(section).filter { tree.nodes[$0].tag == tag }
                return Set(references.map { tree.attributes[$0]?["type"] ?? "default" })
            }
            let own = kinds(section)
            let missing = sections.dropFirst().reduce(into: Set<String>()) { $0.formUnion(kinds($1)) }.subtracting(own)
            guard !missing.isEmpty else { continue }
            let id = tag == .headerReference ? Self.emptyHeader : Self.emptyFooter
            if tag == .headerReference { needsEmptyHeader = true } else { needsEmptyFooter = true }
            for kind in missing.sorted() {
                let markup = "<\(tree.prefix)\(tag.rawValue) \(tree.prefix)type=\"\(kind)\" \(tree.linkPrefix)id=\"\(id)\"/>"
                add(markup, at: tree.nodes[section].contentStart)
            }
        }
    }

    private mutating func add(_ markup: String, at place: Int) {
        patches.append(Patch(range: place..<place, kind: .joined(Array(markup.utf8))))
    }

    /// Where the section of a record ends: in the properties of its last paragraph, if that is a plain one.
    private mutating func planBreak(_ tree: PartTree) {
        let blocks = tree.children(body).filter { $0 != last }
        guard let paragraph = blocks.last, tree.nodes[paragraph].tag == .paragraph,
            !sections.contains(where: { (paragraph..<tree.nodes[paragraph].end).contains($0) })
        else {
            needsParagraph = true
            return
        }
        guard let properties = tree.children(paragraph).first, tree.nodes[properties].tag == .paragraphProperties else {
            let place = tree.nodes[paragraph].contentStart
            let kind = Patch.Kind.sectionBreak(before: Array("<\(tree.prefix)pPr>".utf8), after: Array("</\(tree.prefix)pPr>".utf8))
            patches.append(Patch(range: place..<place, kind: kind))
            return
        }
        let change = tree.children(properties).last.flatMap { child in
            tree.bytes[tree.range(child)].starts(with: "<\(tree.prefix)pPrChange".utf8) ? tree.nodes[child].start : nil
        }
        let place = change ?? tree.nodes[properties].contentEnd
        patches.append(Patch(range: place..<place, kind: .sectionBreak(before: [], after: [])))
    }

    /// Whether the place for the break was not found among `steps`, since a field or a region took it.
    static func lacksBreak(_ steps: [Step]) -> Bool {
        !steps.contains { if case .sectionBreak = $0 { true } else { false } }
    }
}
