import XML

/// Finds the places in a part that must differ between the copies of its markup.
struct PatchFinder {
    /// Names of bookmarks, which links inside the document lead to.
    private var bookmarks: Set<String> = []
    /// Links to bookmarks: where their names end, and the names.
    private var anchors: [(place: Int, name: String)] = []

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
        default: break
        }
    }

    /// Looks at the whole.
    mutating func finish(_ tree: inout PartTree) {
        for anchor in anchors where bookmarks.contains(anchor.name) {
            tree.patches.append(Patch(range: anchor.place..<anchor.place, kind: .copyMark))
        }
        tree.patches.sort { $0.range.lowerBound < $1.range.lowerBound }
    }
}
