/// The pages of a document, written one by one; their foot lines, which tell how many there are, come last.
final class PageSequence {
    let file: ObjectFile
    let tree: StructureTree
    let canvas: PageCanvas
    /// The object of the page in hand.
    private(set) var page = 0
    private var key = 0
    private var links: [Int] = []
    private var pages: [Int] = []
    /// The stream of the first page that is written last, and what draws it.
    private var late: (page: Int, stream: Int)?
    private let parent: Int
    /// The dictionary of fonts and images that all pages share.
    let resources: Int
    private var isOpen = false

    init(file: ObjectFile, tree: StructureTree, frame: PageFrame) {
        self.file = file
        self.tree = tree
        canvas = PageCanvas(frame: frame)
        parent = file.allocate()
        resources = file.allocate()
    }

    /// The number of pages so far.
    var count: Int { pages.count }

    /// Ends the page in hand, if there is one, and begins the next.
    func next() throws(PDFError) {
        try end()
        page = file.allocate(2)
        pages.append(page)
        key = tree.beginPage()
        isOpen = true
    }

    /// Keeps a place on the page in hand for content that is known at the end; returns the number of its stream.
    func deferContent() -> Int {
        if let late, late.page == page { return late.stream }
        let stream = file.allocate()
        late = (page, stream)
        return stream
    }

    /// Makes the rectangle a link to `uri`, told by the structure element `element`; returns the link's object.
    func link(_ uri: [UInt8], x: Double, y: Double, width: Double, height: Double, element: Int) throws(PDFError) -> Int {
        let number = file.allocate()
        let key = tree.linkKey(element)
        let bottom = canvas.frame.height - y - height
        try file.add(number) { target in
            target.put("<</Type/Annot/Subtype/Link/Border[0 0 0]/F 4/Rect[")
            target.put(points: x)
            target.put(points: bottom)
            target.put(points: x + width)
            target.put(points: bottom + height)
            target.put("]/StructParent ")
            target.put(key)
            target.put("/Contents")
            target.put(literalString: uri)
            target.put("/A<</S/URI/URI")
            target.put(literalString: uri)
            target.put(">>>>")
        }
        links.append(number)
        return number
    }

    /// Writes the page in hand.
    func end() throws(PDFError) {
        guard isOpen else { return }
        isOpen = false
        let stream = file.allocate()
        try file.addStream(stream, canvas.stream())
        canvas.clear()
        try tree.endPage()
        let (page, parent, key, frame, links, resources) = (page, parent, key, canvas.frame, links, resources)
        let late = late?.page == page ? late?.stream : nil
        try file.add(page) { target in
            target.put("<</Type/Page/Parent ")
            target.put(reference: parent)
            target.put("/MediaBox[0 0 ")
            target.put(points: frame.width)
            target.put(points: frame.height)
            target.put("]/Resources ")
            target.put(reference: resources)
            target.put("/Contents[")
            target.put(reference: stream)
            if let late {
                target.put(" ")
                target.put(reference: late)
            }
            target.put(" ")
            target.put(reference: page + 1)
            target.put("]/StructParents ")
            target.put(key)
            target.put("/Tabs/S")
            if !links.isEmpty {
                target.put("/Annots")
                target.put(references: links)
            }
            target.put(">>")
        }
        self.links.removeAll(keepingCapacity: true)
    }

    /// Writes the foot lines as `draw` has them, from the number of a page, and the list of pages; returns its object.
    func finish(footer draw: (Int, PageCanvas) -> Void) throws(PDFError) -> Int {
        try end()
        for (index, page) in pages.enumerated() {
            draw(index + 1, canvas)
            try file.addStream(page + 1, canvas.stream())
            canvas.clear()
        }
        let pages = pages
        try file.add(parent) { target in
            target.put(text: "<</Type/Pages/Count \(pages.count)/Kids[")
            for page in pages {
                target.put(reference: page)
                target.put(" ")
            }
            target.put("]>>")
        }
        return parent
    }

    /// Writes the content that ``deferContent()`` kept a place for, drawn on the canvas between the pages.
    func writeDeferred(_ stream: Int) throws(PDFError) {
        try file.addStream(stream, canvas.stream())
        canvas.clear()
    }
}
