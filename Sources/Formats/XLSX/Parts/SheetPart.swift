import Tabular
import XML

/// What stands before and after the rows in a part `xl/worksheets/sheetN.xml`, in the order that ECMA-376 part 1, section
/// 18.3.1.99, demands.
struct SheetPart {
    let columns: [SheetColumn]
    /// The widths of the columns in characters; empty where they are left to the reader.
    let widths: [Double]
    let options: SheetOptions
    let isFirst: Bool
    /// The rows, the header row included.
    let rowCount: Int
    /// The name that the footer shows.
    let name: String
    /// The styles of the heading of each column.
    let headerStyles: [Int]
    /// The links of its cells.
    var links = HyperlinkBuffer()
    /// The name of the relationship to its table; nil where it has none.
    var table: String?

    private var isFormatted: Bool { options.isFormatted }

    /// The XML up to the first row of data.
    func head() throws(XMLError) -> [UInt8] {
        let marker = "sheetData"
        var bytes = try XMLWriter.document { xml throws(XMLError) in
            let namespaces: KeyValuePairs<String, String?> = [
                "xmlns": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                "xmlns:r": table == nil && links.count == 0 ? nil : "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            ]
            try xml.element("worksheet", namespaces) { () throws(XMLError) in
                if isFormatted {
                    try xml.element("sheetPr") { () throws(XMLError) in try xml.element("pageSetUpPr", ["fitToPage": "1"]) }
                }
                try xml.element("dimension", ["ref": CellReference.range(columns: 0, columns.count - 1, rows: 1, max(rowCount, 1))])
                try view(xml)
                let levels: String? = options.groupLevels > 0 ? "\(options.groupLevels)" : nil
                try xml.element("sheetFormatPr", ["defaultRowHeight": "15", "outlineLevelRow": levels])
                if !widths.isEmpty {
                    try xml.element("cols") { () throws(XMLError) in
                        for (index, width) in widths.enumerated() {
                            let place = "\(index + 1)"
                            try xml.element("col", ["min": place, "max": place, "width": "\(width)", "customWidth": "1"])
                        }
                    }
                }
                try xml.element(marker) { () throws(XMLError) in try header(xml) }
            }
        }
        // The rows go where the document that the writer closed has its end: before the end tags of the rows and of the root.
        let ending = Array("</\(marker)></worksheet>\n".utf8)
        bytes.removeLast(ending.count)
        return bytes
    }

    /// The XML from behind the last row.
    func tail() throws(XMLError) -> [UInt8] {
        var bytes = Array("</sheetData>".utf8)
        let area = CellReference.range(columns: 0, columns.count - 1, rows: 1, max(rowCount, 1))
        if isFormatted, table == nil {
            bytes += try XMLWriter.fragment { xml throws(XMLError) in try xml.element("autoFilter", ["ref": area]) }
        }
        if links.count > 0 { bytes += Array("<hyperlinks>".utf8) + links.elements + Array("</hyperlinks>".utf8) }
        if isFormatted {
            bytes += try XMLWriter.fragment { xml throws(XMLError) in
                try xml.element(
                    "pageMargins",
                    ["left": "0.4", "right": "0.4", "top": "0.5", "bottom": "0.6", "header": "0.3", "footer": "0.3"])
            }
            bytes += try XMLWriter.fragment { xml throws(XMLError) in
                try xml.element(
                    "pageSetup",
                    [
                        "paperSize": "9", "fitToHeight": "0",
                        "orientation": options.isLandscape ?? (widths.reduce(0, +) > 95) ? "landscape" : "portrait",
                    ])
            }
            bytes += try XMLWriter.fragment { xml throws(XMLError) in
                try xml.element("headerFooter") { () throws(XMLError) in try xml.element("oddFooter", text: Self.footer(name)) }
            }
        }
        // Texts of digits are codes and phones: Excel is not to offer to turn them into numbers.
        let texts = columns.indices.filter { columns[$0].isCode || (isFormatted && columns[$0].type.isText) }
        if rowCount > 1, !texts.isEmpty {
            let places = texts.map { CellReference.range(columns: $0, $0, rows: 2, rowCount) }.joined(separator: " ")
            bytes += try XMLWriter.fragment { xml throws(XMLError) in
                try xml.element("ignoredErrors") { () throws(XMLError) in
                    try xml.element("ignoredError", ["sqref": places, "numberStoredAsText": "1"])
                }
            }
        }
        if let table {
            bytes += try XMLWriter.fragment { xml throws(XMLError) in
                try xml.element("tableParts", ["count": "1"]) { () throws(XMLError) in try xml.element("tablePart", ["r:id": table]) }
            }
        }
        return bytes + Array("</worksheet>".utf8)
    }

    /// The sheet's name at the left, the page and the number of pages at the right (section 18.3.1.46).
    static func footer(_ name: String) -> String { "&L\(name.replacing("&", with: "&&"))&R&P / &N" }

    private func view(_ xml: XMLWriter) throws(XMLError) {
        try xml.element("sheetViews") { () throws(XMLError) in
            try xml.element("sheetView", ["tabSelected": isFirst ? "1" : nil, "workbookViewId": "0"]) { () throws(XMLError) in
                guard isFormatted else { return }
                try xml.element("pane", ["ySplit": "1", "topLeftCell": "A2", "activePane": "bottomLeft", "state": "frozen"])
                try xml.element("selection", ["pane": "bottomLeft", "activeCell": "A2", "sqref": "A2"])
            }
        }
    }

    private func header(_ xml: XMLWriter) throws(XMLError) {
        let lines = columns.indices.map { headerLines($0) }.max() ?? 1
        let height: String? = isFormatted ? "\(lines * 15 + 7)" : nil
        try xml.element("row", ["r": "1", "ht": height, "customHeight": isFormatted ? "1" : nil]) { () throws(XMLError) in
            for (index, column) in columns.enumerated() where !column.header.isEmpty {
                let style = headerStyles[index]
                try xml.element(
                    "c", ["r": CellReference.letters(index) + "1", "s": style == 0 ? nil : "\(style)", "t": "inlineStr"]
                ) { () throws(XMLError) in
                    try xml.element("is") { () throws(XMLError) in
                        let text = CellText.encoded(column.header)
                        try xml.element("t", ["xml:space": text.needsSpace ? "preserve" : nil], text: text.text)
                    }
                }
            }
        }
    }

    /// How many lines the heading takes when it is wrapped to the column's width, less the room of the filter button.
    private func headerLines(_ index: Int) -> Int {
        guard index < widths.count else { return 1 }
        let room = max(widths[index] - ColumnWidth.buttonWidth, 1)
        let lines = columns[index].header.split(separator: "\n", omittingEmptySubsequences: false).reduce(0) { count, line in
            count + max(1, Int((Double(line.count) / room).rounded(.up)))
        }
        return min(lines, 4)
    }
}
