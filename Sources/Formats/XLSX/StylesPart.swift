import XML

/// The part `xl/styles.xml`: the cell formats of a workbook (ECMA-376 part 1, section 18.8).
struct StylesPart {
    /// A cell format.
    struct Format: Hashable {
        var formatCode: String?
        var alignment: SheetColumn.Alignment = .general
        var isHeader = false
    }

    private var formats: [Format] = [Format()]

    /// The number by which cells refer to `format`; formats that are equal share one.
    mutating func index(of format: Format) -> Int {
        if let index = formats.firstIndex(of: format) { return index }
        formats.append(format)
        return formats.count - 1
    }

    /// The codes that every workbook knows by number (section 18.8.30) and that mean the same in every language.
    private static let builtIn = ["0": 1, "0.00": 2, "#,##0": 3, "#,##0.00": 4, "0%": 9, "0.00%": 10, "@": 49]

    func xml() throws(XMLError) -> [UInt8] {
        var custom: [String] = []
        for code in formats.compactMap(\.formatCode) where Self.builtIn[code] == nil && !custom.contains(code) { custom.append(code) }
        return try XMLWriter.document { xml throws(XMLError) in
            let namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
            try xml.element("styleSheet", ["xmlns": namespace]) { () throws(XMLError) in
                if !custom.isEmpty {
                    try xml.element("numFmts", ["count": "\(custom.count)"]) { () throws(XMLError) in
                        for (index, code) in custom.enumerated() {
                            try xml.element("numFmt", ["numFmtId": "\(164 + index)", "formatCode": code])
                        }
                    }
                }
                try fonts(xml)
                try fills(xml)
                try borders(xml)
                try xml.element("cellStyleXfs", ["count": "1"]) { () throws(XMLError) in
                    try xml.element("xf", ["numFmtId": "0", "fontId": "0", "fillId": "0", "borderId": "0"])
                }
                try xml.element("cellXfs", ["count": "\(formats.count)"]) { () throws(XMLError) in
                    for format in formats {
                        let number = format.formatCode.map { code in
                            Self.builtIn[code] ?? 164 + (custom.firstIndex(of: code) ?? 0)
                        }
                        try cellFormat(xml, format, number: number ?? 0)
                    }
                }
                try xml.element("cellStyles", ["count": "1"]) { () throws(XMLError) in
                    try xml.element("cellStyle", ["name": "Normal", "xfId": "0", "builtinId": "0"])
                }
            }
        }
    }

    private func cellFormat(_ xml: XMLWriter, _ format: Format, number: Int) throws(XMLError) {
        let part = format.isHeader ? "1" : "0"
        let isAligned = format.isHeader || format.alignment != .general
        try xml.element(
            "xf",
            [
                "numFmtId": "\(number)", "fontId": part, "fillId": format.isHeader ? "2" : "0", "borderId": part, "xfId": "0",
                "applyNumberFormat": number == 0 ? nil : "1", "applyFont": format.isHeader ? "1" : nil,
                "applyFill": format.isHeader ? "1" : nil, "applyBorder": format.isHeader ? "1" : nil,
                "applyAlignment": isAligned ? "1" : nil,
            ]
        ) { () throws(XMLError) in
            guard isAligned else { return }
            let horizontal = format.alignment == .general ? nil : format.alignment.rawValue
            // The filter button stands at the right: a heading there makes room for it.
            let indent = format.isHeader && format.alignment == .right ? "2" : nil
            try xml.element(
                "alignment",
                [
                    "horizontal": horizontal, "vertical": format.isHeader ? "center" : nil, "wrapText": format.isHeader ? "1" : nil,
                    "indent": indent,
                ])
        }
    }

    private func fonts(_ xml: XMLWriter) throws(XMLError) {
        try xml.element("fonts", ["count": "2"]) { () throws(XMLError) in
            for isBold in [false, true] {
                try xml.element("font") { () throws(XMLError) in
                    if isBold { try xml.element("b") }
                    try xml.element("sz", ["val": "11"])
                    try xml.element("color", ["rgb": isBold ? "FF1F3A4D" : "FF000000"])
                    try xml.element("name", ["val": "Calibri"])
                    try xml.element("family", ["val": "2"])
                }
            }
        }
    }

    private func fills(_ xml: XMLWriter) throws(XMLError) {
        try xml.element("fills", ["count": "3"]) { () throws(XMLError) in
            for pattern in ["none", "gray125"] {
                try xml.element("fill") { () throws(XMLError) in try xml.element("patternFill", ["patternType": pattern]) }
            }
            try xml.element("fill") { () throws(XMLError) in
                try xml.element("patternFill", ["patternType": "solid"]) { () throws(XMLError) in
                    try xml.element("fgColor", ["rgb": "FFDCE8EF"])
                    try xml.element("bgColor", ["indexed": "64"])
                }
            }
        }
    }

    private func borders(_ xml: XMLWriter) throws(XMLError) {
        try xml.element("borders", ["count": "2"]) { () throws(XMLError) in
            for isHeader in [false, true] {
                try xml.element("border") { () throws(XMLError) in
                    for side in ["left", "right", "top"] { try xml.element(side) }
                    try xml.element("bottom", ["style": isHeader ? "medium" : nil]) { () throws(XMLError) in
                        if isHeader { try xml.element("color", ["rgb": "FF2F6F8F"]) }
                    }
                    try xml.element("diagonal")
                }
            }
        }
    }
}
