import GRDB
import Testing

@testable import Store

/// Which lists are kept for comparison with later ones.
struct ListSnapshotTests {
    /// Lists whose deliveries failed in the end do not push out the one that arrived.
    @Test func theListThatArrivedOutlastsThoseThatFailed() throws {
        let fixture = try StoreFixture()
        let kept = try fixture.store.write { transaction in
            let db = transaction.lists.db
            for (run, state) in zip(1..., ["sent", "sent", "sent", "failed", "expired", "failed"]) {
                try db.execute(
                    sql: """
                        INSERT INTO ajastin_list (schedule, name, run, task, columns) VALUES ('s', 'l', \(run), 0, '[]');
                        INSERT INTO ajastin_delivery (id, run, task, recipient, state, created_at)
                        VALUES ('d\(run)', \(run), 0, 'a@x.example', '\(state)', '');
                        """)
            }
            let identity = ListSnapshots.Identity(schedule: "s", name: "l", run: 7, task: 0)
            try transaction.lists.discardUnneeded(identity)
            #expect(try transaction.lists.last(identity, for: "a@x.example") == 3)
            return try Int.fetchAll(db, sql: "SELECT run FROM ajastin_list ORDER BY run")
        }
        #expect(kept == [2, 3])
    }
}
