import GRDB
package import Model
package import Tabular

/// The definition files that the store runs.
package struct DefinitionRepository {
    let db: Database

    /// Every file, by path.
    package func files() throws -> [DefinitionFile] {
        try Row.fetchAll(db, sql: "SELECT path, text FROM ajastin_definition ORDER BY path")
            .map { DefinitionFile(path: $0["path"], text: $0["text"]) }
    }

    /// A text that differs whenever the definitions do.
    package func version() throws -> String {
        String(try Int.fetchOne(db, sql: "SELECT definitions FROM ajastin_revision") ?? 0)
    }

    /// The text of the file at `path`.
    package func text(of path: String) throws -> String? {
        try String.fetchOne(db, sql: "SELECT text FROM ajastin_definition WHERE path = ?", arguments: [path])
    }

    /// Makes `files` the definitions, all of them; the texts of those that are the same stay untouched.
    package func replace(with files: [DefinitionFile], at now: Instant) throws {
        let before = db.totalChangesCount
        let keep = Set(files.map(\.path))
        for path in try String.fetchAll(db, sql: "SELECT path FROM ajastin_definition") where !keep.contains(path) {
            try db.execute(sql: "DELETE FROM ajastin_definition WHERE path = ?", arguments: [path])
        }
        for file in files {
            try db.execute(
                sql: """
                    INSERT INTO ajastin_definition (path, text, changed_at) VALUES (?, ?, ?)
                    ON CONFLICT (path) DO UPDATE SET text = excluded.text, changed_at = excluded.changed_at
                    WHERE text <> excluded.text
                    """,
                arguments: [file.path, file.text, now.stored])
        }
        if db.totalChangesCount > before { try db.execute(sql: "UPDATE ajastin_revision SET definitions = definitions + 1") }
    }
}
