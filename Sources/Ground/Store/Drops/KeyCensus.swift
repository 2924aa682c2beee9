import GRDB
import Model
package import Tabular

/// Finds the keys that a file has more than once, before any of its rows is written.
///
/// The keys are kept in a temporary table, so that memory does not grow with the file.
package struct KeyCensus {
    private let db: Database
    private let insertion: Statement

    init(db: Database) throws {
        self.db = db
        try db.execute(sql: "DROP TABLE IF EXISTS temp.ajastin_census; CREATE TEMP TABLE ajastin_census (key, line INTEGER)")
        insertion = try db.makeStatement(sql: "INSERT INTO ajastin_census VALUES (?, ?)")
    }

    /// Takes in the keys of rows that start on `lines`.
    package func add(_ keys: Tabular.Column, lines: [Int]) throws {
        for row in 0..<keys.count where !keys.isNull(row) {
            if keys.type.isText {
                try insertion.execute(arguments: [keys.text[row], lines[row]])
            } else {
                try insertion.execute(arguments: [keys.fixed[row], lines[row]])
            }
        }
    }

    /// The lines of rows that share their key, each with the line of another such row; forgets all keys.
    package func duplicates() throws -> [Int: Int] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT line, first, second FROM ajastin_census JOIN (
                    SELECT key AS shared, min(line) AS first, max(line) AS second FROM ajastin_census GROUP BY key HAVING count(*) > 1
                ) ON key = shared
                """)
        try db.execute(sql: "DROP TABLE temp.ajastin_census")
        return Dictionary(rows.map { ($0["line"], ($0["line"] as Int) == $0["first"] ? $0["second"] : $0["first"]) }) { first, _ in first }
    }
}
