import Expressions
import GRDB
package import Tabular

/// When a record joined or left a segment.
package struct MemberChange: Hashable, Sendable {
    package var joined: Bool
    package var at: Instant
}

extension SegmentRepository {
    /// The members of `segment` as a table of records: those of its last refresh, or those of the last one until a moment.
    static func members(of segment: String, asOf moment: Instant?) -> SQLFragment {
        guard let moment else {
            return SQLFragment(
                sql: "(SELECT record FROM ajastin_segment_member WHERE segment = ?)", bindings: [.text(segment)])
        }
        // Joining and leaving take turns, so that one more joining than leaving makes a member.
        return SQLFragment(
            sql: """
                (SELECT change.record FROM ajastin_segment_refresh AS refresh
                JOIN ajastin_segment_change AS change ON change.refresh = refresh.id
                WHERE refresh.segment = ? AND refresh.at <= ?
                GROUP BY change.record HAVING sum(CASE change.joined WHEN 1 THEN 1 ELSE -1 END) > 0)
                """,
            bindings: [.text(segment), .text(moment.stored)])
    }

    /// How many members `segment` had at a moment.
    package func count(of segment: String, asOf moment: Instant) throws -> Int {
        let members = SegmentRepository.members(of: segment, asOf: moment)
        return try Int.fetchOne(db, sql: "SELECT count(*) FROM \(members.sql)", arguments: members.arguments) ?? 0
    }

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
