import Tabular

/// A summary row at its place in a sheet.
struct PlacedSummary: Sendable {
    var row: SummaryRow
    /// Its number in the sheet.
    let number: Int
    /// The first of the rows that it is about; nil where those are spread over several sheets, so that no formula reaches them.
    let firstRow: Int?
    /// The table whose totals row it is.
    var table: String?
    /// The names of the table's columns.
    var headings: [String] = []
}

/// Writes summary rows as XML, whose numbers are formulas with the value that they have now.
struct SummaryEncoder {
    let layout: RowLayout

    func encode(_ summary: PlacedSummary) throws(XLSXError) -> (xml: [UInt8], cells: Int) {
        let level = summary.row.level
        var xml = Array("<row r=\"\(summary.number)\"\(level > 1 ? " outlineLevel=\"\(level - 1)\"" : "")>".utf8)
        var count = 0
        for index in layout.cells.indices {
            let styles = level == 0 ? layout.styles[index].total : layout.styles[index].subtotal
            let place = layout.cells[index].letters + "\(summary.number)"
            switch summary.row.cells[index] {
            case nil: xml += "<c r=\"\(place)\" s=\"\(styles.text)\"/>".utf8
            case .text(let text):
                count += 1
                let encoded = CellText.element(text)
                xml += "<c r=\"\(place)\" s=\"\(styles.text)\" t=\"inlineStr\"><is>".utf8 + encoded + "</is></c>".utf8
            case .number(let function, let value, let scale):
                count += 1
                let style = function == .count ? styles.count : styles.value
                xml += "<c r=\"\(place)\" s=\"\(style)\">".utf8
                if let formula = formula(function, column: index, summary) { xml += "<f>\(formula)</f>".utf8 }
                let isDate = function != .count
                xml += "<v>\(number(value, scale: scale, layout.cells[index].type, isDate: isDate))</v></c>".utf8
            }
        }
        xml += "</row>".utf8
        return (xml, count)
    }

    private func formula(_ function: SummaryFunction, column: Int, _ summary: PlacedSummary) -> String? {
        if let table = summary.table {
            let name = TableName.columnReference(summary.headings[column])
            return "SUBTOTAL(\(function.tableCode),\(table)\(CellText.escaped(name)))"
        }
        guard let first = summary.firstRow, first < summary.number else { return nil }
        let letters = layout.cells[column].letters
        return "SUBTOTAL(\(function.code),\(letters)\(first):\(letters)\(summary.number - 1))"
    }

    private func number(_ value: Int128, scale: Int, _ type: ColumnType, isDate: Bool) -> String {
        switch type {
        case .day where isDate: return "\(value + 25_569)"
        case .instant where isDate:
            let local = value + Int128(layout.zoneOffset(Instant(microseconds: Int64(clamping: value)))) * 1_000_000
            let dayLength: Int128 = 86_400_000_000
            let day = local >= 0 ? local / dayLength : (local - dayLength + 1) / dayLength
            let fraction = String((local - day * dayLength) * 100_000_000_000 / dayLength)
            return "\(day + 25_569)." + String(repeating: "0", count: 11 - fraction.count) + fraction
        default: return CellNumber.text(value, scale: scale)
        }
    }
}
