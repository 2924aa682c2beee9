package import Tabular

/// How the cells of a column are written where a definition says so: the formats that the function `text` takes.
package struct ColumnFormat: Sendable {
    private enum Form {
        case number(NumberFormat, scale: Int)
        case date(DateFormat)
    }

    private let form: Form

    /// The format that `text` describes for cells of `type`; nil where it describes none.
    package init?(_ text: String, for type: ColumnType) {
        switch type {
        case .integer, .decimal:
            guard let format = NumberFormat(text) else { return nil }
            var scale = 0
            if case .decimal(let digits) = type { scale = digits }
            form = .number(format, scale: scale)
        case .day, .instant:
            guard let format = DateFormat(text) else { return nil }
            form = .date(format)
        case .text, .boolean:
            return nil
        }
    }

    /// Formats that cells of `type` can have; empty where they have none.
    package static func examples(for type: ColumnType) -> [String] {
        switch type {
        case .integer, .decimal: NumberFormat.examples
        case .day, .instant: DateFormat.examples
        case .text, .boolean: []
        }
    }

    /// The same as a workbook's format code (ECMA-376 part 1, section 18.8.31), whose separators are the program's own.
    package var workbookCode: String {
        switch form {
        case .number(let format, _): format.workbookCode
        case .date(let format): format.workbookCode
        }
    }

    /// The text of a number.
    package func text(number: Int64) -> String? {
        guard case .number(let format, let scale) = form else { return nil }
        return format.text(number, scale: scale)
    }

    /// The text of a day.
    package func text(_ day: Day) -> String? {
        guard case .date(let format) = form else { return nil }
        return format.text(day)
    }
}
