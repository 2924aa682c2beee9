/// The markup of a part, written anew, with the elements that stand in it.
///
/// Its bytes are one well-formed document; nodes say where in them each element starts and ends, in the order in which they start.
struct PartTree: Sendable {
    /// An element.
    struct Node: Sendable {
        let tag: WordTag
        /// The node that it stands in; -1 for the root.
        let parent: Int
        /// The node after its last descendant.
        var end: Int
        /// Where its start tag begins in ``PartTree/bytes``.
        let start: Int
        /// Where its start tag ends; where the whole element does if it is empty.
        var contentStart: Int
        /// Where its end tag begins.
        var contentEnd: Int
        /// Where it ends.
        var finish: Int
    }

    /// The name of the part, such as `word/document.xml`.
    let part: String
    var bytes: [UInt8] = []
    var nodes: [Node] = []
    /// The nodes of the paragraphs, ascending.
    var paragraphs: [Int] = []
    /// The beginnings of their texts, so that people find them.
    var paragraphTexts: [String] = []
    /// In the order of their places.
    var patches: [Patch] = []
    /// The attributes, by their names without prefixes, of the elements whose attributes matter here.
    var attributes: [Int: [String: String]] = [:]
    /// The texts of `w:t` and `w:instrText`.
    var texts: [Int: String] = [:]
    /// What stands before the names of WordprocessingML, with its colon: `w:`.
    var prefix = "w:"
    /// The name of the namespace of WordprocessingML: the transitional or the strict one.
    var namespace = ""
    /// What stands before the names of relationships, with its colon: `r:`.
    var linkPrefix = "r:"

    /// The bytes from the start to the end of a node.
    func range(_ node: Int) -> Range<Int> { nodes[node].start..<nodes[node].finish }

    /// The children of `node`.
    func children(_ node: Int) -> [Int] {
        var children: [Int] = []
        var child = node + 1
        while child < nodes[node].end {
            children.append(child)
            child = nodes[child].end
        }
        return children
    }

    /// The first child of `node` with this tag.
    func child(_ tag: WordTag, of node: Int) -> Int? { children(node).first { nodes[$0].tag == tag } }

    /// The nodes that `node` stands in, the nearest first.
    func ancestors(_ node: Int) -> [Int] {
        var ancestors: [Int] = []
        var current = nodes[node].parent
        while current >= 0 {
            ancestors.append(current)
            current = nodes[current].parent
        }
        return ancestors
    }

    /// The nearest node with this tag that `node` stands in.
    func ancestor(_ tag: WordTag, of node: Int) -> Int? {
        var current = nodes[node].parent
        while current >= 0, nodes[current].tag != tag { current = nodes[current].parent }
        return current >= 0 ? current : nil
    }

    /// The bytes of the start tag of `node`.
    func startTag(_ node: Int) -> ArraySlice<UInt8> { bytes[nodes[node].start..<nodes[node].contentStart] }

    /// The bytes of the end tag of `node`.
    func endTag(_ node: Int) -> ArraySlice<UInt8> { bytes[nodes[node].contentEnd..<nodes[node].finish] }

    /// The place of `node` as people find it: the number of its paragraph in the part, and the text there.
    func place(_ node: Int) -> TemplatePlace {
        let inside = nodes[node].tag == .paragraph ? node : ancestor(.paragraph, of: node)
        var (low, high) = (0, paragraphs.count)
        while low < high {
            let middle = (low + high) / 2
            if paragraphs[middle] <= inside ?? node { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return TemplatePlace(part: part, paragraph: 0, text: "") }
        return TemplatePlace(part: part, paragraph: low, text: String(paragraphTexts[low - 1].prefix(80)))
    }
}
