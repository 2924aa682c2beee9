/// The tree of headings, tables, rows and cells that screen readers follow (ISO 32000-1, 14.7).
///
/// Elements are written as soon as they are whole; what stays in memory is a few numbers for each page.
final class StructureTree {
    /// What an element holds.
    enum Kid {
        /// Marked content of a page.
        case content(page: Int, mark: Int)
        case element(Int)
        /// A link's place on a page.
        case annotation(page: Int, Int)
    }

    private let file: ObjectFile
    let root: Int
    /// The element that holds all others.
    let document: Int
    private var documentKids: [Int] = []
    /// The elements of the marked contents of the page in hand, by mark.
    private var pageElements: [Int] = []
    private var pageKey = 0
    /// The elements of the links of the page in hand.
    private var linkElements: [Int] = []
    private var nextKey = 0
    private var leaves: [(keys: ClosedRange<Int>, number: Int)] = []

    init(file: ObjectFile) {
        self.file = file
        root = file.allocate()
        document = file.allocate()
    }

    /// Begins a page; returns the key of its marked contents.
    func beginPage() -> Int {
        pageKey = nextKey
        nextKey += 1
        pageElements.removeAll(keepingCapacity: true)
        linkElements.removeAll(keepingCapacity: true)
        return pageKey
    }

    /// A mark for content of `element` on the page in hand.
    func mark(_ element: Int) -> Int {
        pageElements.append(element)
        return pageElements.count - 1
    }

    /// The marks of the page in hand.
    var markCount: Int { pageElements.count }

    /// A key for a link on the page in hand whose element is `element`.
    func linkKey(_ element: Int) -> Int {
        linkElements.append(element)
        nextKey += 1
        return nextKey - 1
    }

    /// Writes which elements the contents of the page in hand belong to.
    func endPage() throws(PDFError) {
        let numbers = file.allocate(2)
        let elements = pageElements
        let links = linkElements
        let first = pageKey
        try file.add(numbers) { target in
            target.put(references: elements)
        }
        try file.add(numbers + 1) { target in
            target.put(text: "<</Limits[\(first) \(first + links.count)]/Nums[")
            target.put(first)
            target.put(" ")
            target.put(reference: numbers)
            for (index, element) in links.enumerated() {
                target.put(" ")
                target.put(first + 1 + index)
                target.put(" ")
                target.put(reference: element)
            }
            target.put("]>>")
        }
        leaves.append((first...first + links.count, numbers + 1))
    }

    /// Says that `element` stands next in the document.
    func addToDocument(_ element: Int) { documentKids.append(element) }

    /// Writes an element.
    ///
    /// - Parameter attributes: what its dictionary has besides.
    func write(
        _ element: Int, _ tag: StaticString, parent: Int, kids: [Kid], attributes: (TokenBuffer) -> Void = { _ in }
    ) throws(PDFError) {
        try file.add(element) { target in
            target.put("<</S/")
            target.put(tag)
            target.put("/P ")
            target.put(reference: parent)
            attributes(target)
            Self.put(kids, into: target)
            target.put(">>")
        }
    }

    /// Writes a cell that is one mark on `page`.
    func writeCell(_ element: Int, row: Int, page: Int, mark: Int) throws(PDFError) {
        try file.add(element) { target in
            target.put("<</S/TD/P ")
            target.put(reference: row)
            target.put("/Pg ")
            target.put(reference: page)
            target.put("/K ")
            target.put(mark)
            target.put(">>")
        }
    }

    /// Writes an element that holds elements only.
    func writeGroup(_ element: Int, _ tag: StaticString, parent: Int, elements: some Sequence<Int>) throws(PDFError) {
        try file.add(element) { target in
            target.put("<</S/")
            target.put(tag)
            target.put("/P ")
            target.put(reference: parent)
            target.put("/K")
            target.put(references: elements)
            target.put(">>")
        }
    }

    /// Writes the root.
    func finish() throws(PDFError) {
        let tree = file.allocate()
        let (leaves, root, document, nextKey) = (leaves, root, document, nextKey)
        try writeGroup(document, "Document", parent: root, elements: documentKids)
        try file.add(tree) { target in
            target.put("<</Kids[")
            for leaf in leaves {
                target.put(reference: leaf.number)
                target.put(" ")
            }
            target.put("]>>")
        }
        try file.add(root) { target in
            target.put("<</Type/StructTreeRoot/K ")
            target.put(reference: document)
            target.put("/ParentTree ")
            target.put(reference: tree)
            target.put("/ParentTreeNextKey ")
            target.put(nextKey)
            target.put(">>")
        }
    }

    private static func put(_ kids: [Kid], into target: TokenBuffer) {
        guard !kids.isEmpty else { return }
        target.put("/K[")
        for kid in kids {
            switch kid {
            case .content(let page, let mark):
                target.put("<</Type/MCR/Pg ")
                target.put(reference: page)
                target.put("/MCID ")
                target.put(mark)
                target.put(">>")
            case .element(let number):
                target.put(reference: number)
                target.put(" ")
            case .annotation(let page, let number):
                target.put("<</Type/OBJR/Pg ")
                target.put(reference: page)
                target.put("/Obj ")
                target.put(reference: number)
                target.put(">>")
            }
        }
        target.put("]")
    }
}
