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

    /// A number that differs whenever the definitions do.
    package func version() throws -> Int64 {
        try Int64.fetchOne(db, sql: "SELECT max(id) FROM ajastin_change") ?? 0
    }

    /// The text of the file at `path`.
    package func text(of path: String) throws -> String? {
        try String.fetchOne(db, sql: "SELECT text FROM ajastin_definition WHERE path = ?", arguments: [path])
    }

    /// Makes `files` the definitions, all of them; the texts of those that are the same stay untouched, and each change is noted.
    package func replace(with files: [DefinitionFile], by author: ChangeAuthor, at now: Instant) throws {
        let stored = Dictionary(try self.files().map { ($0.path, $0.text) }) { first, _ in first }
        let keep = Set(files.map(\.path))
        for (path, text) in stored.sorted(by: { $0.key < $1.key }) where !keep.contains(path) {
            try db.execute(sql: "DELETE FROM ajastin_definition WHERE path = ?", arguments: [path])
            try note(path, from: text, to: nil, by: author, at: now)
        }
        let change = try db.cachedStatement(
            sql: """
                INSERT INTO ajastin_definition (path, text, changed_at) VALUES (?, ?, ?)
                ON CONFLICT (path) DO UPDATE SET text = excluded.text, changed_at = excluded.changed_at
                """)
        for file in files where stored[file.path] != file.text {
            try change.execute(arguments: [file.path, file.text, now.stored])
            try note(file.path, from: stored[file.path], to: file.text, by: author, at: now)
        }
    }
}
