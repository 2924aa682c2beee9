package import Expressions
import GRDB

/// What the program of a tool has been given and has answered, kept in a file of its own until all of it is known to be right.
///
/// So the memory that a tool takes does not depend on the number of records, and nothing of the workspace changes while it runs.
package final class ToolAnswers {
    /// A record as the program is given it.
    package struct Given: Sendable {
        /// What the program calls it: the value of the module's key.
        package var key: String
        package var record: Int64
        /// Tells whether the record is still as it was given.
        package var state: Int64

        package init(key: String, record: Int64, state: Int64) {
            self.key = key
            self.record = record
            self.state = state
        }
    }

    /// What the program says of a record.
    package struct Answer: Sendable {
        package var key: String
        /// Values by the places of their fields among the tool's outputs.
        package var values: [(field: Int, value: SQLValue)]
        /// Why the program could do nothing for the record.
        package var failure: String?

        package init(key: String, values: [(field: Int, value: SQLValue)] = [], failure: String? = nil) {
            self.key = key
            self.values = values
            self.failure = failure
        }
    }

    /// An answer as it was taken, with what was given.
    package struct Taken: Sendable {
        package var record: Int64
        package var state: Int64
        package var values: [(field: Int, value: SQLValue)]
        package var failure: String?
    }

    /// Why an answer cannot be taken.
    package enum Objection: Hashable, Sendable {
        /// No such record was given.
        case unknown
        /// There is an answer for it already.
        case twice
    }

    private let queue: DatabaseQueue

    /// Makes the file at `path`, which must not be there.
    package init(path: String) throws {
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.writeWithoutTransaction { db in
            // Nobody else looks at it, and it is of no use once this process has ended: one transaction that never needs to end.
            try db.execute(
                sql: """
                    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -8192;
                    CREATE TABLE given (key TEXT PRIMARY KEY, record INTEGER NOT NULL, state INTEGER NOT NULL) WITHOUT ROWID;
                    CREATE TABLE answer (record INTEGER PRIMARY KEY, state INTEGER NOT NULL, failure TEXT);
                    CREATE TABLE answer_value (record INTEGER, field INTEGER, value, PRIMARY KEY (record, field)) WITHOUT ROWID;
                    BEGIN;
                    """)
        }
    }

    /// Notes what the program is given.
    package func give(_ records: [Given]) throws {
        try queue.unsafeReentrantWrite { db in
            let insertion = try db.cachedStatement(sql: "INSERT INTO given (key, record, state) VALUES (?, ?, ?)")
            for record in records { try insertion.execute(arguments: [record.key, record.record, record.state]) }
        }
    }

    /// Takes an answer; what keeps it from being taken is told instead.
    package func take(_ answer: Answer) throws -> Objection? {
        try queue.unsafeReentrantWrite { db in
            let row = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT record, state FROM given WHERE key = ?"), arguments: [answer.key])
            guard let row else { return .unknown }
            let record: Int64 = row["record"]
            let insertion = try db.cachedStatement(
                sql: "INSERT INTO answer (record, state, failure) VALUES (?, ?, ?) ON CONFLICT (record) DO NOTHING")
            try insertion.execute(arguments: [record, row["state"] as Int64, answer.failure])
            guard db.changesCount == 1 else { return .twice }
            let value = try db.cachedStatement(sql: "INSERT OR REPLACE INTO answer_value (record, field, value) VALUES (?, ?, ?)")
            for (field, content) in answer.values { try value.execute(arguments: [record, field, content.databaseValue]) }
            return nil
        }
    }

    /// Hands `body` the answers one by one, by the order of the records' identities; it gives nil after the last one.
    package func withAnswers<Result>(_ body: (@escaping () throws -> Taken?) throws -> Result) throws -> Result {
        try queue.unsafeReentrantWrite { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT answer.record, answer.state, answer.failure, answer_value.field, answer_value.value FROM answer
                    LEFT JOIN answer_value ON answer_value.record = answer.record ORDER BY answer.record, answer_value.field
                    """)
            var next = try rows.next().map(Taken.init)
            return try body {
                guard var taken = next else { return nil }
                next = nil
                while let row = try rows.next() {
                    let more = Taken(row)
                    guard more.record == taken.record else {
                        next = more
                        break
                    }
                    taken.values += more.values
                }
                return taken
            }
        }
    }
}

extension ToolAnswers.Taken {
    fileprivate init(_ row: Row) {
        self.init(record: row["record"], state: row["state"], values: [], failure: row["failure"])
        guard let field = row["field"] as Int? else { return }
        values = [(field, SQLValue(row["value"] as DatabaseValue))]
    }
}
