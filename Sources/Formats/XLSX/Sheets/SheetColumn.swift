public import Tabular

/// A column of a sheet.
public struct SheetColumn: Hashable, Sendable {
    /// What its texts link to in a formatted sheet.
    public enum Links: Hashable, Sendable {
        case none
        /// Each text that is an e-mail address.
        case mail
        /// Each text that is a web address with `http` or `https`.
        case web
    }

    /// Where cells stand between the left and the right edge.
    public enum Alignment: String, Hashable, Sendable {
        /// As the type has it: text left, numbers and dates right, booleans in the middle.
        case general
        case left
        case center
        case right
    }

    /// The heading.
    public var header: String
    /// The type of its cells.
    public var type: ColumnType
    /// An Excel format code such as `#,##0.00` or `d.m.yyyy`; without one, what suits the type.
    public var numberFormat: String?
    /// The width in characters; without one, what the contents need.
    public var width: Double?
    /// Where cells stand.
    public var alignment: Alignment
    /// Whether texts are codes, such as postal codes, that look like numbers and must stay text.
    public var isCode: Bool
    /// What its texts link to.
    public var links: Links

    /// A column with this heading and type.
    public init(
        _ header: String, _ type: ColumnType, numberFormat: String? = nil, width: Double? = nil, alignment: Alignment = .general,
        isCode: Bool = false, links: Links = .none
    ) {
        self.header = header
        self.type = type
        self.numberFormat = numberFormat
        self.width = width
        self.alignment = alignment
        self.isCode = isCode
        self.links = links
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

    /// The numbers of the formats of its cells in a sheet with these options.
    func styles(_ options: SheetOptions, in part: inout StylesPart) -> CellStyles {
        let code = formatCode(isFormatted: options.isFormatted)
        guard options.isFormatted else { return CellStyles(cell: part.index(of: StylesPart.Format(formatCode: code))) }
        var styles = CellStyles(
            header: part.index(of: StylesPart.Format(alignment: headerAlignment, role: .header)),
            cell: part.index(of: StylesPart.Format(formatCode: code, alignment: alignment)))
        if type.isText, links != .none {
            styles.linkKind = links == .mail ? .mail : .web
            styles.link = part.index(of: StylesPart.Format(formatCode: code, alignment: alignment, role: .link))
        }
        if options.groupLevels > 0 { styles.subtotal = summary(code, .subtotal, &part) }
        if options.hasTotals { styles.total = summary(code, .total, &part) }
        return styles
    }

    private func summary(_ code: String?, _ role: CellRole, _ part: inout StylesPart) -> CellStyles.Summary {
        CellStyles.Summary(
            text: part.index(of: StylesPart.Format(role: role)),
            value: part.index(of: StylesPart.Format(formatCode: type.isText ? "#,##0" : code, alignment: alignment, role: role)),
            count: part.index(of: StylesPart.Format(formatCode: "#,##0", alignment: headerAlignment, role: role)))
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
