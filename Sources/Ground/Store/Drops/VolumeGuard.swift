import GRDB
import Model

/// Tells a drop that is far from what its source usually brings.
///
/// For each of added, changed and removed, the share of the module's records is compared with the median share of the last drops of the
/// source; more than the limit above it is too much. A source's first drop, and one into an empty module, has nothing to be compared with.
struct VolumeGuard {
    let db: Database
    /// In hundredths of a percent of the records.
    let limit: Int

    /// How many drops are looked back on.
    private static let depth = 20

    /// Why the drop is to be held, if so.
    ///
    /// - Parameter records: how many the module had before.
    func objection(_ source: String, _ counts: DropCounts, records: Int) throws -> Message? {
        guard records > 0 else { return nil }
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT added, changed, removed, records FROM ajastin_drop
                WHERE source = ? AND state = 'applied' AND completes IS NULL ORDER BY id DESC LIMIT ?
                """,
            arguments: [source, VolumeGuard.depth])
        guard !rows.isEmpty else { return nil }
        let kinds: [(MessageKey, String, Int)] = [
            (.guardAdded, "added", counts.added), (.guardChanged, "changed", counts.changed), (.guardRemoved, "removed", counts.removed),
        ]
        for (key, column, count) in kinds {
            let shares = rows.compactMap { row -> Int? in
                guard let before = row["records"] as Int?, before > 0 else { return nil }
                return (row[column] as Int) * 10_000 / before
            }
            let usual = shares.sorted().dropFirst(shares.count / 2).first ?? 0
            let share = count * 10_000 / records
            guard share > usual + limit else { continue }
            return Message(
                key,
                [
                    "number": .integer(count), "records": .integer(records), "share": .decimal(unscaled: Int64(share), scale: 2),
                    "usual": .decimal(unscaled: Int64(usual), scale: 2), "limit": .decimal(unscaled: Int64(limit), scale: 2),
                ])
        }
        return nil
    }
}

extension MessageKey {
    static let guardAdded: MessageKey = "ingest.guard-added"
    static let guardChanged: MessageKey = "ingest.guard-changed"
    static let guardRemoved: MessageKey = "ingest.guard-removed"
}
