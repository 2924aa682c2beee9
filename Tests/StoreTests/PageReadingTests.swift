import Expressions
import Foundation
import GRDB
import Model
import Tabular
import TestSupport
import Testing

@testable import Store

/// Tables that are read from the pages of the database, beside what SQLite itself says of them.
struct PageReadingTests {
    private let fixture: StoreFixture

    init() throws { try self.init(pageSize: nil) }

    private init(pageSize: Int?) throws { fixture = try StoreFixture(pageSize: pageSize) }

    /// The columns of everything that a query finds, as texts.
    private func read(_ query: RecordQuery, sideBySide: Bool, meanwhile: () throws -> Void = {}) throws -> [String] {
        let body = { (snapshot: StoreTransaction) in
            if sideBySide {
                // Else the comparison would be one of SQLite with itself.
                #expect(snapshot.companions.count == 2 && snapshot.companions.allSatisfy(\.hasPages))
                #expect(try TableScan.canRead(query, in: snapshot.db))
            }
            return try snapshot.records.withBatches(query) { cursor in
                var rows: [String] = []
                while let batch = try cursor.next() {
                    #expect(batch.isWhole(query.types))
                    for row in 0..<batch.rowCount {
                        let cells = batch.columns.map { column in
                            column.isNull(row) ? "-" : column.type.isText ? "'\(column.text[row])'" : "\(column.fixed[row])"
                        }
                        rows.append(cells.joined(separator: "|"))
                    }
                    try meanwhile()
                }
                return rows
            }
        }
        return sideBySide ? try fixture.store.readSideBySide(body) : try fixture.store.read(body)
    }

    private var everything: RecordQuery {
        RecordQuery(module: StoreFixture.customers, columns: StoreFixture.customers.fields, includesIdentity: true)
    }

    /// Queries over all records and over the members of segments of many sizes, in the order of the records and sorted.
    private func queries() -> [RecordQuery] {
        let fields = StoreFixture.customers.fields
        let orders = [
            [], [RecordOrder(fields[1])], [RecordOrder(fields[2], isDescending: true), RecordOrder(fields[1], areNullsFirst: true)],
            [RecordOrder(fields[3], isDescending: true, areNullsFirst: true), RecordOrder(fields[5]), RecordOrder(fields[0])],
        ]
        return [nil, "all", "few", "none", "some"].flatMap { segment in
            orders.map { order in
                var query = everything
                query.segment = segment
                query.sortBy = order
                return query
            }
        }
    }

    private func checkAll() throws {
        for query in queries() {
            let expected = try read(query, sideBySide: false)
            let found = try read(query, sideBySide: true)
            #expect(found == expected, "\(query.segment ?? "-") \(query.sortBy.map(\.field.key))")
        }
    }

    private func refreshSegments() throws {
        let conditions = ["all": "TRUE", "few": "r._id % 997 = 1", "none": "FALSE", "some": "r._id % 3 = 0 OR r._id BETWEEN 100 AND 400"]
        for (name, condition) in conditions {
            try fixture.store.write { transaction in
                _ = try transaction.segments.refresh(
                    name, of: StoreFixture.customers, selecting: SegmentSelection(criteria: SQLFragment(sql: condition)), run: nil,
                    at: fixture.now)
            }
        }
    }

