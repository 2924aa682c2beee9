/// What a workbook holds, and what could not be written as it was.
package struct XLSXReceipt: Hashable, Sendable {
    /// The sheets.
    package var sheets = 0
    /// The rows, header rows not counted.
    package var rows = 0
    /// The cells that have a value, header rows not counted.
    package var cells = 0
    /// The bytes of the file.
    package var bytes = 0
    /// Texts that were cut to the 32,767 UTF-16 units that a cell can hold.
    package var cutTexts = 0
    /// Dates and moments before 1900-03-01 or after 9999-12-31, which were written as text.
    package var datesAsText = 0
    /// Numbers of more than 15 digits, which were written as text so that no digit is lost.
    package var numbersAsText = 0

    package init() {}
}
