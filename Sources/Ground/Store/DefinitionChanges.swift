import GRDB
package import Tabular

/// Who changes definitions, and by what.
package struct ChangeAuthor: Hashable, Sendable {
    /// The person's name on this computer.
    package var who: String
    /// The command, such as `apply`.
    package var what: String

    package init(who: String, what: String) {
        self.who = who
        self.what = what
    }
}

/// One change of one definition.
package struct DefinitionChange: Hashable, Sendable {
    package var at: Instant
    package var author: ChangeAuthor
    /// Nil: it was added.
    package var before: String?
    /// Nil: it was removed.
    package var after: String?
}

extension DefinitionRepository {
    /// The changes of the file at `path`, the newest first.
    package func changes(of path: String) throws -> [DefinitionChange] {
        try Row.fetchAll(db, sql: "SELECT * FROM ajastin_change WHERE path = ? ORDER BY id DESC", arguments: [path]).compactMap { row in
            guard let at = Instant(iso: row["at"] as String) else { return nil }
            return DefinitionChange(
                at: at, author: ChangeAuthor(who: row["who"], what: row["what"]), before: row["before"], after: row["after"])
        }
    }

    func note(_ path: String, from before: String?, to after: String?, by author: ChangeAuthor, at now: Instant) throws {
        try db.cachedStatement(sql: "INSERT INTO ajastin_change (at, who, what, path, before, after) VALUES (?, ?, ?, ?, ?, ?)")
            .execute(arguments: [now.stored, author.who, author.what, path, before, after])
    }
}
