import Foundation
import Glibc
import Ingest
import Model
import Store
import Synchronization
import TestSupport
import Testing

struct DropIntakeTests {
    private let header = "customer_id,name,email,born,spent,consent\n"

    @Test func takesAFinnishExcelExport() throws {
        let shop = try Workshop()
        let text =
            "Asiakasnumero;Nimi;Sähköposti;Syntymäaika;Ostot;Lupa\r\nC1;Hämäläinen, \"Äijä\";a@b.fi;5.6.1980;1 234,50;kyllä\r\nC2;\"Öhman; Å\";;;;ei\r\n"
        let drop = try shop.drop(try #require(text.data(using: .windowsCP1252)))
        #expect(drop.record.state == .applied)
        #expect(drop.detail?.encoding == .windows1252)
        #expect(drop.detail?.delimiter == ";")
        #expect(
            try shop.records() == [
                ["C1", "Hämäläinen, \"Äijä\"", "a@b.fi", "1980-06-05", "123450", "1"], ["C2", "Öhman; Å", "-", "-", "-", "0"],
            ])
    }

    @Test func takesUTF8WithAMarkTabsAndCarriageReturns() throws {
        let shop = try Workshop()
        try shop.drop("\u{FEFF}customer_id\tname\tborn\rC1\t\"two\rlines\"\t1980-06-05\r\rC2\tÅsa\t\r")
        #expect(try shop.records().map { Array($0[0...3]) } == [["C1", "two\rlines", "-", "1980-06-05"], ["C2", "Åsa", "-", "-"]])
    }

    @Test func mapsColumnsByRuleThenKeyThenLabel() throws {
        let shop = try Workshop()
        let drop = try shop.drop(
            " ASIAKASNRO ,Customer Number,name,E-MAIL,lisätieto,\nC1,x,Aino,a@b.fi,pois,\n",
            source: shop.source(columns: ["Asiakasnro": "customer_id", "customer number": "nope"]))
        #expect(drop.record.state == .applied)
        #expect(drop.detail?.columns.map(\.field) == ["customer_id", "name", "email"])
        #expect(drop.detail?.ignored == ["Customer Number", "lisätieto"])
        #expect(try shop.records().map { Array($0[0...2]) } == [["C1", "Aino", "a@b.fi"]])
    }

