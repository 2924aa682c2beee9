import GRDB
package import Tabular

/// When a record joined or left a segment.
package struct MemberChange: Hashable, Sendable {
    package var joined: Bool
    package var at: Instant
}

extension SegmentRepository {
    /// Whether a record is a member of `segment` since its last refresh.
    package func contains(_ record: Int64, in segment: String) throws -> Bool {
        try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM ajastin_segment_member WHERE segment = ? AND record = ?)", arguments: [segment, record])
            ?? false
    }

    /// When a record last joined or left `segment`; nil when it never did.
    package func lastChange(of record: Int64, in segment: String) throws -> MemberChange? {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT change.joined, refresh.at FROM ajastin_segment_change AS change
                JOIN ajastin_segment_refresh AS refresh ON refresh.id = change.refresh
                WHERE refresh.segment = ? AND change.record = ? ORDER BY refresh.id DESC LIMIT 1
                """,
            arguments: [segment, record])
        guard let row, let at = Instant(iso: row["at"] as String) else { return nil }
        return MemberChange(joined: row["joined"], at: at)
    }
}
