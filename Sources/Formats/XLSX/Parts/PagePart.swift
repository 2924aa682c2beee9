import Tabular
import XML

/// A part `xl/worksheets/sheetN.xml` of a ``SheetPage``.
struct PagePart {
    let page: SheetPage
    /// The sheet's name as it became.
    let name: String
    let isFirst: Bool
    /// The numbers of the cells' formats, row by row.
    let styles: [[Int]]
    /// The name of the relationship to its drawing; nil where it has no charts.
    let drawing: String?

    init(_ page: SheetPage, name: String, isFirst: Bool, styles part: inout StylesPart, drawing: String?) {
        self.page = page
        self.name = name
        self.isFirst = isFirst
        self.drawing = drawing
        styles = page.rows.map { row in row.map { part.index(of: $0.format) } }
    }

    func xml() throws(XMLError) -> [UInt8] {
        try XMLWriter.document { xml throws(XMLError) in
            let namespaces: KeyValuePairs<String, String?> = [
                "xmlns": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                "xmlns:r": drawing == nil ? nil : "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            ]
            try xml.element("worksheet", namespaces) { () throws(XMLError) in
                try xml.element("sheetPr") { () throws(XMLError) in try xml.element("pageSetUpPr", ["fitToPage": "1"]) }
                let width = max(page.rows.map(\.count).max() ?? 1, 1)
                try xml.element("dimension", ["ref": CellReference.range(columns: 0, width - 1, rows: 1, max(page.rows.count, 1))])
                try xml.element("sheetViews") { () throws(XMLError) in
                    try xml.element("sheetView", ["showGridLines": "0", "tabSelected": isFirst ? "1" : nil, "workbookViewId": "0"])
                }
                try xml.element("sheetFormatPr", ["defaultRowHeight": "15"])
                if !page.widths.isEmpty {
                    try xml.element("cols") { () throws(XMLError) in
                        for (index, width) in page.widths.enumerated() {
                            let place = "\(index + 1)"
                            try xml.element("col", ["min": place, "max": place, "width": "\(width)", "customWidth": "1"])
                        }
                    }
                }
                try xml.element("sheetData") { () throws(XMLError) in
                    for (index, row) in page.rows.enumerated() where !row.isEmpty { try write(row, index, xml) }
                }
                try xml.element(
                    "pageMargins", ["left": "0.5", "right": "0.5", "top": "0.6", "bottom": "0.6", "header": "0.3", "footer": "0.3"])
                try xml.element(
                    "pageSetup", ["paperSize": "9", "fitToHeight": "0", "orientation": page.charts.isEmpty ? "portrait" : "landscape"])
                try xml.element("headerFooter") { () throws(XMLError) in
                    try xml.element("oddFooter", text: SheetPart.footer(name))
                }
                if let drawing { try xml.element("drawing", ["r:id": drawing]) }
            }
        }
    }

    private func write(_ row: [PageCell], _ index: Int, _ xml: XMLWriter) throws(XMLError) {
        var height: String?
        if case .title = row.first { height = "27" }
        if let lines = lines(row), lines > 1 { height = "\(min(lines * 15, 405))" }
        try xml.element("row", ["r": "\(index + 1)", "ht": height, "customHeight": height == nil ? nil : "1"]) { () throws(XMLError) in
            for (column, cell) in row.enumerated() {
                let place = CellReference.letters(column) + "\(index + 1)"
                let style: String? = styles[index][column] == 0 ? nil : "\(styles[index][column])"
                switch cell {
                case .empty: continue
                case .title(let text), .heading(let text), .label(let text), .text(let text):
                    try xml.element("c", ["r": place, "s": style, "t": "inlineStr"]) { () throws(XMLError) in
                        try xml.element("is") { () throws(XMLError) in
                            let encoded = CellText.encoded(text)
                            try xml.element("t", ["xml:space": encoded.needsSpace ? "preserve" : nil], text: encoded.text)
                        }
                    }
                case .number(let unscaled, let scale, _):
                    let text = CellNumber.text(Int128(unscaled), scale: scale)
                    try xml.element("c", ["r": place, "s": style]) { () throws(XMLError) in try xml.element("v", text: text) }
                case .day(let day, _):
                    try xml.element("c", ["r": place, "s": style]) { () throws(XMLError) in
                        try xml.element("v", text: "\(day.number + 25_569)")
                    }
                }
            }
        }
    }

    /// How many lines the longest text of a row takes; programs do not all find out by themselves.
    private func lines(_ row: [PageCell]) -> Int? {
        row.enumerated().compactMap { column, cell -> Int? in
            guard case .text(let text) = cell else { return nil }
            let room = max(column < page.widths.count ? page.widths[column] - 1 : 9, 1)
            return text.split(separator: "\n", omittingEmptySubsequences: false).reduce(0) {
                $0 + max(1, Int((Double($1.count) / room).rounded(.up)))
            }
        }
        .max()
    }
}

extension PageCell {
    fileprivate var format: StylesPart.Format {
        switch self {
        case .empty: StylesPart.Format()
        case .title: StylesPart.Format(role: .title)
        case .heading: StylesPart.Format(role: .heading)
        case .label: StylesPart.Format(role: .label)
        case .text: StylesPart.Format(role: .text)
        case .number(_, _, let code): StylesPart.Format(formatCode: code, alignment: .right)
        case .day(_, let code): StylesPart.Format(formatCode: code, alignment: .left)
        }
    }
}
