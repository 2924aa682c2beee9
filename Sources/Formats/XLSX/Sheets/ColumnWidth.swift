import Tabular

/// Column widths in characters of the default font, from what the cells hold.
enum ColumnWidth {
    /// The room that the filter button takes.
    static let buttonWidth = 3.0
    private static let least = 6.0
    private static let most = 60.0
    private static let mostForHeader = 28.0

    /// The width of a column whose longest text has `contentLength` characters, or whose largest number has so many digits.
    static func of(_ column: SheetColumn, contentLength: Int) -> Double {
        if let width = column.width { return width }
        let header = column.header.split(separator: "\n").map(\.count).max() ?? 0
        let word = column.header.split { $0 == " " || $0 == "\n" || $0 == "-" }.map(\.count).max() ?? 0
        let heading = max(min(Double(header) * 1.1, mostForHeader), Double(word) * 1.1) + buttonWidth
        return min(max(Double(contentWidth(column, contentLength)) * 1.05 + 1.5, heading, least), most).rounded(.up)
    }

    private static func contentWidth(_ column: SheetColumn, _ length: Int) -> Int {
        guard length > 0 else { return 0 }
        switch column.type {
        case .text: return length
        case .boolean: return 8
        case .day, .instant: return max(column.numberFormat.map { literalLength($0) } ?? 0, column.type == .day ? 10 : 16)
        case .integer: return length + decoration(column.numberFormat, integerDigits: length)
        case .decimal(let scale):
            let digits = max(length, scale + 1)
            return digits + 1 + decoration(column.numberFormat, integerDigits: digits - scale)
        }
    }

    /// The group separators, the sign and the literal text that a format code adds.
    private static func decoration(_ code: String?, integerDigits: Int) -> Int {
        guard let code = code?.split(separator: ";").first else { return 1 }
        let literals = code.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
            .reduce(0) { $0 + ($1.offset % 2 == 1 ? $1.element.count : 0) }
        return 1 + (code.contains(",") ? (integerDigits - 1) / 3 : 0) + literals + (code.contains("%") ? 3 : 0)
    }

    private static func literalLength(_ code: String) -> Int { code.filter { $0 != "\"" && $0 != "\\" }.count + (code.count < 10 ? 2 : 0) }
}
