import Expressions
import GRDB
package import Model
package import Tabular

/// The rows of lists as they were delivered, kept so that the next list can tell what has changed.
package struct ListSnapshots {
    let db: Database

    /// Which list it is of which run.
    package struct Identity: Hashable, Sendable {
        package var schedule: String
        /// The same from run to run: the segment and the list's number among those of the task's schedule, with a `#` between.
        package var name: String
        package var run: Int64
        package var task: Int

        package init(schedule: String, name: String, run: Int64, task: Int) {
            self.schedule = schedule
            self.name = name
            self.run = run
            self.task = task
        }
    }

    /// Keeps the rows of `query` by the values of `key`, in place of what a broken-off attempt of the task left.
    ///
    /// - Returns: the number by which ``ListComparison`` knows them.
    package func take(_ identity: Identity, _ query: RecordQuery, key: FieldDefinition) throws -> Int64 {
        let names: StatementArguments = [identity.run, identity.task, identity.name]
        try db.execute(sql: "DELETE FROM ajastin_list WHERE run = ? AND task = ? AND name = ?", arguments: names)
        try db.execute(
            sql: "INSERT INTO ajastin_list (schedule, name, run, task, columns) VALUES (?, ?, ?, ?, ?)",
            arguments: [identity.schedule, identity.name, identity.run, identity.task, JSONText.array(query.columns.map(\.signature))])
        let list = db.lastInsertedRowID
        var rows = query
        rows.columns = [key] + query.columns
        rows.sortBy = []
        rows.includesIdentity = false
        let aliases = rows.columns.indices.map { "c\($0)" }
        let inner = rows.statement(naming: aliases)
        try db.execute(
            sql: """
                INSERT INTO ajastin_list_row (list, key, cells)
                SELECT \(list), CAST(c0 AS TEXT), json_array(\(aliases.dropFirst().joined(separator: ", "))) FROM (\(inner.sql))
                """,
            arguments: inner.arguments)
        return list
    }

    /// The rows that `recipient` got last of this list, before the run that is going on; nil where there are none.
    ///
    /// What was not delivered in the end does not count.
    package func last(_ identity: Identity, for recipient: String) throws -> Int64? {
        try Int64.fetchOne(
            db,
            sql: """
                SELECT list.id FROM ajastin_list AS list
                JOIN ajastin_delivery AS delivery ON delivery.run = list.run AND delivery.task = list.task
                WHERE list.schedule = ? AND list.name = ? AND list.run <> ? AND delivery.recipient = ?
                AND delivery.state IN ('spooled', 'sent')
                ORDER BY list.id DESC LIMIT 1
                """,
            arguments: [identity.schedule, identity.name, identity.run, recipient])
    }

    /// Lets go of rows that no comparison needs any more.
    ///
    /// Each recipient's last two lists in the spool stay, and the last two that were
    /// sent: those in the spool may yet turn out not to arrive.
    package func discardUnneeded(_ identity: Identity) throws {
        try db.execute(
            sql: """
                DELETE FROM ajastin_list WHERE schedule = ?1 AND name = ?2 AND run <> ?3 AND id NOT IN (
                    SELECT id FROM (
                        SELECT list.id, row_number() OVER (
                            PARTITION BY delivery.recipient, delivery.state ORDER BY list.id DESC) AS age
                        FROM ajastin_list AS list
                        JOIN ajastin_delivery AS delivery ON delivery.run = list.run AND delivery.task = list.task
                        WHERE list.schedule = ?1 AND list.name = ?2 AND delivery.state IN ('spooled', 'sent'))
                    WHERE age <= 2)
                """,
            arguments: [identity.schedule, identity.name, identity.run])
    }

    /// The segment in a list's name.
    static func segment(of name: String) -> String { String(name[..<(name.lastIndex(of: "#") ?? name.endIndex)]) }

    /// The columns that the rows of a list were kept with.
    func signatures(of list: Int64) throws -> [String] {
        try String.fetchAll(
            db,
            sql: "SELECT column.value FROM ajastin_list AS list, json_each(list.columns) AS column WHERE list.id = ? ORDER BY column.key",
            arguments: [list])
    }

    /// Lends `body` a cursor over the rows of a comparison.
    package func withBatches<Result>(_ comparison: ListComparison, _ body: (BatchCursor) throws -> Result) throws -> Result {
        let known = try comparison.last.map { try signatures(of: $0) } ?? []
        let reader = try RecordReader(db: db, fragment: comparison.fragment(knownColumns: known), types: comparison.types)
        return try body(BatchCursor(types: reader.types) { try reader.next() })
    }
}

extension FieldDefinition {
    /// What must be the same for two values to be compared.
    var signature: String { "\(key) \(type.rawValue) \(scale)" }
}
