import XML

/// Writes the markup of a part anew while it is read, in a form that is easier to merge.
///
/// What only editors need (marks of revisions, of spelling, of page breaks that were) is left out. Each field character and
/// each piece of a field's code gets a run to itself, with the formatting of the run that it stood in.
final class PartTreeBuilder: XMLHandler {
    private(set) var tree: PartTree
    private let limits: TemplateLimits
    /// The elements that are open, and for each whether its start tag still lacks its end.
    private var open: [(node: Int, tag: XMLTag)] = []
    private var isTagOpen = false
    /// How deep the reader is in an element that is left out.
    private var skippedDepth = 0
    private var elementCount = 0
    private var runs: [OpenRun] = []
    /// The paragraphs that are open, by their places among all.
    private var openParagraphs: [Int] = []
    private var notes = PatchFinder()

    /// A run that is being read.
    private struct OpenRun {
        let depth: Int
        var properties: Range<Int>?
        /// Whether something other than its properties stands in it.
        var hasContent = false
        /// Whether what stands in it is a field character or a piece of code, which want a run to themselves.
        var isField = false
    }

    init(part: String, limits: TemplateLimits) {
        tree = PartTree(part: part)
        self.limits = limits
        tree.bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".utf8)
    }

    /// The markup, once all of it has been read.
    func finish() -> PartTree {
        notes.finish(&tree)
        return tree
    }

    func start(_ element: borrowing XMLElement) throws {
        guard skippedDepth == 0 else {
            skippedDepth += 1
            return
        }
        elementCount += 1
        guard elementCount <= limits.elementCount else { throw DOCXError(.tooLarge(limit: limits.elementCount), part: tree.part) }
        // Formatting is repeated where runs are split.
        guard tree.bytes.count <= 2 * limits.partByteCount else { throw DOCXError(.tooLarge(limit: limits.partByteCount), part: tree.part) }
        let tag = element.copy()
        let wordTag = WordTag(tag)
        guard !isLeftOut(tag) else {
            skippedDepth = 1
            return
        }
        splitRun(before: wordTag)
        closeStartTag()
        append(tag, wordTag)
        if wordTag == .run { runs.append(OpenRun(depth: open.count)) }
    }

    func end(_ name: borrowing XMLName) {
        guard skippedDepth == 0 else {
            skippedDepth -= 1
            return
        }
        guard let (node, _) = open.last else { return }
        closeElement()
        if tree.nodes[node].tag == .paragraph { openParagraphs.removeLast() }
        guard let current = runs.last else { return }
        if current.depth > open.count {
            runs.removeLast()
        } else if tree.nodes[node].tag == .runProperties, current.depth == open.count, !current.hasContent {
            runs[runs.count - 1].properties = tree.range(node)
        }
    }

    func characters(_ text: Span<UInt8>) {
        guard skippedDepth == 0, let (node, _) = open.last, !text.isEmpty else { return }
        closeStartTag()
        unsafe text.withUnsafeBufferPointer { bytes in
            unsafe MarkupText.append(bytes, to: &tree.bytes)
            guard tree.nodes[node].tag == .text || tree.nodes[node].tag == .instruction else { return }
            let piece = unsafe String(decoding: bytes, as: UTF8.self)
            tree.texts[node, default: ""] += piece
            if tree.nodes[node].tag == .text, let paragraph = openParagraphs.last, tree.paragraphTexts[paragraph].utf8.count < 400 {
                tree.paragraphTexts[paragraph] += piece
            }
        }
    }

    /// Whether an element has no use in what is made (ECMA-376 part 1, sections 17.13.8.1 and 17.3.3.13; the numbers of structured tags,
    /// section 17.5.2.18, have to differ and may be missing).
    private func isLeftOut(_ tag: XMLTag) -> Bool {
        guard let (parent, _) = open.last, WordTag.isWord(tag) else { return false }
        switch tag.name {
        case "proofErr", "lastRenderedPageBreak": return true
        // Of the settings: what would be connected to when the document is opened (sections 17.14.20 and 17.15.1.6).
        case "mailMerge", "attachedTemplate": return true
        // Of form fields: what would run (sections 17.16.15 and 17.16.16).
        case "entryMacro", "exitMacro": return true
        case "id": return tree.nodes[parent].tag == .structuredTagProperties
        default: return false
        }
    }

