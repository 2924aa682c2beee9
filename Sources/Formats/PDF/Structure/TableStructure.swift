/// The structure of one table: a head, bodies of rows, a foot.
final class TableStructure {
    private let tree: StructureTree
    private let file: ObjectFile
    private let table: Int
    private var parts: [Int] = []
    private var body: Int
    private var bodyRows: [Int] = []
    private var footRows: [Int] = []
    private let foot: Int

    /// A body takes no more rows than this, so that they are not all in memory.
    private static let bodyRowLimit = 1024

    init(tree: StructureTree, file: ObjectFile) {
        self.tree = tree
        self.file = file
        table = file.allocate()
        body = file.allocate()
        foot = file.allocate()
        tree.addToDocument(table)
    }

    /// Writes the head.
    ///
    /// - Parameter paint: draws the heading of a column, whose element is the second number, on `page`; returns its mark.
    func writeHead(page: Int, columnCount: Int, paint: (Int, Int) -> Int) throws(PDFError) {
        let head = file.allocate(2 + columnCount)
        let row = head + 1
        for index in 0..<columnCount {
            let cell = row + 1 + index
            let mark = paint(index, cell)
            try tree.write(cell, "TH", parent: row, kids: [.content(page: page, mark: mark)]) { target in
                target.put("/A<</O/Table/Scope/Column>>")
            }
        }
        try tree.writeGroup(row, "TR", parent: head, elements: row + 1..<row + 1 + columnCount)
        try tree.writeGroup(head, "THead", parent: table, elements: CollectionOfOne(row))
        parts.append(head)
    }

    /// Begins a new body: a group starts.
    func beginBody() throws(PDFError) {
        guard !bodyRows.isEmpty else { return }
        try tree.writeGroup(body, "TBody", parent: table, elements: bodyRows)
        parts.append(body)
        body = file.allocate()
        bodyRows.removeAll(keepingCapacity: true)
    }

    /// Writes a row whose cells are there already.
    func writeRow(_ row: Int, cells: some Sequence<Int>, isFoot: Bool) throws(PDFError) {
        if !isFoot, bodyRows.count >= Self.bodyRowLimit { try beginBody() }
        try tree.writeGroup(row, "TR", parent: isFoot ? foot : body, elements: cells)
        if isFoot { footRows.append(row) } else { bodyRows.append(row) }
    }

    /// Writes what holds the rows.
    func finish() throws(PDFError) {
        try beginBody()
        if !footRows.isEmpty {
            try tree.writeGroup(foot, "TFoot", parent: table, elements: footRows)
            parts.append(foot)
        }
        try tree.writeGroup(table, "Table", parent: tree.document, elements: parts)
    }
}
