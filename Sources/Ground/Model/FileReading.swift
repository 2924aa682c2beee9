/// What a source says about how its files are written; what it leaves open is found out from each file.
package struct FileReading: Hashable, Sendable {
    /// What stands around fields that hold a delimiter or a line end.
    package enum Quote: Hashable, Sendable {
        /// Quotes are characters like any others.
        case none
        /// An ASCII character.
        case byte(UInt8)
    }

    package var encoding: TextEncoding?
    /// An ASCII character.
    package var delimiter: UInt8?
    package var quote: Quote?
    /// The ASCII character that takes the meaning of the next one away; without it, a quote is doubled.
    package var escape: UInt8?
    /// Lines that start with this ASCII character are no rows.
    package var comment: UInt8?
    /// Whether the columns' names stand above the rows.
    package var hasHeader = true
    /// The fields of a file without a header, column by column; nil for a column that fills none.
    package var positions: [String?] = []
    /// Lines above the header that are no rows; nil where the header is looked for.
    package var skippedTop: Int?
    /// Lines below the last row that are none, blank ones not counted.
    package var skippedBottom = 0
    /// The sheet of a workbook; without it, the first.
    package var sheet: String?
    /// How values are written, by the key of their field.
    package var formats: [String: ValueFormat] = [:]

    package init() {}
}

/// How the numbers or dates of a column are written, where that could be meant in two ways.
package enum ValueFormat: String, Hashable, Sendable, CaseIterable, Codable {
    /// `1 234,50` and `1.234,50`
    case decimalComma = "decimal-comma"
    /// `1,234.50`
    case decimalPoint = "decimal-point"
    /// `31/12/2026`
    case dayFirst = "day-first"
    /// `12/31/2026`
    case monthFirst = "month-first"

    /// The formats that make sense for a field of this type.
    package static func all(for type: FieldType) -> [ValueFormat] {
        switch type {
        case .integer, .decimal: [.decimalComma, .decimalPoint]
        case .date, .instant: [.dayFirst, .monthFirst]
        case .text, .boolean, .email, .phone, .postalCode, .choice, .list: []
        }
    }

    /// Reads a format as people write it: its name, or an example of a number or a date in letters (`1 234,50`, `d.m.yyyy`, `MM/DD/YYYY`).
    package init?(written text: String) {
        if let format = ValueFormat(rawValue: text.lowercased()) {
            self = format
            return
        }
        if text.contains(where: \.isNumber) {
            guard let mark = text.last(where: { !$0.isNumber }), mark == "," || mark == ".",
                text.allSatisfy({ $0.isNumber || ",. \u{A0}\u{202F}'".contains($0) }), text.last?.isNumber == true,
                text.count(where: { $0 == mark }) == 1, text.split(separator: mark).last?.count != 3
            else { return nil }
            self = mark == "," ? .decimalComma : .decimalPoint
            return
        }
        let letters = text.lowercased().map { ["p": "d", "k": "m", "v": "y"][$0] ?? $0 }
        let order = letters.filter(\.isLetter).reduce(into: [Character]()) { if $0.last != $1 { $0.append($1) } }
        switch order {
        case ["d", "m", "y"]: self = .dayFirst
        case ["m", "d", "y"]: self = .monthFirst
        default: return nil
        }
    }
}