    /// Ends the run and begins another one where `tag` or what stands before it needs a run to itself.
    private func splitRun(before tag: WordTag) {
        guard var current = runs.last, current.depth == open.count, tag != .runProperties else { return }
        let isField = tag == .fieldCharacter || tag == .instruction
        defer { runs[runs.count - 1] = current }
        guard current.hasContent, isField || current.isField, let (_, runTag) = open.last else {
            current.hasContent = true
            current.isField = isField
            return
        }
        closeElement()
        append(runTag, .run)
        if let properties = current.properties {
            closeStartTag()
            let start = tree.bytes.count
            // A slice would share the bytes, all of which would then be copied.
            let copied = Array(tree.bytes[properties])
            tree.bytes.append(contentsOf: copied)
            let node = tree.nodes.count
            tree.nodes.append(
                PartTree.Node(
                    tag: .runProperties, parent: node - 1, end: node + 1, start: start, contentStart: start, contentEnd: tree.bytes.count,
                    finish: tree.bytes.count))
        }
        current.isField = isField
    }

    private func append(_ tag: XMLTag, _ wordTag: WordTag) {
        let node = tree.nodes.count
        let start = tree.bytes.count
        tree.nodes.append(
            PartTree.Node(
                tag: wordTag, parent: open.last?.node ?? -1, end: node + 1, start: start, contentStart: start, contentEnd: start,
                finish: start))
        if wordTag == .paragraph {
            openParagraphs.append(tree.paragraphs.count)
            tree.paragraphs.append(node)
            tree.paragraphTexts.append("")
        }
        if node == 0 || wordTag == .body {
            tree.prefix = tag.prefix.isEmpty ? "" : tag.prefix + ":"
            tree.namespace = tag.namespace
        }
        tree.bytes.append(0x3C)
        tree.bytes.append(contentsOf: tag.qualifiedName.utf8)
        for declaration in tag.declarations { appendAttribute(declaration) }
        for attribute in tag.attributes where !Self.isRevisionMark(attribute) {
            let value = appendAttribute(attribute)
            notes.see(attribute, of: tag, wordTag, value: value, in: &tree)
        }
        notes.see(tag, wordTag, node: node, parentTag: open.last?.tag, in: &tree)
        isTagOpen = true
        open.append((node, tag))
        // What may get more content than it has must not be an empty element.
        if wordTag == .sectionProperties || wordTag == .paragraphProperties || wordTag == .paragraph || wordTag == .body { closeStartTag() }
    }

    /// Appends an attribute and says where its value stands.
    @discardableResult
    private func appendAttribute(_ attribute: XMLAttribute) -> Range<Int> {
        tree.bytes.append(0x20)
        tree.bytes.append(contentsOf: (attribute.prefix.isEmpty ? attribute.name : "\(attribute.prefix):\(attribute.name)").utf8)
        tree.bytes.append(contentsOf: "=\"".utf8)
        let start = tree.bytes.count
        MarkupText.append(attribute.value.utf8, to: &tree.bytes, inAttribute: true)
        defer { tree.bytes.append(0x22) }
        return start..<tree.bytes.count
    }

    private func closeStartTag() {
        guard isTagOpen, let (node, _) = open.last else { return }
        tree.bytes.append(0x3E)
        tree.nodes[node].contentStart = tree.bytes.count
        isTagOpen = false
    }

    private func closeElement() {
        guard let (node, tag) = open.popLast() else { return }
        if isTagOpen {
            tree.bytes.append(contentsOf: "/>".utf8)
            tree.nodes[node].contentStart = tree.bytes.count
            tree.nodes[node].contentEnd = tree.bytes.count
            isTagOpen = false
        } else {
            tree.nodes[node].contentEnd = tree.bytes.count
            tree.bytes.append(contentsOf: "</\(tag.qualifiedName)>".utf8)
        }
        tree.nodes[node].finish = tree.bytes.count
        tree.nodes[node].end = tree.nodes.count
        notes.seeEnd(of: node, in: &tree)
    }

    /// Whether an attribute marks the save by which an edit came (ECMA-376 part 1, section 17.15.1.72) or numbers a paragraph or a shape, which
    /// must differ and may be missing.
    private static func isRevisionMark(_ attribute: XMLAttribute) -> Bool {
        attribute.name.hasPrefix("rsid") || attribute.name == "paraId" || attribute.name == "textId" || attribute.name == "spid"
    }
}
