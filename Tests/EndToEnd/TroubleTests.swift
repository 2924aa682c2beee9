import Foundation
import TestSupport
import Testing

/// A workspace in trouble: the built program tells what is wrong, does what it still can, and tells nothing twice.
struct TroubleTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        _ = try run("init", folder.file("w"), "--sample")
        #expect(try run("apply").status == 0)
    }

    private func run(_ arguments: String..., input: String = "") throws -> Program.Result {
        try Program().run(["--language", "en", "--workspace", folder.file("w")] + arguments, in: folder.path, input: input)
    }

    private func drop(_ name: String) throws {
        try FileManager.default.copyItem(atPath: folder.file("w/data/\(name).csv"), toPath: folder.file("w/drop/\(name)/\(name).csv"))
    }

    @Test func aFolderThatCannotBeLookedAtKeepsNeitherOthersNorRuns() throws {
        // A file where the folder should be keeps everyone out, root too.
        try FileManager.default.removeItem(atPath: folder.file("w/drop/customers"))
        try folder.write("", to: "w/drop/customers")
        try drop("purchases")
        let result = try run("once")
        #expect(result.status == 1)
        #expect(result.errors.contains("/w/drop/customers is no folder."))
        #expect(result.output.hasPrefix("purchases.csv: 231 rows read; added 231,"))
        #expect(result.errors.contains("Run 1 "))
    }

    @Test func aFileThatCouldNotBeArchivedIsToldOfOnce() throws {
        // Everything but making a file works there.
        try FileManager.default.removeItem(atPath: folder.file("w/var/archive"))
        try FileManager.default.createSymbolicLink(atPath: folder.file("w/var/archive"), withDestinationPath: "/proc")
        try drop("purchases")
        let first = try run("once")
        #expect(first.status == 1)
        #expect(first.output.hasPrefix("purchases.csv: 231 rows read; added 231,"))
        #expect(first.errors.contains("/w/var/archive/1-purchases.csv cannot be written"))
        let second = try run("ingest", folder.file("w/drop/purchases/purchases.csv"), "--source", "purchases")
        #expect(second.status == 1)
        #expect(second.output == "")
        try FileManager.default.removeItem(atPath: folder.file("w/var/archive"))
        let third = try run("once")
        #expect(third.status == 0)
        #expect(third.output == "purchases.csv: its rows were taken in earlier; now the file has left the watched folder.\n")
    }

    @Test func deliveriesThatATransportMovedAreListedWhereTheyLie() throws {
        struct Delivery: Decodable {
            let id: String
            let state: String
            let path: String
        }
        #expect(try run("password", "set", "viikkoraportti", input: "Salasana-2026\n").status == 0)
        #expect(try run("schedule", "run", "viikkoraportti").status == 0)
        func list() throws -> [Delivery] { try run("deliveries", "list", "--format", "json").json([Delivery].self) }
        let made = try list()
        try #require(made.count == 2)
        for (delivery, place) in zip(made, ["sent", "failed"]) {
            let spool = folder.file("w/var/spool")
            try FileManager.default.moveItem(atPath: "\(spool)/new/\(delivery.id)", toPath: "\(spool)/\(place)/\(delivery.id)")
        }
        let moved = try list()
        #expect(moved.map(\.state) == ["sent", "failed"])
        #expect(moved.allSatisfy { FileManager.default.fileExists(atPath: $0.path + "/delivery.json") })
        #expect(try run("deliveries", "retry", moved[0].id).status == 1)
        #expect(try run("deliveries", "retry", moved[1].id).status == 0)
        #expect(try list().map(\.state) == ["sent", "spooled"])
    }

    @Test func anExportNamesTheFolderThatIsMissing() throws {
        let result = try run("segment", "export", "helsinkilaiset", "--output", folder.file("nowhere/x.csv"))
        #expect(result.status == 1)
        #expect(result.errors.contains("/nowhere. ") && !result.errors.contains("work-"), "\(result.errors)")
    }

    @Test func filesLeftWaitingAreNotNothing() throws {
        let names = ["customers", "purchases"]
        for name in names { try drop(name) }
        let writers = try names.map { try FileHandle(forUpdating: URL(fileURLWithPath: folder.file("w/drop/\($0)/\($0).csv"))) }
        let result = try run("once")
        for writer in writers { try writer.close() }
        #expect(result.status == 0)
        #expect(result.errors.split(separator: "\n").count == 1)
        #expect(result.errors.hasPrefix("ajastin: Files were left waiting"))
    }

    @Test func whatIsNoFileIsToldAndLeftAlone() throws {
        let link = folder.file("w/drop/customers/link.csv")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "/etc/passwd")
        try FileManager.default.createDirectory(atPath: folder.file("w/drop/customers/2026"), withIntermediateDirectories: true)
        try drop("purchases")
        for command in ["once", "check"] {
            let result = try run(command)
            #expect(result.status == 0)
            let lines = (result.output + result.errors).split(separator: "\n").filter { $0.contains("is a symbolic link") }
            #expect(lines.count == 1, "\(command)")
            #expect(lines.allSatisfy { $0.contains("/w/drop/customers/link.csv ") })
        }
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "/etc/passwd")
    }

    @Test func aTypeThatDoesNotFitTheRecordsIsToldInItsFile() throws {
        try drop("customers")
        #expect(try run("once").status == 3)
        let module = try folder.text("w/modules/customers.yaml").replacing(
            "last_name:     {type: text,", with: "last_name:     {type: integer,"
        )
        .replacing("required: true, ", with: "")
        try folder.write(module, to: "w/modules/customers.yaml")
        for command in [["apply"], ["apply", "--dry-run"], ["check"]] {
            let result = try Program().run(["--language", "en", "--workspace", folder.file("w")] + command, in: folder.path)
            #expect(result.status == (command == ["check"] ? 1 : 2))
            #expect((result.output + result.errors).contains("modules/customers.yaml:1:1: The field last_name "), "\(result.errors)")
        }
    }

    @Test func checkTellsWhatIsWrongWithTheKey() throws {
        #expect(try run("password", "set", "viikkoraportti", input: "Salasana-2026\n").status == 0)
        #expect(try run("check").status == 0)
        let key = folder.file("w/var/keys/workspace.key")
        let damage: [(state: String, bytes: Data?, words: String)] = [
            ("missing", nil, "schedules/viikkoraportti.yaml:1:1: The workspace key "),
            ("damaged", Data("abc".utf8), "schedules/viikkoraportti.yaml:1:1: The workspace key "),
            ("another", Data(repeating: 7, count: 32), "schedules/viikkoraportti.yaml:1:1: The password "),
        ]
        for (state, bytes, words) in damage {
            try FileManager.default.removeItem(atPath: key)
            if let bytes {
                #expect(FileManager.default.createFile(atPath: key, contents: bytes, attributes: [.posixPermissions: 0o600]))
            }
            let result = try run("check")
            #expect(result.status == 1, "\(state)")
            #expect(result.output.contains(words), "\(state): \(result.output)")
            if bytes == nil {
                #expect(!FileManager.default.fileExists(atPath: key))
                try folder.write("", to: "w/var/keys/workspace.key")
            }
        }
    }
}
