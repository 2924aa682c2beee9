import XML

/// Finds the places in a part that must differ between the copies of its markup.
struct PatchFinder {
    /// Names of bookmarks, which links inside the document lead to.
    private var bookmarks: Set<String> = []
    /// Links to bookmarks: where their names end, and the names.
    private var anchors: [(place: Int, name: String)] = []
    /// Where the codes of fields stand, which may refer to bookmarks.
    private var codes: [Range<Int>] = []

    /// Looks at an attribute whose value stands at `value`.
    mutating func see(_ attribute: XMLAttribute, of tag: XMLTag, _ wordTag: WordTag, value: Range<Int>, in tree: inout PartTree) {
        func add(_ kind: Patch.Kind, _ range: Range<Int>? = nil) { tree.patches.append(Patch(range: range ?? value, kind: kind)) }
        let mark = value.upperBound..<value.upperBound
        switch (wordTag, attribute.name) {
        case (.bookmarkStart, "id"), (.bookmarkEnd, "id"):
            if let number = Int(attribute.value), number >= 0, number < 1 << 20 { add(.copyNumber(number)) }
        case (.bookmarkStart, "name"):
            bookmarks.insert(attribute.value)
            add(.copyMark, mark)
        case (.simpleField, "instr"): codes.append(value)
        case (.hyperlink, "anchor"): anchors.append((value.upperBound, attribute.value))
        case (.footnoteReference, "id"), (.endnoteReference, "id"):
            if let number = Int(attribute.value), (1..<1 << 20).contains(number) { add(.noteNumber(number)) }
        case (.footnote, "id"), (.endnote, "id"):
            let isOrdinary = tag.value("type").map { $0 == "normal" } ?? true
            if isOrdinary, let number = Int(attribute.value), (1..<1 << 20).contains(number) { add(.noteNumber(number)) }
        case (.headerReference, "id"), (.footerReference, "id"):
            tree.linkPrefix = attribute.prefix.isEmpty ? "" : attribute.prefix + ":"
            add(.link(attribute.value))
        case (.other, "id"):
            if tag.name == "docPr", tag.namespace.contains("wordprocessingDrawing") {
                add(.drawingNumber)
            } else if tag.namespace == "urn:schemas-microsoft-com:vml", tag.name != "shapetype", attribute.prefix.isEmpty {
                add(.copyMark, mark)
            }
        case (.other, "ShapeID"): add(.copyMark, mark)
        default: break
        }
    }

    /// Looks at an element that starts.
    mutating func see(_ tag: XMLTag, _ wordTag: WordTag, node: Int, parentTag: XMLTag?, in tree: inout PartTree) {
        switch wordTag {
        case .fieldCharacter, .simpleField, .headerReference, .footerReference, .sectionType, .pageNumbering, .footnote, .endnote:
            tree.attributes[node] = Dictionary(tag.attributes.map { ($0.name, $0.value) }) { first, _ in first }
        default:
            // What the children of section properties are called tells where more of them may go.
            if let parentTag, WordTag(parentTag) == .sectionProperties { tree.attributes[node] = ["": tag.name] }
        }
    }

    /// Looks at an element that has ended.
    mutating func seeEnd(of node: Int, in tree: inout PartTree) {
        switch tree.nodes[node].tag {
        case .commentRangeStart, .commentRangeEnd, .commentReference:
            tree.patches.append(Patch(range: tree.range(node), kind: .firstCopyOnly))
        case .instruction: codes.append(tree.nodes[node].contentStart..<tree.nodes[node].contentEnd)
        default: break
        }
    }

    /// Finds the bookmarks that the code of a field names (ECMA-376 part 1, section 17.16.5, REF and PAGEREF).
    private func markReferences(in code: Range<Int>, _ tree: inout PartTree) {
        var start = code.lowerBound
        for place in code.lowerBound...code.upperBound {
            // A blank, a quote or the reference to one ends a word.
            guard place == code.upperBound || [0x20, 0x22, 0x26, 0x3B].contains(tree.bytes[place]) else { continue }
            if place > start, bookmarks.contains(String(decoding: tree.bytes[start..<place], as: UTF8.self)) {
                tree.patches.append(Patch(range: place..<place, kind: .copyMark))
            }
            start = place + 1
        }
    }

    /// Looks at the whole.
    mutating func finish(_ tree: inout PartTree) {
        for anchor in anchors where bookmarks.contains(anchor.name) {
            tree.patches.append(Patch(range: anchor.place..<anchor.place, kind: .copyMark))
        }
        if !bookmarks.isEmpty { for code in codes { markReferences(in: code, &tree) } }
        tree.patches.sort { $0.range.lowerBound < $1.range.lowerBound }
    }
}
