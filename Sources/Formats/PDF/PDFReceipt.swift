/// What a report holds, and what could not be shown as it was.
package struct PDFReceipt: Hashable, Sendable {
    /// The pages.
    package var pages = 0
    /// The rows of the batches; headings, subtotals and totals not counted.
    package var rows = 0
    /// The bytes of the file.
    package var bytes = 0
    /// Characters that no font on this machine has, each shown as a box.
    package var missingCharacters = 0
    /// The PostScript names of the fonts that are embedded, in the order of first use.
    package var fonts: [String] = []

    /// A receipt of nothing.
    package init() {}
}
