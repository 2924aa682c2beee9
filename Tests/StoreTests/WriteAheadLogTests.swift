import Foundation
import GRDB
import Model
import TestSupport
import Testing

@testable import Store

/// The log has what was committed: for other connections, and for a disk that outlives us.
struct WriteAheadLogTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        // Has SQLite set up, and the table of the log mark made.
        _ = try WorkspaceStore(path: folder.file("data.sqlite"))
    }

    /// A connection whose cache holds so few pages that a transaction writes to the log long before it commits.
    private func open(_ name: String = "data.sqlite", synchronous: String = "FULL") throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        configuration.prepareDatabase { db in
            try db.execute(
                sql: """
                    PRAGMA journal_mode = WAL; PRAGMA synchronous = \(synchronous); PRAGMA cache_size = 8;
                    PRAGMA wal_autocheckpoint = 0
                    """)
        }
        return try DatabaseQueue(path: folder.file(name), configuration: configuration)
    }

    @Test func writesThePagesOfATransactionTogether() throws {
        let connection = try open()
        try connection.write { try $0.execute(sql: "CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT)") }
        let log = folder.file("data.sqlite-wal")
        let size = { try FileManager.default.attributesOfItem(atPath: log)[.size] as? Int ?? 0 }
        let before = try size()
        try connection.write { db in
            // More than the cache holds, less than is gathered.
            for id in 1...60 { try db.execute(sql: "INSERT INTO t VALUES (?, printf('%0900d', 1))", arguments: [id]) }
            #expect(try size() == before)
        }
        #expect(try size() > before + 60_000)
    }

    /// What a machine would find that lost its power now: the database and its log, without what memory knows of them.
    private func recovered() throws -> [String] {
        let copy = try TemporaryFolder()
        for file in ["data.sqlite", "data.sqlite-wal"] {
            let path = folder.file(file)
            guard FileManager.default.fileExists(atPath: path) else { continue }
            try FileManager.default.copyItem(atPath: path, toPath: copy.file(file))
        }
        return try Tool.run("sqlite3", [copy.file("data.sqlite"), "PRAGMA integrity_check; SELECT id, body FROM t ORDER BY id"])
            .split(separator: "\n").map(String.init)
    }

    private static func rows(_ db: Database) throws -> [String] {
        try String.fetchAll(db, sql: "SELECT id || '|' || body FROM t ORDER BY id")
    }

    private static func rows(_ model: [Int: String]) -> [String] {
        ["ok"] + model.sorted { $0.key < $1.key }.map { "\($0.key)|\($0.value)" }
    }

    /// Transactions of three connections at random, one at a time, half of them undone wholly or in part, with checkpoints between them;
    /// another one keeps to a snapshot, and so keeps some checkpoints from copying all of the log.
    @Test(arguments: 0..<24 as Range<UInt64>) func everyoneSeesWhatWasCommitted(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let connections = try [open(), open(synchronous: "NORMAL"), open()]
        try connections[0].write { try $0.execute(sql: "CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT)") }
        let reader = try open()
        var snapshot: [String]?
        var model: [Int: String] = [:]
        for _ in 0..<30 {
            let writer = try #require(connections.randomElement(using: &random))
            let before = model
            try writer.writeWithoutTransaction { db in
                let mark = LogMark(db)
                try db.beginTransaction(.immediate)
                for _ in 0..<Int.random(in: 1...4, using: &random) {
                    let kept = model
                    try mark.undoably {
                        for _ in 0..<Int.random(in: 1...60, using: &random) { try change(db, &model, &random) }
                        guard Int.random(in: 0..<3, using: &random) == 0 else { return .commit }
                        model = kept
                        return .rollback
                    }
                }
                if Bool.random(using: &random) { try fail(db, mark) }
                if Bool.random(using: &random) {
                    try db.commit()
                } else {
                    try db.rollback()
                    model = before
                }
            }
            for other in connections where other !== writer {
                #expect(try other.read(Self.rows) == Array(Self.rows(model).dropFirst()))
            }
            try reader.writeWithoutTransaction { db in
                if let seen = snapshot {
                    #expect(try Self.rows(db) == seen)
                    guard Int.random(in: 0..<4, using: &random) == 0 else { return }
                    try db.commit()
                    snapshot = nil
                } else if Bool.random(using: &random) {
                    try db.beginTransaction(.deferred)
                    snapshot = try Self.rows(db)
                }
            }
            #expect(try recovered() == Self.rows(model))
            if Int.random(in: 0..<5, using: &random) == 0 {
                let mode = try #require(["PASSIVE", "FULL", "RESTART", "TRUNCATE"].randomElement(using: &random))
                let somebody = try #require(connections.randomElement(using: &random))
                try somebody.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(\(mode))") }
            }
        }
        if snapshot != nil { try reader.writeWithoutTransaction { try $0.commit() } }
        try (connections + [reader]).forEach { try $0.close() }
        #expect(try recovered() == Self.rows(model))
    }

    /// A statement that writes much, here and there, before it meets a key that is taken and SQLite undoes it.
    private func fail(_ db: Database, _ mark: LogMark) throws {
        try mark.set()
        do {
            try db.execute(
                sql: """
                    INSERT INTO t SELECT * FROM (SELECT 1000 + id, body FROM t ORDER BY id * 7919 % 301)
                    UNION ALL SELECT max(id), '' FROM t HAVING count(*) > 0
                    """)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            try mark.mend()
        }
    }

    private func change(_ db: Database, _ model: inout [Int: String], _ random: inout SeededGenerator) throws {
        let id = Int.random(in: 1...300, using: &random)
        if Int.random(in: 0..<8, using: &random) == 0 {
            try db.execute(sql: "DELETE FROM t WHERE id = ?", arguments: [id])
            model[id] = nil
            return
        }
        // Some fill several pages, and so pages that are freed and used again.
        let length = Int.random(in: 0..<10, using: &random) == 0 ? 5000 : 150
        let body = String(repeating: String(Int.random(in: 0..<10, using: &random)), count: Int.random(in: 0...length, using: &random))
        try db.execute(sql: "INSERT INTO t VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body", arguments: [id, body])
        model[id] = body
    }

    @Test func whatWasUndoneIsNotWrittenOverWhatSomebodyElseCommitted() throws {
        let mine = try open()
        let theirs = try open()
        try mine.write { try $0.execute(sql: "CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT)") }
        let fill = """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)
            INSERT INTO t SELECT i, printf('%0500d', ?) FROM n
            """
        try mine.writeWithoutTransaction { db in
            try db.beginTransaction(.immediate)
            try db.execute(sql: fill, arguments: [1])
            try db.rollback()
        }
        try theirs.write { try $0.execute(sql: fill, arguments: [2]) }
        try mine.write { try $0.execute(sql: "INSERT INTO t VALUES (1000, 'mine')") }
        #expect(try theirs.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM t WHERE body = printf('%0500d', 2)") } == 200)
        #expect(try recovered().count == 202)
    }

    /// Whether a checkpoint had to give way, and how many of the log's pages were copied.
    private func checkpoint(_ connection: DatabaseQueue, _ mode: String) throws -> (isBusy: Bool, copied: Int) {
        try connection.writeWithoutTransaction { db in
            let row = try #require(try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(\(mode))"))
            return (row[0], row[2])
        }
    }

    @Test(arguments: ["PASSIVE", "FULL", "RESTART", "TRUNCATE"]) func checkpointIsPutOffWhileSomebodyWrites(mode: String) throws {
        let (writer, other) = (try open(), try open())
        try writer.write { try $0.execute(sql: "CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT)") }
        try writer.write { db in
            try db.execute(sql: "INSERT INTO t VALUES (1, 'a')")
            #expect(try checkpoint(other, mode).isBusy)
        }
        let done = try checkpoint(other, mode)
        #expect(!done.isBusy)
        #expect(mode == "TRUNCATE" || done.copied > 0)
        // The writers' lock is free again, for both.
        for connection in [writer, other] { try connection.write { try $0.execute(sql: "INSERT INTO t (body) VALUES ('b')") } }
        #expect(try recovered() == ["ok", "1|a", "2|b", "3|b"])
    }

    @Test func commitThatNoRecoveryWouldFindFails() throws {
        let connection = try open()
        try connection.write { try $0.execute(sql: "CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT); INSERT INTO t VALUES (1, 'kept')") }
        let version = try connection.read { try String.fetchOne($0, sql: "SELECT sqlite_version()") ?? "" }
        let outcome = Result {
            try connection.writeWithoutTransaction { db in
                try db.execute(sql: "BEGIN IMMEDIATE; SAVEPOINT s")
                for round in 1...2 {
                    // The second time only what was written last, which so takes a late place in the log once more.
                    for id in (round == 1 ? 2 : 350)..<400 {
                        try db.execute(sql: "INSERT OR REPLACE INTO t VALUES (?, printf('%01000d', ?))", arguments: [id, round])
                    }
                }
                try db.execute(sql: "ROLLBACK TO s; RELEASE s; INSERT INTO t VALUES (2, 'kept'); COMMIT")
            }
        }
        if version.compare("3.47", options: .numeric) == .orderedAscending { #expect(throws: DatabaseError.self) { try outcome.get() } }
        let kept = try connection.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM t") ?? 0 }
        #expect(try recovered().count == 1 + kept)
    }

    @Test(.enabled(if: SmallDisk.isPossible, "mounting needs the right to")) func fullDiskFailsTheTransactionAndNothingElse() throws {
        let disk = try SmallDisk(at: folder.file("small"), kilobytes: 600)
        defer { disk.unmount() }
        let connection = try open("small/data.sqlite")
        try connection.write { try $0.execute(sql: "CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT); INSERT INTO t VALUES (1, 'kept')") }
        let fill = """
            WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
            INSERT INTO t SELECT i, printf('%0500d', 1) FROM n
            """
        #expect(throws: DatabaseError.self) { try connection.write { try $0.execute(sql: fill, arguments: [5000]) } }
        try connection.write { try $0.execute(sql: fill, arguments: [20]) }
        let other = try open("small/data.sqlite")
        #expect(try other.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM t") } == 20)
        #expect(try other.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") } == "ok")
        try connection.close()
        try other.close()
    }

    /// What a checkpoint could not write is in the log still, whether it was to copy all of it or what a reader has seen.
    @Test(.enabled(if: SmallDisk.isPossible, "mounting needs the right to"), arguments: [false, true])
    func fullDiskFailsTheCheckpointAndNothingElse(isRead: Bool) throws {
        let disk = try SmallDisk(at: folder.file("small"), kilobytes: 600)
        defer { disk.unmount() }
        let (writer, reader, copier) = try (open("small/data.sqlite"), open("small/data.sqlite"), open("small/data.sqlite"))
        let fill = """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 80)
            INSERT INTO t SELECT NULL, printf('%0500d', i) FROM n
            """
        try writer.write { try $0.execute(sql: "CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT); \(fill)") }
        let before = try reader.writeWithoutTransaction { db in
            if isRead { try db.beginTransaction(.deferred) }
            return try Self.rows(db)
        }
        try writer.write { try $0.execute(sql: fill) }
        let after = try writer.read(Self.rows)
        let rest = try #require(FileHandle(forWritingAtPath: try folder.write("", to: "small/rest")))
        #expect(throws: (any Error).self) { while true { try rest.write(contentsOf: Data(count: 1024)) } }
        #expect(throws: DatabaseError.self) { try checkpoint(copier, "PASSIVE") }
        #expect(try reader.writeWithoutTransaction(Self.rows) == (isRead ? before : after))
        try rest.close()
        try FileManager.default.removeItem(atPath: folder.file("small/rest"))
        // If the log were taken for copied, it would be begun anew now.
        try writer.write { try $0.execute(sql: "INSERT INTO t VALUES (1000, 'later')") }
        #expect(try copier.read(Self.rows) == after + ["1000|later"])
        if isRead { try reader.writeWithoutTransaction { try $0.commit() } }
        #expect(try !checkpoint(copier, "TRUNCATE").isBusy)
        #expect(try reader.writeWithoutTransaction(Self.rows) == after + ["1000|later"])
        #expect(try reader.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") } == "ok")
        for connection in [writer, reader, copier] { try connection.close() }
    }
}
