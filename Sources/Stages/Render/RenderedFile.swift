package import Model

/// A file of one customer list, or of several.
package struct RenderedFile: Hashable, Sendable {
    /// The name that the recipient sees.
    package var name: String
    package var path: String
    package var format: ListFormat
    /// In bytes.
    package var size: Int
    package var rowCount: Int
    package var cellCount: Int
    /// How long it took to be written, in seconds.
    package var seconds: Double
    /// What could not be written as it was: formulas made harmless, texts cut, dates that a workbook does not have.
    package var notes: [Message]
}

/// What was rendered of some lists.
package struct Rendering: Hashable, Sendable {
    package var files: [RenderedFile]
    /// The rows of each list, in their order; 0 for those that are not in the files.
    package var rowCounts: [Int]
    /// Whether some list without rows asks for a notice.
    package var asksForNotice: Bool

    package init(files: [RenderedFile], rowCounts: [Int], asksForNotice: Bool = false) {
        self.files = files
        self.rowCounts = rowCounts
        self.asksForNotice = asksForNotice
    }
}
