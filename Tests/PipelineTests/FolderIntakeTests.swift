import Files
import Foundation
import Ingest
import Model
import Pipeline
import Store
import Tabular
import TestSupport
import Testing

struct FolderIntakeTests {
    private let fixture: PipelineFixture
    private let source = SourceDefinition(name: "customers", label: "Customers", folder: "customers", module: "customers")
    private var drop: String { fixture.folders.drop("customers") }

    init() throws {
        fixture = try PipelineFixture()
        try FileManager.default.createDirectory(atPath: fixture.folders.drop("customers"), withIntermediateDirectories: true)
    }

    private func intake() throws -> FolderIntake { try FolderIntake(fixture.environment()) }

    private func put(_ text: String, _ name: String) throws { try fixture.folder.write(text, to: "drop/customers/" + name) }

    @Test func takesAllFilesButUnfinishedOnes() throws {
        try put("customer_id,last_name\n10,Aalto\n", "a.csv")
        try put("customer_id,last_name\n11,Berg\n", "b.csv")
        try put("customer_id,last_name\n12,Dahl\n", "d.csv.part")
        let open = try FileHandle(forWritingTo: URL(fileURLWithPath: try fixture.folder.write("customer_id\n", to: "drop/customers/c.csv")))
        let outcome = try intake().takeIn(source)
        #expect(outcome.drops.map(\.record.file).sorted() == ["a.csv", "b.csv"])
        #expect(outcome.failures.isEmpty)
        #expect(outcome.isIncomplete)
        try open.write(contentsOf: Data("customer_id,last_name\n13,Ek\n".utf8))
        try open.close()
        var later = try intake().takeIn(source)
        // A process that another test is just starting holds a copy of the handle for a moment.
        let limit = ContinuousClock.now + .seconds(10)
        while later.isIncomplete, ContinuousClock.now < limit { later = try intake().takeIn(source) }
        #expect(later.drops.map(\.record.file) == ["c.csv"])
        #expect(!later.isIncomplete)
        #expect(try FileManager.default.contentsOfDirectory(atPath: drop) == ["d.csv.part"])
    }

    @Test func aFileThatIsGoneIsNoFailure() throws {
        try put("customer_id,last_name\n10,Aalto\n", "a.csv")
        let outcome = try intake().takeIn(["gone.csv", "a.csv"], of: source)
        #expect(outcome.drops.map(\.record.file) == ["a.csv"])
        #expect(outcome.failures.isEmpty)
        #expect(!outcome.isIncomplete)
    }

    @Test func aSourceInOtherHandsIsLeftAlone() throws {
        try put("customer_id,last_name\n10,Aalto\n", "a.csv")
        try FileManager.default.createDirectory(atPath: fixture.folders.state + "/locks", withIntermediateDirectories: true)
        do {
            guard let lock = try FileLock(fixture.folders.state + "/locks/source-customers") else {
                Issue.record("the lock is free")
                return
            }
            let outcome = try intake().takeIn(source)
            #expect(outcome.drops.isEmpty)
            #expect(outcome.isIncomplete)
            _ = consume lock
        }
        #expect(try intake().takeIn(source).drops.count == 1)
    }

    @Test func aFileFromElsewhereStaysThere() throws {
        let path = try fixture.folder.write("customer_id,last_name\n10,Aalto\n", to: "elsewhere.csv")
        let rehearsed = try intake().takeIn(copyOf: path, for: source, isRehearsal: true)[0]
        #expect(rehearsed.record.counts.added == 1)
        #expect(try fixture.store.read { try $0.drops.list() }.allSatisfy { $0.file != "elsewhere.csv" })
        #expect(try intake().takeIn(copyOf: path, for: source, isRehearsal: false)[0].record.state == .applied)
        #expect(FileManager.default.fileExists(atPath: path))
    }

    @Test func aDamagedKeyKeepsNoFileOut() throws {
        try fixture.folder.write("short", to: "var/keys/workspace.key")
        try put("customer_id,last_name\n10,Aalto\n", "a.csv")
        #expect(try intake().takeIn(source).drops.map(\.record.state) == [.applied])
    }
}
