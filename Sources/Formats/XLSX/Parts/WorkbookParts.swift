import Archive
import OPC
import XML

/// Puts the parts of a workbook together: their paths, media types and relationships.
struct WorkbookParts {
    private static let spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

    private var styles: StylesPart
    private var sheets: [WorkbookPart.Sheet] = []
    private var links: [OPCRelationship] = []
    private var parts: [OPCPart] = []
    private var tableCount = 0
    private var drawingCount = 0
    private var chartCount = 0
    private let deflater = Deflater()

    init(styles: StylesPart) {
        self.styles = styles
    }

    /// Adds the sheets of a list.
    mutating func add(_ list: ListSheets) throws(XLSXError) {
        for (index, sheet) in list.sheets.enumerated() {
            var links: [OPCRelationship] = []
            if list.hasTable(index) {
                tableCount += 1
                let target = "tables/table\(tableCount).xml"
                links.append(OPCRelationship(id: "table", type: Self.office + "table", target: "../" + target))
                let table = TablePart(
                    number: tableCount, name: list.tables[index], headings: list.columns.map(\.header), lastRow: sheet.nextNumber - 1,
                    totals: index == list.sheets.count - 1 && list.sheets.count == 1 ? list.totals : nil)
                try addPart("xl/" + target, Self.spreadsheet + "table+xml") { () throws(XMLError) in try table.xml() }
            }
            let part = list.part(index, isFirst: sheets.isEmpty, table: links.first?.id)
            let content = try sheet.finish(part, deflater)
            let last = "$\(CellReference.letters(list.columns.count - 1))$\(sheet.nextNumber - 1)"
            let isFiltered = list.options.isFormatted && !list.hasTable(index)
            addSheet(
                WorkbookPart.Sheet(
                    name: sheet.name, filterRange: isFiltered ? "$A$1:\(last)" : nil, repeatsHeader: list.options.isFormatted,
                    rangeName: list.options.groupLevels > 0 ? (list.tables[index], "$A$1:\(last)") : nil),
                .deflated(content), links: links, addresses: sheet.tally.links.relationships)
        }
    }

    /// Adds a page.
    mutating func add(_ page: SheetPage, name: String) throws(XLSXError) {
        var links: [OPCRelationship] = []
        if !page.charts.isEmpty {
            drawingCount += 1
            let target = "drawings/drawing\(drawingCount).xml"
            links.append(OPCRelationship(id: "rId1", type: Self.office + "drawing", target: "../" + target))
            var chartLinks: [OPCRelationship] = []
            for chart in page.charts {
                chartCount += 1
                let path = "charts/chart\(chartCount).xml"
                chartLinks.append(
                    OPCRelationship(id: "rId\(chartLinks.count + 1)", type: Self.office + "chart", target: "../" + path))
                let part = ChartPart(chart, on: page, sheet: name)
                try addPart("xl/" + path, "application/vnd.openxmlformats-officedocument.drawingml.chart+xml") { () throws(XMLError) in
                    try part.xml()
                }
            }
            let drawing = DrawingPart(charts: page.charts)
            try addPart(
                "xl/" + target, "application/vnd.openxmlformats-officedocument.drawing+xml", links: chartLinks
            ) { () throws(XMLError) in try drawing.xml() }
        }
        let part = PagePart(page, name: name, isFirst: sheets.isEmpty, styles: &styles, drawing: links.first?.id)
        let content: [UInt8]
        do { content = try part.xml() } catch { throw XLSXError(error) }
        addSheet(WorkbookPart.Sheet(name: name), .memory(content), links: links)
    }

    /// The package of all that was added.
    mutating func package(_ properties: DocumentProperties) throws(XLSXError) -> OPCPackage {
        if sheets.isEmpty { try add(SheetPage(name: "Sheet1", widths: []), name: "Sheet1") }
        links.append(OPCRelationship(id: "rId\(sheets.count + 1)", type: Self.office + "styles", target: "styles.xml"))
        let book = WorkbookPart(sheets: sheets)
        do throws(XMLError) {
            let first = [
                OPCPart(
                    name: "xl/workbook.xml", contentType: Self.spreadsheet + "sheet.main+xml", content: .memory(try book.xml()),
                    relationships: links),
                OPCPart(name: "xl/styles.xml", contentType: Self.spreadsheet + "styles+xml", content: .memory(try styles.xml())),
            ]
            return OPCPackage(mainPart: first[0].name, parts: first + parts, properties: properties)
        } catch {
            throw XLSXError(error)
        }
    }

    private mutating func addSheet(
        _ sheet: WorkbookPart.Sheet, _ content: EntryContent, links sheetLinks: [OPCRelationship], addresses: [UInt8] = []
    ) {
        sheets.append(sheet)
        let name = "worksheets/sheet\(sheets.count).xml"
        links.append(OPCRelationship(id: "rId\(sheets.count)", type: Self.office + "worksheet", target: name))
        var part = OPCPart(name: "xl/" + name, contentType: Self.spreadsheet + "worksheet+xml", content: content, relationships: sheetLinks)
        part.writtenRelationships = addresses
        parts.append(part)
    }

    private mutating func addPart(
        _ name: String, _ type: String, links: [OPCRelationship] = [], _ xml: () throws(XMLError) -> [UInt8]
    ) throws(XLSXError) {
        do { parts.append(OPCPart(name: name, contentType: type, content: .memory(try xml()), relationships: links)) } catch {
            throw XLSXError(error)
        }
    }
}
