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
    /// The number of the drop that is tried again; nil for a new one.
    package var id: Int64?
    /// The drop whose rejected rows this file brings back, corrected.
    package var completes: Int64?
    package var source: String
    /// The file's name in the watched folder.
    package var file: String
    /// In bytes.
    package var size: Int64
    /// Of the content, in hexadecimal.
    package var sha256: String
    package var receivedAt: Instant

    package init(
        id: Int64? = nil, completes: Int64? = nil, source: String, file: String, size: Int64, sha256: String, receivedAt: Instant
    ) {
        self.id = id
        self.completes = completes
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
    /// The drop whose rejected rows this one brought back, corrected.
    package var completes: Int64?
}

/// How a drop ended.
package struct DropOutcome: Sendable {
    package var state = DropState.applied
    package var counts: DropCounts
    /// How many records the module had before, where somebody counted.
    package var records: Int?
    package var detail: String?
    package var reason: Message?

    package init(
        state: DropState = .applied, counts: DropCounts = DropCounts(), records: Int? = nil, detail: String? = nil, reason: Message? = nil
    ) {
        self.state = state
        self.counts = counts
        self.records = records
        self.detail = detail
        self.reason = reason
    }
}

extension DropRecord {
    init(_ request: DropRequest, id: Int64, _ outcome: DropOutcome, at now: Instant) {
        self.init(
            id: id, source: request.source, file: request.file, size: request.size, sha256: request.sha256, state: outcome.state,
            counts: outcome.counts, receivedAt: request.receivedAt, finishedAt: now, isArchived: false, detail: outcome.detail,
            reason: outcome.reason, completes: request.completes)
    }
}

/// What becomes of a drop once its rows have been read.
package enum DropDecision: Sendable {
    /// `read` and `rejected` rows as the reader counted them; rows that the writer refused are among the rejected.
    ///
    /// `sha256` is that of the content, where the request did not know it yet.
    case commit(read: Int, rejected: Int, detail: String?, sha256: String? = nil)
    /// Nothing is applied. `state` is ``DropState/rejected`` when the rows are at fault, ``DropState/failed`` otherwise.
    case fail(DropState, Message, read: Int, rejected: Int, detail: String?, sha256: String? = nil)
}
