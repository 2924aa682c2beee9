package import OPC

/// What holds for a whole workbook.
package struct WorkbookOptions: Sendable {
    /// The title, the creator and when it was made.
    package var properties: DocumentProperties
    /// How many threads encode rows; they start with the second batch.
    package var workerCount: Int

    package init(properties: DocumentProperties = DocumentProperties(), workerCount: Int = 2) {
        self.properties = properties
        self.workerCount = workerCount
    }
}
