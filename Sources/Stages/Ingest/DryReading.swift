internal import Model
internal import Tabular

/// Reads the rows of a file as an intake does, on the caller's thread, and keeps none: what reading alone costs is told so.
package struct DryReading {
    /// What the rows of a file came to.
    package struct Count: Hashable, Sendable {
        package var rows = 0
        package var rejected = 0
    }

    private let feed: RowFeed
    /// Of the file, in bytes.
    package let size: Int

    /// Looks at the whole file at `path` and decides how its one table is read.
    ///
    /// - Throws: ``IngestError`` for a file that cannot be read, or not as one table.
    package init(_ path: String, of target: DropIntake.Target, temporaryFolder: String) throws {
        let file = try DroppedFile(path)
        size = file.size
        guard case .some(let tables) = try DropAttempt.Tables(file, source: target.source), let found = tables.first, tables.count == 1
        else { throw IngestError.notAFile(path) }
        let table = try found.surveyed()
        let names = HeaderNames(target.source, target.module)
        let plan = try DropPlan(table, source: target.source, names: names, language: .en, temporaryFolder: temporaryFolder)
        let validator = RowValidator(plan) { day, second in Instant(seconds: day.number * 86_400 + second) }
        feed = RowFeed(table, plan, validator, temporaryFolder: temporaryFolder)
    }

    /// Reads every row as values.
    ///
    /// - Throws: ``IngestError``.
    package func validate() throws -> Count { try count(recognition: nil) }

    /// Hashes every row and reads no values but those of the last block, as where the rows of a file may be known.
    ///
    /// - Throws: ``IngestError``.
    package func hash() throws -> Count { try count(recognition: Recognition()) }

    private func count(recognition: Recognition?) throws -> Count {
        var count = Count()
        try feed.produce(recognition: recognition) { rows in
            switch rows {
            case .validated(let validated):
                count.rows += validated.batch.rowCount
                count.rejected += validated.rejected.count
            case .hashed(let hashed): count.rows += hashed.hashes.count
            }
            return true
        }
        return count
    }
}
