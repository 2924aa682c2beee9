import XML

/// Gathers the sheets of a workbook (ECMA-376 part 1, section 18.2).
final class WorkbookHandler: XMLHandler {
    /// A sheet as the workbook names it.
    struct Sheet {
        let name: String
        /// The name of its relationship.
        let link: String
        let isVisible: Bool
    }

    private(set) var sheets: [Sheet] = []
    private(set) var countsFrom1904 = false
    /// Whether the root element is that of a workbook.
    private(set) var isWorkbook = false
    private var isFirst = true

    func start(_ element: borrowing XMLElement) {
        if isFirst {
            isFirst = false
            isWorkbook = element.isNamed("workbook")
        } else if element.isNamed("workbookPr") {
            countsFrom1904 = element.isTrue("date1904")
        } else if element.isNamed("sheet"), let name = element.text("name"), let link = element.text("id") {
            var text = Array(name.utf8)
            XStringEscapes.decode(&text, from: 0)
            sheets.append(
                Sheet(name: String(decoding: text, as: UTF8.self), link: link, isVisible: element.text("state") ?? "visible" == "visible"))
        }
    }

    func end(_ name: borrowing XMLName) {}
    func characters(_ text: Span<UInt8>) {}
}
