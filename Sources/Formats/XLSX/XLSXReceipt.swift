/// What a workbook holds, and what could not be written as it was.
public struct XLSXReceipt: Hashable, Sendable {
    /// The sheets.
    public var sheets = 0
    /// The rows, header rows not counted.
    public var rows = 0
    /// The cells that have a value, header rows not counted.
    public var cells = 0
    /// The bytes of the file.
    public var bytes = 0
    /// Texts that were cut to the 32,767 UTF-16 units that a cell can hold.
    public var cutTexts = 0
    /// Dates and moments before 1900-03-01 or after 9999-12-31, which were written as text.
    public var datesAsText = 0
    /// Numbers of more than 15 digits, which were written as text so that no digit is lost.
    public var numbersAsText = 0
    /// Cells that link to their address.
    public var links = 0
    /// Addresses beyond the 65,530 links that Excel takes in a sheet, which are plain text.
    public var linksLeftOut = 0

    /// The receipt of a workbook without rows.
    public init() {}

    mutating func add(_ tally: RowTally) {
        rows += tally.rows
        cells += tally.cells
        cutTexts += tally.cutTexts
        datesAsText += tally.datesAsText
        numbersAsText += tally.numbersAsText
        links += tally.links.count
        linksLeftOut += tally.linksLeftOut
    }
}
