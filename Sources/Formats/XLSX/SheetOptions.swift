package import Tabular

/// What holds for a sheet.
package struct SheetOptions: Sendable {
    /// The sheet's name, made to fit Excel's rules; see ``SheetName``.
    package var name: String
    /// Whether people will read it: with a styled and frozen header row, filters, column widths, number formats and a print set-up.
    ///
    /// Otherwise there are values and types alone.
    package var isFormatted: Bool
    /// The seconds to add to a moment to have the local time that its cell shows.
    package var zoneOffset: @Sendable (Instant) -> Int
    /// The most rows of a sheet, the header row included; further rows go to further sheets.
    ///
    /// Excel allows 1,048,576.
    package var maximumRowCount: Int

    package init(
        name: String, isFormatted: Bool = true, maximumRowCount: Int = 1_048_576,
        zoneOffset: @escaping @Sendable (Instant) -> Int = { _ in 0 }
    ) {
        self.name = name
        self.isFormatted = isFormatted
        self.zoneOffset = zoneOffset
        self.maximumRowCount = min(max(maximumRowCount, 2), 1_048_576)
    }
}
