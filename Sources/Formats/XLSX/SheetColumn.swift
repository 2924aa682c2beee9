package import Tabular

/// A column of a sheet.
package struct SheetColumn: Hashable, Sendable {
    /// Where cells stand between the left and the right edge.
    package enum Alignment: String, Hashable, Sendable {
        /// As the type has it: text left, numbers and dates right, booleans in the middle.
        case general
        case left
        case center
        case right
    }

    /// The heading.
    package var header: String
    /// The type of its cells.
    package var type: ColumnType
    /// An Excel format code such as `#,##0.00` or `d.m.yyyy`; without one, what suits the type.
    package var numberFormat: String?
    /// The width in characters; without one, what the contents need.
    package var width: Double?
    /// Where cells stand.
    package var alignment: Alignment
    /// Whether texts are codes, such as postal codes, that look like numbers and must stay text.
    package var isCode: Bool

    package init(
        _ header: String, _ type: ColumnType, numberFormat: String? = nil, width: Double? = nil, alignment: Alignment = .general,
        isCode: Bool = false
    ) {
        self.header = header
        self.type = type
        self.numberFormat = numberFormat
        self.width = width
        self.alignment = alignment
        self.isCode = isCode
    }

    /// The format code of its cells; nil for Excel's "General".
    func formatCode(isFormatted: Bool) -> String? {
        switch type {
        case .text: isCode ? "@" : nil
        case .day: numberFormat ?? "yyyy-mm-dd"
        case .instant: numberFormat ?? "yyyy-mm-dd hh:mm:ss"
        case .boolean: nil
        case .integer: isFormatted ? numberFormat : nil
        case .decimal(let scale):
            isFormatted ? numberFormat ?? (scale == 0 ? "0" : "0." + String(repeating: "0", count: scale)) : nil
        }
    }

    /// Where its heading stands: above its cells.
    var headerAlignment: Alignment {
        guard alignment == .general else { return alignment }
        switch type {
        case .text: return .left
        case .boolean: return .center
        case .integer, .decimal, .day, .instant: return .right
        }
    }
}
