public import Tabular

/// A small sheet that is set up cell by cell: what a workbook says of itself, or sums up.
public struct SheetPage: Hashable, Sendable {
    /// The sheet's name, made to fit Excel's rules; see ``SheetName``.
    public var name: String
    /// The widths of the first columns in characters.
    public var widths: [Double]
    /// The rows from the top, each with its cells from the left.
    public var rows: [[PageCell]]
    /// The charts that lie on it.
    public var charts: [SheetChart]

    /// A page of these rows and charts.
    public init(name: String, widths: [Double], rows: [[PageCell]] = [], charts: [SheetChart] = []) {
        self.name = name
        self.widths = widths
        self.rows = rows
        self.charts = charts
    }
}

/// A cell of a ``SheetPage``.
public enum PageCell: Hashable, Sendable {
    case empty
    /// What the page is about.
    case title(String)
    /// What stands over a column of numbers or names.
    case heading(String)
    /// What the value beside it is.
    case label(String)
    /// Text that breaks its lines.
    case text(String)
    /// `unscaled` divided by ten to the power of `scale`, by a format code such as `#,##0.00`.
    case number(unscaled: Int64, scale: Int, format: String)
    /// A day, by a format code such as `d.m.yyyy`.
    case day(Day, format: String)
}

/// A chart beside the numbers of a ``SheetPage`` that it is drawn from.
public struct SheetChart: Hashable, Sendable {
    /// How the numbers are drawn.
    public enum Kind: Hashable, Sendable {
        /// Lying bars, the first one topmost.
        case bars
        /// Standing columns, for few numbers in order of time.
        case columns
        case line
        /// Parts of a whole.
        case pie
    }

    /// What stands over the chart.
    public var title: String
    /// How the numbers are drawn.
    public var kind: Kind
    /// The rows of the page (from 0) with the names and the numbers.
    public var rows: Range<Int>
    /// The columns (from 0) of the names and of the numbers.
    public var names: Int
    /// The column of the numbers.
    public var numbers: Int
    /// The format code of the numbers.
    public var format: String
    /// Where it lies: from the corner of a cell (column and row from 0) over so many columns and rows.
    public var column: Int
    /// The row of its upper left corner, from 0.
    public var row: Int
    /// How many columns it covers.
    public var width: Int
    /// How many rows it covers.
    public var height: Int

    /// A page of these rows and charts.
    public init(
        title: String, kind: Kind, rows: Range<Int>, names: Int, numbers: Int, format: String, column: Int, row: Int, width: Int = 8,
        height: Int = 16
    ) {
        self.title = title
        self.kind = kind
        self.rows = rows
        self.names = names
        self.numbers = numbers
        self.format = format
        self.column = column
        self.row = row
        self.width = width
        self.height = height
    }
}
