import XML

/// What a cell is for, which says how it looks.
enum CellRole: Hashable {
    case plain, header, link, subtotal, total
    /// On pages: the title, the name of a value, running text, the heading of a small table.
    case title, label, text, heading

    /// The numbers of its font, fill and border.
    var look: (font: Int, fill: Int, border: Int) {
        switch self {
        case .plain, .text: (0, 0, 0)
        case .header: (1, 2, 1)
        case .link: (2, 0, 0)
        case .subtotal: (3, 3, 2)
        case .total: (3, 2, 3)
        case .title: (4, 0, 0)
        case .label: (5, 0, 0)
        case .heading: (1, 0, 1)
        }
    }
}

/// The fonts, fills and borders that cells refer to (ECMA-376 part 1, sections 18.8.23, 18.8.21 and 18.8.5).
enum CellLook {
    static let ink = "FF1F3A4D"
    static let accent = "FF2F6F8F"

    private struct Font {
        var isBold = false
        var isUnderlined = false
        var size = "11"
        var color = "FF000000"
    }

    private static let fonts = [
        Font(), Font(isBold: true, color: ink), Font(isUnderlined: true, color: "FF0563C1"), Font(isBold: true),
        Font(isBold: true, size: "16", color: ink), Font(color: "FF5A6B77"),
    ]
    private static let fills = ["FFDCE8EF", "FFF1F6F9"]
    /// The line above and the line below, by their styles.
    private static let borders: [(top: String?, bottom: String?)] = [(nil, nil), (nil, "medium"), ("thin", "thin"), ("medium", nil)]

    static func write(_ xml: XMLWriter) throws(XMLError) {
        try xml.element("fonts", ["count": "\(fonts.count)"]) { () throws(XMLError) in
            for font in fonts { try write(font, xml) }
        }
        try xml.element("fills", ["count": "\(fills.count + 2)"]) { () throws(XMLError) in
            // Excel takes the first two for these, whatever they say.
            for pattern in ["none", "gray125"] {
                try xml.element("fill") { () throws(XMLError) in try xml.element("patternFill", ["patternType": pattern]) }
            }
            for color in fills {
                try xml.element("fill") { () throws(XMLError) in
                    try xml.element("patternFill", ["patternType": "solid"]) { () throws(XMLError) in
                        try xml.element("fgColor", ["rgb": color])
                        try xml.element("bgColor", ["indexed": "64"])
                    }
                }
            }
        }
        try xml.element("borders", ["count": "\(borders.count)"]) { () throws(XMLError) in
            for border in borders {
                try xml.element("border") { () throws(XMLError) in
                    for side in ["left", "right"] { try xml.element(side) }
                    for (side, style) in [("top", border.top), ("bottom", border.bottom)] {
                        try xml.element(side, ["style": style]) { () throws(XMLError) in
                            if style != nil { try xml.element("color", ["rgb": accent]) }
                        }
                    }
                    try xml.element("diagonal")
                }
            }
        }
    }

    private static func write(_ font: Font, _ xml: XMLWriter) throws(XMLError) {
        try xml.element("font") { () throws(XMLError) in
            if font.isBold { try xml.element("b") }
            if font.isUnderlined { try xml.element("u") }
            try xml.element("sz", ["val": font.size])
            try xml.element("color", ["rgb": font.color])
            try xml.element("name", ["val": "Calibri"])
            try xml.element("family", ["val": "2"])
        }
    }
}

/// The style of the workbook's tables: every second row is shaded (ECMA-376 part 1, sections 18.8.14 and 18.8.42).
enum TableLook {
    static let name = "Ajastin"

    static func write(_ xml: XMLWriter) throws(XMLError) {
        try xml.element("dxfs", ["count": "2"]) { () throws(XMLError) in
            try xml.element("dxf") { () throws(XMLError) in
                try xml.element("border") { () throws(XMLError) in
                    try xml.element("bottom", ["style": "thin"]) { () throws(XMLError) in try xml.element("color", ["rgb": "FFC9D6DE"]) }
                    try xml.element("horizontal", ["style": "hair"]) { () throws(XMLError) in
                        try xml.element("color", ["rgb": "FFC9D6DE"])
                    }
                }
            }
            try xml.element("dxf") { () throws(XMLError) in
                try xml.element("fill") { () throws(XMLError) in
                    try xml.element("patternFill", ["patternType": "solid"]) { () throws(XMLError) in
                        try xml.element("fgColor", ["rgb": "FFF1F6F9"])
                        try xml.element("bgColor", ["rgb": "FFF1F6F9"])
                    }
                }
            }
        }
        try xml.element("tableStyles", ["count": "1", "defaultTableStyle": name]) { () throws(XMLError) in
            try xml.element("tableStyle", ["name": name, "pivot": "0", "count": "2"]) { () throws(XMLError) in
                try xml.element("tableStyleElement", ["type": "wholeTable", "dxfId": "0"])
                try xml.element("tableStyleElement", ["type": "secondRowStripe", "dxfId": "1"])
            }
        }
    }
}
