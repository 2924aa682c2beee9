package import Expressions
import GRDB
package import Model
package import Tabular

/// One record, and where it came from.
package struct RecordOrigin: Hashable, Sendable {
    /// The record's identity.
    package var record: Int64
    /// The line of a file that last added or changed the record; nil for a record that came by other ways.
    package var line: Line?

    /// A line of a file that came in.
    package struct Line: Hashable, Sendable {
        package var drop: Int64
        /// The file's name.
        package var file: String
        package var line: Int64
        package var receivedAt: Instant
    }
}

extension RecordRepository {
    /// The record of `module` whose key is `key`; nil where there is none, or the module has no key.
    package func origin(of key: String, in module: ModuleDefinition) throws -> RecordOrigin? {
        guard let name = module.key, let field = module.field(name) else { return nil }
        let column = field.type.isText ? "r.\(quoted(name))" : "CAST(r.\(quoted(name)) AS TEXT)"
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT r._id, r._drop, r._line, came.file, came.received_at FROM \(quoted(module.name)) AS r
                LEFT JOIN ajastin_drop AS came ON came.id = r._drop WHERE \(column) = ?
                """,
            arguments: [key])
        guard let row else { return nil }
        var origin = RecordOrigin(record: row["_id"])
        if let drop = row["_drop"] as Int64?, let line = row["_line"] as Int64?, let file = row["file"] as String?,
            let receivedAt = (row["received_at"] as String?).flatMap({ Instant(iso: $0) })
        {
            origin.line = RecordOrigin.Line(drop: drop, file: file, line: line, receivedAt: receivedAt)
        }
        return origin
    }

    /// The values of expressions (fields through the alias `r`) for a record.
    package func values(_ expressions: [SQLFragment], for record: Int64, of module: ModuleDefinition) throws -> [StoredValue] {
        try expressions.map { expression in
            let row = try Row.fetchOne(
                db, sql: "SELECT \(expression.sql) FROM \(quoted(module.name)) AS r WHERE r._id = ?",
                arguments: expression.arguments + [record])
            return row.map { StoredValue($0[0]) } ?? .null
        }
    }

    /// The key of a record; nil where there is none, or the module has no key.
    package func key(of record: Int64, in module: ModuleDefinition) throws -> String? {
        guard let name = module.key else { return nil }
        return try String.fetchOne(
            db.cachedStatement(sql: "SELECT CAST(\(quoted(name)) AS TEXT) FROM \(quoted(module.name)) WHERE _id = ?"), arguments: [record])
    }
}
