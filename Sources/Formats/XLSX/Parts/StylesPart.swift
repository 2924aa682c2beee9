import XML

/// The part `xl/styles.xml`: the cell formats of a workbook (ECMA-376 part 1, section 18.8).
struct StylesPart {
    /// A cell format.
    struct Format: Hashable {
        var formatCode: String?
        var alignment: SheetColumn.Alignment = .general
        var role = CellRole.plain
    }

    private var formats: [Format] = [Format()]
    /// Whether some sheet has a table, which the workbook's own table style dresses.
    var hasTables = false

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
                try CellLook.write(xml)
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
                if hasTables { try TableLook.write(xml) }
            }
        }
    }

    private func cellFormat(_ xml: XMLWriter, _ format: Format, number: Int) throws(XMLError) {
        let look = format.role.look
        let vertical: String? = format.role == .header ? "center" : format.role == .text ? "top" : nil
        let wraps = format.role == .header || format.role == .text
        let isAligned = wraps || format.alignment != .general
        try xml.element(
            "xf",
            [
                "numFmtId": "\(number)", "fontId": "\(look.font)", "fillId": "\(look.fill)", "borderId": "\(look.border)", "xfId": "0",
                "applyNumberFormat": number == 0 ? nil : "1", "applyFont": look.font == 0 ? nil : "1",
                "applyFill": look.fill == 0 ? nil : "1", "applyBorder": look.border == 0 ? nil : "1",
                "applyAlignment": isAligned ? "1" : nil,
            ]
        ) { () throws(XMLError) in
            guard isAligned else { return }
            let horizontal = format.alignment == .general ? nil : format.alignment.rawValue
            // The filter button stands at the right: a heading there makes room for it.
            let indent = format.role == .header && format.alignment == .right ? "2" : nil
            try xml.element(
                "alignment", ["horizontal": horizontal, "vertical": vertical, "wrapText": wraps ? "1" : nil, "indent": indent])
        }
    }
}
