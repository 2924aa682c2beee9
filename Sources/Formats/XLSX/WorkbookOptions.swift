public import OPC

/// What holds for a whole workbook.
public struct WorkbookOptions: Sendable {
    /// The title, the creator and when it was made.
    public var properties: DocumentProperties
    /// How many threads encode rows; they start with the second batch.
    public var workerCount: Int

    /// Options that hold for a whole workbook.
    public init(properties: DocumentProperties = DocumentProperties(), workerCount: Int = 2) {
        self.properties = properties
        self.workerCount = workerCount
    }
}
