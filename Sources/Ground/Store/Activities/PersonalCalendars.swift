import GRDB
package import Tabular

/// Which people's calendars differ from what has been published of them.
package struct PersonalCalendars {
    let db: Database

    /// Notes that the calendars of these people have changed, in the transaction that changed them.
    package func touch(_ people: some Collection<String>) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO ajastin_calendar (person, version) VALUES (?, 1) ON CONFLICT (person) DO UPDATE SET version = version + 1
                """)
        for person in people { try statement.execute(arguments: [person]) }
    }

    /// The people whose calendars are to be published.
    package func pending() throws -> [String] {
        try String.fetchAll(db, sql: "SELECT person FROM ajastin_calendar WHERE version > published ORDER BY person")
    }

    /// How often the calendar has changed.
    package func version(of person: String) throws -> Int64 {
        try Int64.fetchOne(db, sql: "SELECT version FROM ajastin_calendar WHERE person = ?", arguments: [person]) ?? 0
    }

    /// Notes that the calendar is published as it was at `version`; false when it has changed since.
    package func markPublished(_ person: String, version: Int64) throws -> Bool {
        try db.execute(
            sql: "UPDATE ajastin_calendar SET published = version WHERE person = ? AND version = ?", arguments: [person, version])
        return db.changesCount == 1
    }

    /// Lends `body` what gives the entries of a person's calendar one after another, by due date and time: what is open, and what was
    /// closed at `closedSince` or later.
    package func withEntries<Result>(
        of person: String, closedSince: Instant, _ body: (() throws -> ActivityRecord?) throws -> Result
    ) throws -> Result {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT * FROM ajastin_activity WHERE assignee = ? AND (status = 'open' OR changed_at >= ?) ORDER BY due, starts_at, id
                """,
            arguments: [person, closedSince.stored])
        return try body {
            while let row = try rows.next() {
                if let record = ActivityRecord(row: row) { return record }
            }
            return nil
        }
    }
}