    @Test func writesOnlyWhatHasChanged() throws {
        let shop = try Workshop()
        try shop.drop(header + "C1,Aino,,,1,\nC2,Eino,,,2,\nC3,Väinö,,,3,\n")
        let drop = try shop.drop(header + "C2,Eino,,,2,\nC3,Väinö,,,4,\nC4,Toivo,,,5,\n", as: "b.csv")
        #expect(
            counts(drop, \.read, \.added, \.changed, \.unchanged) == [3, 1, 1, 1])
        #expect(try shop.records().map(\.[0]) == ["C1", "C2", "C3", "C4"])
    }

    @Test func replacesWhatTheFileLacks() throws {
        let shop = try Workshop()
        try shop.drop(header + "C1,Aino,,,1,\nC2,Eino,,,2,\n")
        let drop = try shop.drop(header + "C2,Eino,,,2,\nC3,x,,,,\n", as: "b.csv", source: shop.source(mode: .replace))
        #expect(counts(drop, \.added, \.unchanged, \.removed) == [1, 1, 1])
        #expect(try shop.records().map(\.[0]) == ["C2", "C3"])
    }

    @Test func keepsTheRecordsWhoseRowsAReplacingFileCouldNotGive() throws {
        let shop = try Workshop()
        try shop.drop(header + (1...6).map { "C\($0),x,,,1,\n" }.joined())
        let drop = try shop.drop(
            header + "C1,y,,,,\nC2,y,nobody,,,\n C3 ,y\nC4,\"y,,,,\nC2,z,,,,\n", as: "b.csv", source: shop.source(mode: .replace))
        #expect(counts(drop, \.read, \.changed, \.rejected, \.removed) == [5, 2, 3, 2])
        #expect(try shop.records().map { Array($0[0...1]) } == [["C1", "y"], ["C2", "z"], ["C3", "x"], ["C4", "x"]])
    }

    @Test func neverEmptiesAModuleForAFileOfRejectedRows() throws {
        let shop = try Workshop()
        try shop.drop(header + "C1,Aino,,,1,\n")
        let drop = try shop.drop(header + "C2,Eino,nobody,,2,\n", as: "b.csv", source: shop.source(mode: .replace))
        #expect(drop.record.state == .rejected)
        #expect(try shop.records().map(\.[0]) == ["C1"])
    }

    @Test func refusesKnownKeysWhenAppending() throws {
        let shop = try Workshop()
        try shop.drop(header + "C1,Aino,,,1,\n")
        let drop = try shop.drop(header + "C1,Eino,,,2,\nC2,Oiva,,,,\n", as: "b.csv", source: shop.source(mode: .append))
        #expect(counts(drop, \.added, \.rejected) == [1, 1])
        #expect(try shop.records().map { Array($0[0...1]) } == [["C1", "Aino"], ["C2", "Oiva"]])
    }

    @Test func writesRejectedRowsAsTheyWereWithLineAndReason() throws {
        let shop = try Workshop()
        let drop = try shop.drop(
            header
                + "C1,Aino,a@b.fi,1980-06-05,1,true\nC2,\"two\nlines\",nobody,,,\n\nC3,x,,31.2.2026,,\n,x,,,,\nC4,x,,,\nC5,x,,,,,7,8\nC6,\"x,,,,\nC1,again,,,,\n"
        )
        #expect(drop.record.state == .applied)
        #expect(counts(drop, \.read, \.added, \.rejected) == [8, 1, 7])
        #expect(
            try shop.text("rejected/1.csv") == """
                customer_id,name,email,born,spent,consent,rivi,syy
                C2,"two
                lines",nobody,,,,3,ingest.reject.email [fi]
                C3,x,,31.2.2026,,,6,ingest.reject.no-such-date [fi]
                ,x,,,,,7,ingest.reject.missing [fi]
                C4,x,,,,,8,ingest.reject.field-count [fi]
                C5,x,,,,,9,ingest.reject.field-count [fi],7,8
                C6,"\""x",,,,,10,ingest.reject.quote-not-closed [fi]
                C1,again,,,,,11,ingest.reject.key-twice [fi]

                """)
        #expect(drop.rejections.map(\.line) == [3, 6, 7, 8, 9, 10, 11])
        #expect(drop.rejectedPath == shop.folder.file("rejected/1.csv"))
    }

    @Test func writesRejectedRowsInTheSendersEncoding() throws {
        let shop = try Workshop()
        let bytes: [UInt8] =
            Array("customer_id;name\r\nC1;".utf8) + [0xC5] + Array("ke\r\nC2;".utf8) + [0x81, 0xE4] + Array("\r\nC3;x;".utf8) + [
                0x90, 0xF6,
            ]
            + Array("\r\n".utf8)
        let drop = try shop.drop(bytes)
        #expect(counts(drop, \.added, \.rejected) == [1, 2])
        let expected: [UInt8] =
            Array("customer_id;name;rivi;syy\r\nC2;".utf8) + [0x81, 0xE4]
            + Array(";3;ingest.reject.strange-byte [fi]\r\nC3;x;4;ingest.reject.field-count [fi];".utf8)
            + [0x90, 0xF6] + Array("\r\n".utf8)
        #expect(try shop.bytes("rejected/1.csv") == expected)
    }

    @Test func refusesNULAndBytesThatAreNoUTF8() throws {
        let shop = try Workshop()
        let drop = try shop.drop([0xEF, 0xBB, 0xBF] + Array("customer_id,name\nC1,a\0b\nC2,".utf8) + [0xE4] + Array("\nC3,ä\n".utf8))
        #expect(drop.rejections.map(\.line) == [2, 3])
        #expect(try shop.records().map(\.[1]) == ["ä"])
    }

    @Test func failsADropWithTooManyRejectedRows() throws {
        let shop = try Workshop()
        let source = shop.source(rejectLimit: .basisPoints(5000))
        let drop = try shop.drop(header + "C1,Aino,nobody,,,\nC2,Eino,nobody,,,\nC3,Oiva,,,,\n", source: source)
        #expect(drop.record.state == .rejected)
        #expect(drop.record.reason?.arguments["count"] == .integer(2))
        #expect(try shop.records().isEmpty)
        #expect(shop.exists("rejected/\(drop.record.id)-a.csv") && shop.exists("rejected/\(drop.record.id).csv"))
        #expect(try shop.text("rejected/\(drop.record.id).txt") == "ingest.too-many-rejected [fi]\n")
        #expect(!shop.exists("drop/a.csv") && !shop.exists("archive"))
        // Exactly at the limit it is taken.
        let taken = try shop.drop(header + "C1,Aino,nobody,,,\nC3,Oiva,,,,\n", as: "b.csv", source: source)
        #expect(taken.record.state == .applied)
    }

    @Test func movesTheFileToTheArchiveAfterTheCommit() throws {
        let shop = try Workshop()
        let drop = try shop.drop(header + "C1,Aino,,,,\n")
        #expect(drop.path == shop.folder.file("archive/1-a.csv"))
        #expect(try shop.text("archive/1-a.csv") == header + "C1,Aino,,,,\n")
        #expect(!shop.exists("drop/a.csv"))
        #expect(try shop.store.read { try $0.drops.drop(1)?.isArchived } == true)
        #expect(!shop.exists("rejected/1.csv"))
    }

    @Test func noticesContentThatWasAppliedBefore() throws {
        let shop = try Workshop()
        try shop.drop(header + "C1,Aino,,,,\n")
        let drop = try shop.drop(header + "C1,Aino,,,,\n")
        #expect(drop.record.state == .duplicate)
        #expect(!shop.exists("drop/a.csv"))
        #expect(try shop.store.read { try $0.drops.list().count } == 2)
    }

    @Test func finishesTheMoveThatACrashCutShort() throws {
        let shop = try Workshop()
        // The archive cannot be made while a file stands in its place.
        try shop.folder.write("in the way", to: "archive")
        let first = try shop.drop(header + "C1,Aino,,,,\n")
        #expect(first.record.state == .applied)
        #expect(first.leftBehind?.code == .unwritable)
        #expect(shop.exists("drop/a.csv"))
        try FileManager.default.removeItem(atPath: shop.folder.file("archive"))
        let second = try shop.takeIn("a.csv")
        #expect(second.record.id == first.record.id)
        #expect(second.record.state == .applied)
        #expect(shop.exists("archive/1-a.csv"))
        #expect(try shop.store.read { try $0.drops.list().count } == 1)
    }

    @Test func rehearsesWithoutATrace() throws {
        let shop = try Workshop()
        let drop = try shop.drop(header + "C1,Aino,,,,\nC2,x,nobody,,,\n", options: .init(isRehearsal: true))
        #expect(drop.record.state == .applied)
        #expect(counts(drop, \.added, \.rejected) == [1, 1])
        #expect(try shop.records().isEmpty)
        #expect(shop.exists("drop/a.csv") && !shop.exists("archive") && !shop.exists("rejected/1.csv"))
        #expect(try shop.store.read { try $0.drops.list().isEmpty })
    }

    @Test func copiesAFileThatIsToStay() throws {
        let shop = try Workshop()
        try shop.drop(header + "C1,Aino,,,,\n", options: .init(keepsOriginal: true))
        #expect(shop.exists("drop/a.csv") && shop.exists("archive/1-a.csv"))
    }

    @Test(arguments: [
        ("", "ingest.empty"), ("\n\n", "ingest.empty"), (",,\n1,2,3\n", "ingest.no-header"),
        ("\"customer_id,name\n", "ingest.header-quote"),
        ("name,email\nx,a@b.fi\n", "ingest.header-missing"), ("custmer_id,name\n1,x\n", "ingest.header-missing-near"),
        ("customer_id,Nimi,name\n1,x,y\n", "ingest.header-twice"), ("PK\u{3}\u{4}", "ingest.packed-damaged"),
    ])
    func failsAFileThatCannotBecomeRecords(text: String, reason: String) throws {
        let shop = try Workshop()
        let drop = try shop.drop(text)
        #expect(drop.record.state == .failed)
        #expect(drop.record.reason?.key.rawValue == reason)
        #expect(shop.exists("rejected/1-a.csv") && shop.exists("rejected/1.txt") && !shop.exists("drop/a.csv"))
    }

    @Test func suggestsTheNearestHeader() throws {
        let shop = try Workshop()
        let drop = try shop.drop("Asiakasnumer;Nimi\n1;x\n")
        #expect(drop.record.reason?.arguments["nearest"] == .text("Asiakasnumer"))
        #expect(drop.record.reason?.arguments["found"] == .list(["Asiakasnumer", "Nimi"]))
    }

    @Test func refusesWhatIsNoRegularFile() throws {
        let shop = try Workshop()
        try shop.folder.write("customer_id\n1\n", to: "drop/real.csv")
        let made = unsafe [
            mkfifo(shop.path("pipe.csv"), 0o600), symlink(shop.path("real.csv"), shop.path("link.csv")),
            mkdir(shop.path("folder.csv"), 0o700),
        ]
        #expect(made == [0, 0, 0])
        for name in ["pipe.csv", "link.csv", "folder.csv", "missing.csv"] {
            let error = #expect(throws: IngestError.self) {
                try shop.takeIn(name)
            }
            #expect(error?.code == (name == "missing.csv" ? .unreadable : .notAFile))
        }
        #expect(shop.exists("drop/pipe.csv") && shop.exists("drop/link.csv"))
    }

    @Test func leavesAFileAloneThatIsTakenInElsewhere() throws {
        let shop = try Workshop()
        try shop.folder.write(header + "C1,Aino,,,,\n", to: "drop/a.csv")
        let descriptor = unsafe open(shop.path("a.csv"), O_RDONLY)
        defer { close(descriptor) }
        #expect(flock(descriptor, LOCK_EX) == 0)
        let error = #expect(throws: IngestError.self) {
            try shop.takeIn("a.csv")
        }
        #expect(error?.code == .stillChanging)
        #expect(shop.exists("drop/a.csv"))
    }

    @Test func takesRowsOfAModuleWithoutAKey() throws {
        let module = ModuleDefinition(
            name: "visits", label: "Visits", key: nil,
            fields: [FieldDefinition(key: "day", type: .date), FieldDefinition(key: "kind", type: .choice, choices: ["call", "mail"])])
        let shop = try Workshop(module)
        let drop = try shop.drop("day,kind\n1.2.2026,CALL\n1.2.2026,call\n2.2.2026,fax\n")
        #expect(counts(drop, \.added, \.rejected) == [2, 1])
        #expect(try shop.records() == [["2026-02-01", "call"], ["2026-02-01", "call"]])
    }

    @Test func appliesNothingOfAFileThatIsWrittenToMeanwhile() throws {
        let shop = try Workshop()
        let path = shop.path("a.csv")
        let intake = DropIntake(
            store: shop.store,
            folders: .init(
                archive: shop.folder.file("archive"), rejected: shop.folder.file("rejected"), held: shop.folder.file("held")),
            clock: FixedClock(Workshop.noon), local: { _, _ in Workshop.noon },
            render: { message, _ in
                // The sender goes on writing while the first rejected row is noted.
                guard let file = FileHandle(forWritingAtPath: path) else { return "" }
                file.seekToEndOfFile()
                file.write(Data("C3,late,,,,\n".utf8))
                return message.key.rawValue
            })
        try shop.folder.write(header + "C1,Aino,,,,\nC2,x,nobody,,,\n", to: "drop/a.csv")
        let error = #expect(throws: IngestError.self) { try intake.apply(path, to: shop.target()) }
        #expect(error?.code == .stillChanging)
        #expect(try shop.records().isEmpty)
        #expect(try shop.store.read { try $0.drops.list().isEmpty })
        #expect(shop.exists("drop/a.csv"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: shop.folder.file("rejected")).isEmpty)
        // Once it is finished it is taken in.
        #expect(try shop.takeIn("a.csv").record.counts.added == 2)
    }

    @Test func takesTheSameContentOnceHoweverManyBringIt() throws {
        let shop = try Workshop()
        let rows = (1...2000).map { "C\($0),x,,,,\n" }.joined()
        for name in 0..<6 { try shop.folder.write(header + rows, to: "drop/\(name).csv") }
        let states = Mutex<[DropState]>([])
        DispatchQueue.concurrentPerform(iterations: 6) { index in
            let drop = try? shop.takeIn("\(index).csv")
            states.withLock { if let drop { $0.append(drop.record.state) } }
        }
        #expect(states.withLock { $0.filter { $0 == .applied }.count } == 1)
        #expect(states.withLock { $0.filter { $0 == .duplicate }.count } == 5)
        #expect(try FileManager.default.contentsOfDirectory(atPath: shop.folder.file("drop")).isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: shop.folder.file("archive")).count == 6)
    }

    @Test(.enabled(if: SmallDisk.isPossible)) func asksForRoomBeforeItBegins() throws {
        let shop = try Workshop()
        let disk = try SmallDisk(at: shop.folder.file("small"), kilobytes: 1024)
        defer { disk.unmount() }
        let intake = DropIntake(
            store: shop.store,
            folders: .init(
                archive: shop.folder.file("small/archive"), rejected: shop.folder.file("small/rejected"),
                held: shop.folder.file("small/held")),
            clock: FixedClock(Workshop.noon), local: { _, _ in Workshop.noon }, render: { message, _ in message.key.rawValue })
        try shop.folder.write(header + "C1,Aino,,,,\n", to: "drop/a.csv")
        let error = #expect(throws: IngestError.self) { try intake.apply(shop.path("a.csv"), to: shop.target()) }
        #expect(error?.code == .noSpace)
        #expect(shop.exists("drop/a.csv"))
        #expect(try shop.records().isEmpty)
    }

    @Test func appliesNothingOfAFileThatIsCutShortMeanwhile() throws {
        let shop = try Workshop()
        let path = shop.path("a.csv")
        let intake = DropIntake(
            store: shop.store,
            folders: .init(archive: shop.folder.file("archive"), rejected: shop.folder.file("rejected"), held: shop.folder.file("held")),
            clock: FixedClock(Workshop.noon), local: { _, _ in Workshop.noon },
            render: { message, _ in
                // The sender begins anew while the first rejected row is noted.
                FileHandle(forWritingAtPath: path)?.truncateFile(atOffset: 10)
                return message.key.rawValue
            })
        try shop.folder.write(header + "C1,x,nobody,,,\n" + (0..<60_000).map { "K\($0),n,,,,\n" }.joined(), to: "drop/a.csv")
        let error = #expect(throws: IngestError.self) { try intake.apply(path, to: shop.target()) }
        #expect(error?.code == .stillChanging)
        #expect(try shop.records().isEmpty)
        #expect(shop.exists("drop/a.csv"))
    }

    private func counts(_ drop: AppliedDrop, _ kinds: KeyPath<DropCounts, Int>...) -> [Int] {
        kinds.map { drop.record.counts[keyPath: $0] }
    }
}
