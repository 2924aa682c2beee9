import Tabular
import XML

/// A part `xl/charts/chartN.xml` (ECMA-376 part 1, section 21.2).
///
/// One series in one colour with its numbers written beside, so that it is read as well in black and white; shares of a whole are told
/// apart by lightness.
struct ChartPart {
    let chart: SheetChart
    /// The name of the sheet with the numbers.
    let sheet: String
    /// The names and numbers as the page has them.
    let points: [(name: String, number: String)]

    init(_ chart: SheetChart, on page: SheetPage, sheet: String) {
        self.chart = chart
        self.sheet = sheet
        points = chart.rows.map { row in (page.text(row, chart.names), page.text(row, chart.numbers)) }
    }

    private static let main = "http://schemas.openxmlformats.org/drawingml/2006/main"
    private static let color = "2F6F8F"
    private static let shades = [
        "1F3A4D", "2F6F8F", "7FB0C6", "C9D6DE", "5A6B77", "A3C6D4", "44566B", "DCE8EF", "93A3AE", "6E93A6", "E8EEF2",
    ]

    func xml() throws(XMLError) -> [UInt8] {
        try XMLWriter.document { xml throws(XMLError) in
            let namespaces: KeyValuePairs<String, String?> = [
                "xmlns:c": "http://schemas.openxmlformats.org/drawingml/2006/chart", "xmlns:a": Self.main,
                "xmlns:r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            ]
            try xml.element("c:chartSpace", namespaces) { () throws(XMLError) in
                try value("c:roundedCorners", "0", xml)
                try xml.element("c:chart") { () throws(XMLError) in
                    try title(xml)
                    try value("c:autoTitleDeleted", "0", xml)
                    try xml.element("c:plotArea") { () throws(XMLError) in
                        try xml.element("c:layout")
                        try plot(xml)
                    }
                    if chart.kind == .pie {
                        try xml.element("c:legend") { () throws(XMLError) in
                            try value("c:legendPos", "r", xml)
                            try value("c:overlay", "0", xml)
                        }
                    }
                    try value("c:plotVisOnly", "1", xml)
                    try value("c:dispBlanksAs", "gap", xml)
                }
            }
        }
    }

    private func plot(_ xml: XMLWriter) throws(XMLError) {
        switch chart.kind {
        case .pie:
            try xml.element("c:pieChart") { () throws(XMLError) in
                try value("c:varyColors", "1", xml)
                try series(xml)
                try value("c:firstSliceAng", "0", xml)
            }
            return
        case .line:
            try xml.element("c:lineChart") { () throws(XMLError) in
                try value("c:grouping", "standard", xml)
                try value("c:varyColors", "0", xml)
                try series(xml)
                try value("c:marker", "1", xml)
                try axisNumbers(xml)
            }
        case .bars, .columns:
            try xml.element("c:barChart") { () throws(XMLError) in
                try value("c:barDir", chart.kind == .bars ? "bar" : "col", xml)
                try value("c:grouping", "clustered", xml)
                try value("c:varyColors", "0", xml)
                try series(xml)
                try value("c:gapWidth", "45", xml)
                try axisNumbers(xml)
            }
        }
        try axis("c:catAx", "1", crossing: "2", at: chart.kind == .bars ? "l" : "b", xml)
        try axis("c:valAx", "2", crossing: "1", at: chart.kind == .bars ? "b" : "l", xml)
    }

    private func axisNumbers(_ xml: XMLWriter) throws(XMLError) {
        for number in ["1", "2"] { try value("c:axId", number, xml) }
    }

    private func series(_ xml: XMLWriter) throws(XMLError) {
        try xml.element("c:ser") { () throws(XMLError) in
            try value("c:idx", "0", xml)
            try value("c:order", "0", xml)
            if chart.kind == .line {
                try xml.element("c:spPr") { () throws(XMLError) in
                    try xml.element("a:ln", ["w": "28575"]) { () throws(XMLError) in try fill(Self.color, xml) }
                }
                try xml.element("c:marker") { () throws(XMLError) in
                    try value("c:symbol", points.count > 40 ? "none" : "circle", xml)
                    if points.count <= 40 { try value("c:size", "5", xml) }
                }
            } else {
                try xml.element("c:spPr") { () throws(XMLError) in try fill(Self.color, xml) }
                if chart.kind != .pie { try value("c:invertIfNegative", "0", xml) }
            }
            if chart.kind == .pie { try slices(xml) }
            if chart.kind != .line || points.count <= 12 { try labels(xml) }
            try xml.element("c:cat") { () throws(XMLError) in
                try xml.element("c:strRef") { () throws(XMLError) in
                    try xml.element("c:f", text: range(chart.names))
                    try xml.element("c:strCache") { () throws(XMLError) in try cache(points.map(\.name), xml) }
                }
            }
            try xml.element("c:val") { () throws(XMLError) in
                try xml.element("c:numRef") { () throws(XMLError) in
                    try xml.element("c:f", text: range(chart.numbers))
                    try xml.element("c:numCache") { () throws(XMLError) in
                        try xml.element("c:formatCode", text: chart.format)
                        try cache(points.map(\.number), xml)
                    }
                }
            }
            if chart.kind == .line { try value("c:smooth", "0", xml) }
        }
    }

    private func slices(_ xml: XMLWriter) throws(XMLError) {
        for index in points.indices {
            try xml.element("c:dPt") { () throws(XMLError) in
                try value("c:idx", "\(index)", xml)
                try value("c:bubble3D", "0", xml)
                try xml.element("c:spPr") { () throws(XMLError) in
                    try fill(Self.shades[index % Self.shades.count], xml)
                    try xml.element("a:ln", ["w": "12700"]) { () throws(XMLError) in try fill("FFFFFF", xml) }
                }
            }
        }
    }

    private func labels(_ xml: XMLWriter) throws(XMLError) {
        try xml.element("c:dLbls") { () throws(XMLError) in
            if chart.kind == .pie { try value("c:dLblPos", "outEnd", xml) }
            for (name, isShown) in [
                ("c:showLegendKey", false), ("c:showVal", chart.kind != .pie), ("c:showCatName", false), ("c:showSerName", false),
                ("c:showPercent", chart.kind == .pie), ("c:showBubbleSize", false),
            ] {
                try value(name, isShown ? "1" : "0", xml)
            }
        }
    }

    private func cache(_ values: [String], _ xml: XMLWriter) throws(XMLError) {
        try value("c:ptCount", "\(values.count)", xml)
        for (index, text) in values.enumerated() {
            try xml.element("c:pt", ["idx": "\(index)"]) { () throws(XMLError) in try xml.element("c:v", text: text) }
        }
    }

    private func axis(_ name: String, _ number: String, crossing: String, at place: String, _ xml: XMLWriter) throws(XMLError) {
        let isNames = name == "c:catAx"
        try xml.element(name) { () throws(XMLError) in
            try value("c:axId", number, xml)
            try xml.element("c:scaling") { () throws(XMLError) in
                try value("c:orientation", isNames && chart.kind == .bars ? "maxMin" : "minMax", xml)
            }
            try value("c:delete", "0", xml)
            try value("c:axPos", place, xml)
            if !isNames {
                try xml.element("c:majorGridlines") { () throws(XMLError) in
                    try xml.element("c:spPr") { () throws(XMLError) in
                        try xml.element("a:ln", ["w": "6350"]) { () throws(XMLError) in try fill("D9E2E8", xml) }
                    }
                }
            }
            try xml.element("c:numFmt", ["formatCode": isNames ? "General" : chart.format, "sourceLinked": "0"])
            try value("c:majorTickMark", "none", xml)
            try value("c:minorTickMark", "none", xml)
            // Names stay at the edge where numbers are negative.
            try value("c:tickLblPos", isNames ? "low" : "nextTo", xml)
            try value("c:crossAx", crossing, xml)
            // The scale of lying bars stands below them although the first bar is topmost.
            try value("c:crosses", !isNames && chart.kind == .bars ? "max" : "autoZero", xml)
            if isNames {
                try value("c:auto", "0", xml)
                try value("c:lblAlgn", "ctr", xml)
                try value("c:lblOffset", "100", xml)
                try value("c:noMultiLvlLbl", "1", xml)
            } else {
                try value("c:crossBetween", "between", xml)
            }
        }
    }

    private func title(_ xml: XMLWriter) throws(XMLError) {
        try xml.element("c:title") { () throws(XMLError) in
            try xml.element("c:tx") { () throws(XMLError) in
                try xml.element("c:rich") { () throws(XMLError) in
                    try xml.element("a:bodyPr")
                    try xml.element("a:p") { () throws(XMLError) in
                        try xml.element("a:pPr") { () throws(XMLError) in try xml.element("a:defRPr", ["sz": "1200", "b": "1"]) }
                        try xml.element("a:r") { () throws(XMLError) in
                            try xml.element("a:rPr", ["sz": "1200", "b": "1"])
                            try xml.element("a:t", text: chart.title)
                        }
                    }
                }
            }
            try value("c:overlay", "0", xml)
        }
    }

    private func fill(_ color: String, _ xml: XMLWriter) throws(XMLError) {
        try xml.element("a:solidFill") { () throws(XMLError) in try xml.element("a:srgbClr", ["val": color]) }
    }

    private func value(_ name: String, _ value: String, _ xml: XMLWriter) throws(XMLError) {
        try xml.element(name, ["val": value])
    }

    private func range(_ column: Int) -> String {
        let letters = CellReference.letters(column)
        return "\(SheetName.quoted(sheet))!$\(letters)$\(chart.rows.lowerBound + 1):$\(letters)$\(chart.rows.upperBound)"
    }
}

extension SheetPage {
    /// A cell as a chart's cache has it.
    fileprivate func text(_ row: Int, _ column: Int) -> String {
        guard rows.indices.contains(row), rows[row].indices.contains(column) else { return "" }
        switch rows[row][column] {
        case .empty: return ""
        case .title(let text), .heading(let text), .label(let text), .text(let text): return text
        case .number(let unscaled, let scale, _): return CellNumber.text(Int128(unscaled), scale: scale)
        case .day(let day, _): return "\(day.number + 25_569)"
        }
    }
}
