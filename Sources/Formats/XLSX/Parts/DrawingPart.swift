import XML

/// A part `xl/drawings/drawingN.xml`: where the charts of a sheet lie (ECMA-376 part 1, section 20.5).
struct DrawingPart {
    let charts: [SheetChart]

    func xml() throws(XMLError) -> [UInt8] {
        try XMLWriter.document { xml throws(XMLError) in
            let namespaces: KeyValuePairs<String, String?> = [
                "xmlns:xdr": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
                "xmlns:a": "http://schemas.openxmlformats.org/drawingml/2006/main",
            ]
            try xml.element("xdr:wsDr", namespaces) { () throws(XMLError) in
                for (index, chart) in charts.enumerated() { try write(chart, number: index + 1, xml) }
            }
        }
    }

    private func write(_ chart: SheetChart, number: Int, _ xml: XMLWriter) throws(XMLError) {
        try xml.element("xdr:twoCellAnchor") { () throws(XMLError) in
            try corner("xdr:from", column: chart.column, row: chart.row, xml)
            try corner("xdr:to", column: chart.column + chart.width, row: chart.row + chart.height, xml)
            try xml.element("xdr:graphicFrame", ["macro": ""]) { () throws(XMLError) in
                try xml.element("xdr:nvGraphicFramePr") { () throws(XMLError) in
                    // What screen readers say of it.
                    try xml.element("xdr:cNvPr", ["id": "\(number + 1)", "name": "Chart \(number)", "descr": chart.title])
                    try xml.element("xdr:cNvGraphicFramePr")
                }
                try xml.element("xdr:xfrm") { () throws(XMLError) in
                    try xml.element("a:off", ["x": "0", "y": "0"])
                    try xml.element("a:ext", ["cx": "0", "cy": "0"])
                }
                try xml.element("a:graphic") { () throws(XMLError) in
                    let kind = "http://schemas.openxmlformats.org/drawingml/2006/chart"
                    try xml.element("a:graphicData", ["uri": kind]) { () throws(XMLError) in
                        try xml.element(
                            "c:chart",
                            [
                                "xmlns:c": kind, "xmlns:r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                                "r:id": "rId\(number)",
                            ])
                    }
                }
            }
            try xml.element("xdr:clientData")
        }
    }

    private func corner(_ name: String, column: Int, row: Int, _ xml: XMLWriter) throws(XMLError) {
        try xml.element(name) { () throws(XMLError) in
            for (part, value) in [("xdr:col", column), ("xdr:colOff", 0), ("xdr:row", row), ("xdr:rowOff", 0)] {
                try xml.element(part, text: "\(value)")
            }
        }
    }
}
