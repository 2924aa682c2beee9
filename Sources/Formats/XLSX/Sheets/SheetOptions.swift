public import Tabular

/// What holds for a sheet.
public struct SheetOptions: Sendable {
    /// The sheet's name, made to fit Excel's rules; see ``SheetName``.
    public var name: String
    /// Whether people will read it: with a styled and frozen header row, filters, column widths, number formats and a print set-up.
    ///
    /// Otherwise there are values and types alone.
    public var isFormatted: Bool
    /// The seconds to add to a moment to have the local time that its cell shows.
    public var zoneOffset: @Sendable (Instant) -> Int
    /// The most rows of a sheet, the header row included; further rows go to further sheets.
    ///
    /// Excel allows 1,048,576.
    public var maximumRowCount: Int
    /// How many levels of groups the rows have, each ended by a ``SummaryRow``; 0 to 7, as Excel allows.
    ///
    /// Rows in groups are an outline that readers can fold; rows without are a table with shaded rows.
    public var groupLevels: Int
    /// Whether it is printed on lying pages; nil: when the columns need the width.
    public var isLandscape: Bool?
    /// Whether a totals row ends the list.
    public var hasTotals: Bool

    /// The options of a sheet with this name.
    public init(
        name: String, isFormatted: Bool = true, maximumRowCount: Int = 1_048_576, groupLevels: Int = 0, hasTotals: Bool = false,
        zoneOffset: @escaping @Sendable (Instant) -> Int = { _ in 0 }
    ) {
        self.name = name
        self.isFormatted = isFormatted
        self.zoneOffset = zoneOffset
        self.maximumRowCount = min(max(maximumRowCount, 2), 1_048_576)
        self.groupLevels = min(max(groupLevels, 0), 7)
        self.hasTotals = hasTotals
    }
}
