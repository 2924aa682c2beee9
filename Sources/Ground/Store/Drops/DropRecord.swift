package import Model
package import Tabular

/// How a drop's rows were taken.
package struct DropCounts: Hashable, Sendable {
    /// Rows in the file, without its header.
    package var read = 0
    package var added = 0
    package var changed = 0
    package var unchanged = 0
    /// Records that the file lacked, in replace mode; not rows of the file.
    package var removed = 0
    package var rejected = 0

    package init() {}
}

/// A file that is about to become records.
package struct DropRequest: Sendable {
    package var source: String
    /// The file's name in the watched folder.
    package var file: String
    /// In bytes.
    package var size: Int64
    /// Of the content, in hexadecimal.
    package var sha256: String
    package var receivedAt: Instant

    package init(source: String, file: String, size: Int64, sha256: String, receivedAt: Instant) {
        self.source = source
        self.file = file
        self.size = size
        self.sha256 = sha256
        self.receivedAt = receivedAt
    }
}

/// What came in: one row of the drops' history.
package struct DropRecord: Hashable, Sendable {
    package var id: Int64
    package var source: String
    package var file: String
    package var size: Int64
    package var sha256: String
    package var state: DropState
    package var counts: DropCounts
    package var receivedAt: Instant
    package var finishedAt: Instant
    /// Whether the file has left the watched folder.
    package var isArchived: Bool
    /// What the receipt tells beside the counts, as JSON.
    package var detail: String?
    /// Why it was not applied.
    package var reason: Message?
}

/// What becomes of a drop once its rows have been read.
package enum DropDecision: Sendable {
    /// `read` and `rejected` rows as the reader counted them; rows that the writer refused are among the rejected.
    case commit(read: Int, rejected: Int, detail: String?)
    /// Nothing is applied. `state` is ``DropState/rejected`` when the rows are at fault, ``DropState/failed`` otherwise.
    case fail(DropState, Message, read: Int, rejected: Int, detail: String?)
}
