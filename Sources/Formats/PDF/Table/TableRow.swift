/// A row that is set and waits for its place on a page.
struct TableRow {
    enum Kind {
        case body(isStriped: Bool)
        /// The heading of a group; 0 is the outermost level.
        case group(level: Int, title: String)
        case subtotal
        case total
        /// What stands in place of rows.
        case note
    }

    struct Cell {
        var lines: [SetText]
        /// The column it begins in, and how many it takes.
        var column: Int
        var span = 1
        /// Where the text leads.
        var link: [UInt8]?
        /// The text for who listens, where the page has its letters in another order.
        var spoken: String?
    }

    let kind: Kind
    let style: StyledText
    var cells: [Cell]
    /// The lines of its highest cell.
    var lineCount: Int
    /// Empty space above, and above and below the lines, in points.
    var spaceAbove = 0.0
    var padding: Double
    /// The height of a line.
    var leading: Double

    /// Its height with the space above.
    var height: Double { spaceAbove + height(of: lineCount) }

    /// The height of so many of its lines.
    func height(of lines: Int) -> Double { Double(lines) * leading + 2 * padding }

    /// Whether it is the heading of a group.
    var isGroup: Bool { if case .group = kind { true } else { false } }

    /// Whether it sums up what is before it.
    var isSummary: Bool {
        switch kind {
        case .subtotal, .total: true
        case .body, .group, .note: false
        }
    }
}
