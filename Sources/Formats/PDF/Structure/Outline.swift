/// The bookmarks of a document (ISO 32000-1, 12.3.3): one for each group.
struct Outline {
    private struct Item {
        let title: String
        let level: Int
        let page: Int
        let top: Double
    }

    /// The items that an item is linked with, by their place.
    private struct Links {
        var parent: Int?
        var previous: Int?
        var next: Int?
        var first: Int?
        var last: Int?
        /// The items below it.
        var count = 0
    }

    private var items: [Item] = []

    var isEmpty: Bool { items.isEmpty }

    /// Adds a bookmark.
    ///
    /// - Parameters:
    ///   - level: 0 for the outermost.
    ///   - page: the page's object.
    ///   - top: where it is on the page, from below.
    mutating func add(_ title: String, level: Int, page: Int, top: Double) {
        items.append(Item(title: title, level: level, page: page, top: top))
    }

    /// Writes all of them; returns the object of the outline.
    func write(to file: ObjectFile) throws(PDFError) -> Int {
        let root = file.allocate()
        let first = file.allocate(items.count)
        let (links, roots) = linked()
        for (index, item) in items.enumerated() {
            let link = links[index]
            try file.add(first + index) { target in
                target.put("<</Title")
                target.put(textString: item.title)
                target.put("/Parent ")
                target.put(reference: link.parent.map { first + $0 } ?? root)
                for (name, other) in [("Prev", link.previous), ("Next", link.next), ("First", link.first), ("Last", link.last)] {
                    guard let other else { continue }
                    target.put(text: "/\(name) ")
                    target.put(reference: first + other)
                }
                if link.count > 0 { target.put(text: "/Count \(-link.count)") }
                target.put("/Dest[")
                target.put(reference: item.page)
                target.put("/XYZ null ")
                target.put(points: item.top)
                target.put("null]>>")
            }
        }
        let count = items.count
        try file.add(root) { target in
            target.put("<</Type/Outlines")
            if count > 0, let last = roots.last {
                target.put("/First ")
                target.put(reference: first)
                target.put("/Last ")
                target.put(reference: first + last)
                target.put(text: "/Count \(roots.count)")
            }
            target.put(">>")
        }
        return root
    }

    private func linked() -> ([Links], roots: [Int]) {
        var links = [Links](repeating: Links(), count: items.count)
        var roots: [Int] = []
        /// The last item of each level down to the one in hand.
        var path: [Int] = []
        for (index, item) in items.enumerated() {
            while let last = path.last, items[last].level >= item.level { path.removeLast() }
            if let parent = path.last {
                links[index].parent = parent
                links[index].previous = links[parent].last
                if links[parent].first == nil { links[parent].first = index }
                links[parent].last = index
                links[parent].count += 1
            } else {
                links[index].previous = roots.last
                roots.append(index)
            }
            if let previous = links[index].previous { links[previous].next = index }
            path.append(index)
        }
        return (links, roots)
    }
}
