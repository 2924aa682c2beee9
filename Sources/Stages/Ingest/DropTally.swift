internal import CSV
internal import Model
internal import Tabular

/// Counts a drop's rows and says whether too many of them are rejected.
struct DropTally {
    private(set) var read = 0
    private(set) var rejected = 0
    /// The first rejected rows, for showing.
    private(set) var first: [AppliedDrop.Rejection] = []

    private let limit: SourceDefinition.RejectLimit?
    private let mode: SourceDefinition.Mode

    init(limit: SourceDefinition.RejectLimit?, mode: SourceDefinition.Mode) {
        self.limit = limit
        self.mode = mode
    }

    /// Counts the rows of a block, of which `refused` are not taken.
    mutating func add(_ rows: ValidatedRows, refused: [RejectedRow]) {
        read += rows.records.count + rows.rejected.count
        addRejected(refused, of: rows.block)
    }

    /// Counts rows that are known and unchanged.
    mutating func addKnown(_ count: Int) { read += count }

    /// Begins to count rejected rows anew, since more of those that were read turned out to be such.
    mutating func forgetRejected() {
        rejected = 0
        first = []
    }

    /// Counts rejected rows of a block that was read before.
    mutating func addRejected(_ refused: [RejectedRow], of block: TextBlock) {
        rejected += refused.count
        for row in refused.prefix(AppliedDrop.rejectionLimit - first.count) {
            first.append(AppliedDrop.Rejection(line: block.records[row.record].line, reason: row.reason))
        }
    }

    /// Why the drop must not be applied, if so.
    var objection: Message? {
        let counts: [String: MessageArgument] = ["count": .integer(rejected), "read": .integer(read)]
        switch limit {
        case .rows(let most) where rejected > most: return Message(.ingestTooManyRejected, counts)
        case .basisPoints(let most) where rejected * 10_000 > read * most: return Message(.ingestTooManyRejected, counts)
        default: break
        }
        // The file would pass for the whole truth and empty the module.
        return mode == .replace && rejected > 0 && rejected == read ? Message(.ingestAllRejected, counts) : nil
    }
}

extension MessageKey {
    static let ingestTooManyRejected: MessageKey = "ingest.too-many-rejected"
    static let ingestAllRejected: MessageKey = "ingest.all-rejected"
}
