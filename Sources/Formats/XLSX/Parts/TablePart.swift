import XML

/// A part `xl/tables/tableN.xml`: the rows of a sheet as a table (ECMA-376 part 1, section 18.5.1.2).
struct TablePart {
    /// Its number in the workbook, from 1.
    let number: Int
    let name: String
    /// The texts of the header row.
    let headings: [String]
    /// The number of its last row, which is the totals row where there is one.
    let lastRow: Int
    let totals: SummaryRow?

    func xml() throws(XMLError) -> [UInt8] {
        try XMLWriter.document { xml throws(XMLError) in
            let last = headings.count - 1
            try xml.element(
                "table",
                [
                    "xmlns": "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "id": "\(number)", "name": name,
                    "displayName": name, "ref": CellReference.range(columns: 0, last, rows: 1, lastRow),
                    "totalsRowCount": totals == nil ? nil : "1", "totalsRowShown": totals == nil ? "0" : nil,
                ]
            ) { () throws(XMLError) in
                let filtered = totals == nil ? lastRow : lastRow - 1
                try xml.element("autoFilter", ["ref": CellReference.range(columns: 0, last, rows: 1, filtered)])
                try xml.element("tableColumns", ["count": "\(headings.count)"]) { () throws(XMLError) in
                    for (index, heading) in headings.enumerated() { try column(index, heading, xml) }
                }
                try xml.element(
                    "tableStyleInfo",
                    [
                        "name": TableLook.name, "showFirstColumn": "0", "showLastColumn": "0", "showRowStripes": "1",
                        "showColumnStripes": "0",
                    ]
                )
            }
        }
    }

    private func column(_ index: Int, _ heading: String, _ xml: XMLWriter) throws(XMLError) {
        var label: String?
        var function: String?
        switch totals?.cells[index] {
        case .text(let text): label = text
        case .number(let summary, _, _): function = summary.tableName
        case nil: break
        }
        try xml.element(
            "tableColumn",
            [
                "id": "\(index + 1)", "name": Self.attribute(heading), "totalsRowLabel": label.map(Self.attribute),
                "totalsRowFunction": function,
            ])
    }

    /// A cell's text as an attribute holds it: what breaks its line as an escape (section 22.9.2.19).
    private static func attribute(_ text: String) -> String {
        CellText.encoded(text).text.replacing("\n", with: "_x000a_").replacing("\t", with: "_x0009_")
    }
}
