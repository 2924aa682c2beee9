import Expressions
import Localization
import Model
import Tabular
import XLSX

/// A shown column of a list for readers of one language.
struct RenderColumn: Sendable {
    let field: FieldDefinition
    /// What people call it.
    let label: String
    /// In characters; nil: what the contents need.
    let width: Int?
    let format: ColumnFormat?

    var type: ColumnType { field.columnType }

    init(_ field: FieldDefinition, _ column: ListColumn, _ language: Language) {
        self.field = field
        label = column.label?.text(in: language) ?? field.label.text(in: language)
        width = column.width
        format = column.format.flatMap { ColumnFormat($0, for: field.columnType) }
    }

    /// A column of texts that says something of the rows.
    init(telling key: String, _ label: String) {
        field = FieldDefinition(key: key, type: .text)
        self.label = label
        width = nil
        format = nil
    }

    /// The heading with the unit of numbers, for formats whose cells do not show it.
    var labelWithUnit: String { field.unit.map { "\(label) (\($0))" } ?? label }
}

/// How amounts are written with what they count.
enum UnitFormat {
    private static let signs = ["EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥"]

    /// The sign of a currency, or the unit itself.
    static func sign(_ unit: String) -> String { signs[unit] ?? unit }

    /// A workbook's code for numbers of `unit` around the code for the number.
    static func code(_ number: String, unit: String?, _ style: LocaleStyle) -> String {
        guard let unit else { return number }
        let literal = sign(unit).replacing("\"", with: "'")
        if style.putsCurrencyFirst, signs[unit] != nil { return "\"\(literal)\"\(number)" }
        return "\(number)\"\u{A0}\(literal)\""
    }
}

extension RenderColumn {
    /// The Excel format code of its cells; separators in it are those of the code, not of the locale (ECMA-376 part 1, 18.8.31).
    func workbookCode(_ style: LocaleStyle) -> String? {
        if let format { return field.isNumber ? UnitFormat.code(format.workbookCode, unit: field.unit, style) : format.workbookCode }
        switch field.type {
        case .text, .email, .phone, .postalCode, .choice, .list, .boolean: return nil
        case .integer: return UnitFormat.code("#,##0", unit: field.unit, style)
        case .decimal: return UnitFormat.code(UnitFormat.number(scale: field.scale), unit: field.unit, style)
        case .date: return style.workbookDay
        case .instant: return style.workbookInstant
        }
    }
}

extension UnitFormat {
    /// The code for numbers with so many decimals.
    static func number(scale: Int) -> String { "#,##0" + (scale > 0 ? "." + String(repeating: "0", count: scale) : "") }
}