    /// Writes records with whatever a column may hold: nothing, numbers of each width, short texts and such as take many pages, and
    /// values that are not of the column's kind, as other programs may leave them.
    private func fill(_ count: Int, random: inout SeededGenerator) throws {
        func text(_ random: inout SeededGenerator) -> DatabaseValue {
            let length =
                switch Int.random(in: 0..<40, using: &random) {
                case 0: Int.random(in: 2_000...9_000, using: &random)
                case 1: Int.random(in: 8_100...8_200, using: &random)
                case 3: Int.random(in: 4_000...4_100, using: &random)
                case 2: Int.random(in: 20_000...60_000, using: &random)
                default: Int.random(in: 0...70, using: &random)
                }
            let letters = ["a", "ä", "Ö", "v", "W", " ", "-", "é", "\u{1F600}"]
            return (0..<length).map { _ in letters[Int.random(in: 0..<letters.count, using: &random)] }.joined().databaseValue
        }
        func integer(_ random: inout SeededGenerator) -> DatabaseValue {
            let bits = Int64.random(in: 0...63, using: &random)
            return (Int64(1) << bits &- Int64.random(in: -1...1, using: &random)).databaseValue
        }
        let blob = Data([0x41, 0x42]).databaseValue
        let odd: [DatabaseValue] = [.null, 1.5.databaseValue, (-3).databaseValue, "12".databaseValue, "x".databaseValue, blob]
        try fixture.store.write { transaction in
            for number in 0..<count {
                let isOdd = Int.random(in: 0..<50, using: &random) == 0
                func value(_ usual: DatabaseValue) -> DatabaseValue {
                    if isOdd { return odd[Int.random(in: 0..<odd.count, using: &random)] }
                    return Int.random(in: 0..<8, using: &random) == 0 ? .null : usual
                }
                let day = Day(number: Int.random(in: -30_000...30_000, using: &random)).iso
                let day2 = Int.random(in: 0..<30, using: &random) == 0 ? "2026-02-30" : day
                try transaction.db.execute(
                    sql: """
                        INSERT INTO customers (customer_id, last_name, total_spent, birth_date, consent, seen_at) VALUES (?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        "k\(number)-\(Int.random(in: 0...9_999_999, using: &random))", value(text(&random)), value(integer(&random)),
                        value(day2.databaseValue), value(Bool.random(using: &random).databaseValue),
                        value("\(day)T10:11:12Z".databaseValue),
                    ])
            }
        }
    }

    /// The page sizes of new databases, of those of earlier versions, and the least and the largest ones that SQLite knows.
    @Test(arguments: [4096, 8192, 512, 65_536]) func readsWhatSQLiteReads(pageSize: Int) throws {
        let tests = try PageReadingTests(pageSize: pageSize)
        #expect(try tests.fixture.store.read { try Int.fetchOne($0.db, sql: "PRAGMA page_size") } == pageSize)
        try tests.checkWhatSQLiteReads()
    }

    private func checkWhatSQLiteReads() throws {
        var random = SeededGenerator(seed: 31)
        try refreshSegments()
        try checkAll()
        try fill(6000, random: &random)
        try refreshSegments()
        try checkAll()
        // Gaps, and pages that are half empty.
        try fixture.store.write { try $0.db.execute(sql: "DELETE FROM customers WHERE _id % 5 = 1 OR _id BETWEEN 2000 AND 3000") }
        try refreshSegments()
        try checkAll()
        // A column that the records before it were written without, and one that is gone.
        try fixture.store.write { transaction in
            try transaction.db.execute(
                sql: "ALTER TABLE customers DROP COLUMN consent; ALTER TABLE customers ADD COLUMN consent INTEGER")
        }
        try fill(300, random: &random)
        try checkAll()
    }

    /// Whatever part of the database lies in the log, and whatever is committed and moved out of it while the pages are read.
    @Test func readsThroughTheLog() throws {
        var random = SeededGenerator(seed: 32)
        try fill(3000, random: &random)
        try refreshSegments()
        let path = fixture.folder.file("ajastin.sqlite")
        var configuration = Configuration()
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA wal_autocheckpoint = 0") }
        let writer = try DatabaseQueue(path: path, configuration: configuration)
        func change(_ db: Database) throws {
            try db.execute(
                sql:
                    "UPDATE customers SET last_name = last_name || 'x', total_spent = coalesce(total_spent, 0) % 1000 + 1 WHERE _id % 7 = ?",
                arguments: [Int.random(in: 0..<7, using: &random)])
        }
        for round in 0..<6 {
            try writer.writeWithoutTransaction { db in
                try change(db)
                if round % 3 == 1 { try db.execute(sql: "PRAGMA wal_checkpoint(PASSIVE)") }
                if round % 3 == 2 { try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
            }
            try checkAll()
            for query in queries() where query.segment == nil {
                let expected = try read(query, sideBySide: false)
                let found = try read(query, sideBySide: true) {
                    try writer.writeWithoutTransaction { db in
                        try change(db)
                        try db.execute(sql: "PRAGMA wal_checkpoint(PASSIVE)")
                    }
                }
                #expect(found == expected)
                #expect(try read(query, sideBySide: false) != expected)
            }
        }
    }

    /// A damaged page is told, and nothing is read beyond its end.
    @Test func tellsOfDamage() throws {
        var random = SeededGenerator(seed: 33)
        try fill(2000, random: &random)
        try fixture.store.write { try $0.db.execute(sql: "UPDATE customers SET last_name = 'a' WHERE last_name IS NOT NULL") }
        let path = fixture.folder.file("ajastin.sqlite")
        let number = { (sql: String) in try fixture.store.read { try Int.fetchOne($0.db, sql: sql) ?? 0 } }
        let (pageCount, pageSize) = try (number("PRAGMA page_count"), number("PRAGMA page_size"))
        let root = try number("SELECT rootpage FROM sqlite_schema WHERE name = 'customers'")
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        let bytes = try Data(contentsOf: URL(filePath: path))
        /// Reads all records of a damaged database, as far as that goes.
        func read(_ damaged: Data) throws {
            let folder = try TemporaryFolder()
            try damaged.write(to: URL(filePath: folder.file("ajastin.sqlite")))
            let store = try WorkspaceStore(path: folder.file("ajastin.sqlite"))
            try store.readSideBySide { snapshot in
                try snapshot.records.withBatches(everything) { cursor in while try cursor.next() != nil {} }
            }
        }
        for _ in 0..<300 {
            var damaged = bytes
            let page = Int.random(in: root - 1..<pageCount, using: &random)
            for _ in 0..<Int.random(in: 1...60, using: &random) {
                damaged[page * pageSize + Int.random(in: 0..<200, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            // Whatever it gives, it ends, and does not read what is not its own.
            try? read(damaged)
        }
        // A tree that goes round in circles.
        var circle = bytes
        let start = (root - 1) * pageSize
        try #require(circle[start] == TableLeaves.interior)
        let name = unsafe withUnsafeBytes(of: UInt32(root).bigEndian) { unsafe Data($0) }
        let count = Int(circle[start + 3]) << 8 | Int(circle[start + 4])
        let cells = (0..<count).map { Int(circle[start + 12 + $0 * 2]) << 8 | Int(circle[start + 13 + $0 * 2]) }
        for place in [8] + cells { circle.replaceSubrange(start + place..<start + place + 4, with: name) }
        #expect(throws: (any Error).self) { try read(circle) }
        try read(bytes)
    }
}

/// Records that are sorted in many runs.
struct SortingTests {
    @Test(arguments: [1 << 10, 1 << 14, 1 << 20]) func runsAreMergedIntoOneOrder(capacity: Int) throws {
        var random = SeededGenerator(seed: 34)
        let folder = try TemporaryFolder()
        let buffers = try (0..<2).map { _ in try SortBuffer(folder: folder.file("."), capacity: capacity) }
        var expected: [(key: [UInt8], record: Int64, values: [UInt8])] = []
        for number in 0..<5000 {
            let length = Int.random(in: 1...(number % 50 == 0 ? 400 : 12), using: &random)
            // A zero ends a key, as in those of records, so that none is the start of another one.
            let key = (0..<length).map { _ in UInt8.random(in: 1...3, using: &random) } + [0]
            let size = number % 600 == 0 ? Int.random(in: 0...40_000, using: &random) : Int.random(in: 0...60, using: &random)
            let values = (0..<size).map { _ in UInt8.random(in: 0...255, using: &random) }
            let record = Int64.random(in: -20...Int64(number), using: &random)
            expected.append((key, record, values))
            try unsafe values.withUnsafeBytes { try unsafe buffers[number % 2].add(record, key: key, values: $0) }
        }
        for buffer in buffers { try buffer.finish() }
        #expect(capacity > 1 << 14 || buffers[0].runs.count > 10)
        expected.sort { left, right in
            left.key == right.key ? left.record < right.record : left.key.lexicographicallyPrecedes(right.key)
        }
        var merge = try RunMerge(buffers.flatMap(\.runs))
        var found: [(record: Int64, values: [UInt8])] = []
        while let reader = try merge.next() { found.append((reader.record, unsafe Array(reader.values))) }
        #expect(found.map(\.record) == expected.map(\.record))
        // Of one key and record there may be several, in any order.
        #expect(
            Dictionary(grouping: found, by: \.record).mapValues { $0.map(\.values).sorted { $0.lexicographicallyPrecedes($1) } }
                == Dictionary(grouping: expected, by: \.record).mapValues { $0.map(\.values).sorted { $0.lexicographicallyPrecedes($1) } })
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test func nothingIsSortedToo() throws {
        let folder = try TemporaryFolder()
        let buffer = try SortBuffer(folder: folder.file("."))
        try buffer.finish()
        var merge = try RunMerge(buffer.runs)
        #expect(try merge.next() == nil)
    }
}
