import Cryptography
import Delivery
import Files
import Foundation
import Model
import Tabular
import TestSupport
import Testing

struct SpoolTests {
    private let folder: TemporaryFolder
    private let spool: Spool

    init() throws {
        folder = try TemporaryFolder()
        spool = try Spool(folder.file("spool"))
    }

    private func bundle(_ bytes: [UInt8] = [1, 2, 3], name: String = "lista.zip") throws -> DeliveryEntry.Bundle {
        let path = folder.file("artifact")
        try AtomicFile.write(bytes, to: path)
        return DeliveryEntry.Bundle(path: path, name: name)
    }

    private func entry(_ id: String = "r1-t4-anna", bundle: DeliveryEntry.Bundle?) -> DeliveryEntry {
        DeliveryEntry(
            id: id, run: 41, recipient: Person(address: "anna@tuottaja.example", name: "Anna", language: .en), language: .en,
            sender: "ajastin@teatteri.example", mail: MailText(subject: "Raporttisi: Äänet", body: "Hei\n"), bundle: bundle,
            created: Instant(seconds: 1_795_000_000), expires: Instant(seconds: 1_796_000_000))
    }

    private func names(_ part: String) throws -> [String] { try Folder.names(in: folder.file("spool/" + part)) }

    @Test func entryHoldsTheMailTheBundleAndItsRecord() throws {
        let bundle = try bundle(Array("zip".utf8))
        let record = try spool.prepare(entry(bundle: bundle))
        #expect(try names("tmp") == ["r1-t4-anna"])
        #expect(try names("new").isEmpty)
        #expect(try spool.publish("r1-t4-anna") == .published)
        #expect(try names("tmp").isEmpty)
        let path = try #require(try spool.path(of: "r1-t4-anna"))
        #expect(path == folder.file("spool/new/r1-t4-anna"))
        #expect(try Folder.names(in: path) == ["delivery.json", "lista.zip", "message.eml"])
        #expect(try InputFile.contents(of: path + "/lista.zip") == Array("zip".utf8))
        #expect(record.files.map(\.name) == ["message.eml", "lista.zip"])
        for file in record.files {
            let content = try #require(try InputFile.contents(of: path + "/" + file.name))
            #expect(file.size == content.count)
            #expect(file.sha256 == Hexadecimal.encode(SHA256Hasher.hash(content)))
        }
        let json = try #require(try InputFile.contents(of: path + "/delivery.json"))
        #expect(try DeliveryManifest(json: json) == record)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any])
        #expect(object["recipient"] as? String == "anna@tuottaja.example")
        #expect(object["recipient-name"] as? String == "Anna")
        #expect(object["subject"] as? String == "Raporttisi: Äänet")
        #expect(object["run"] as? Int == 41)
        #expect(object["deliver-as"] as? String == "attachment")
        #expect(object["expiry"] as? String == "2026-11-30T00:53:20Z")
        #expect(object["tries"] as? Int == 0)
    }

    @Test func recordNamesWhatIsMissingToo() throws {
        var notice = entry(bundle: nil)
        notice.run = nil
        notice.expires = nil
        try spool.prepare(notice)
        let json = try #require(try InputFile.contents(of: folder.file("spool/tmp/r1-t4-anna/delivery.json")))
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any])
        #expect(object["run"] is NSNull)
        #expect(object["expiry"] is NSNull)
    }

    @Test func sameEntryHasTheSameBytes() throws {
        let entry = entry(bundle: try bundle())
        let second = try Spool(folder.file("second"))
        #expect(try spool.prepare(entry) == second.prepare(entry))
        for name in ["message.eml", "delivery.json", "lista.zip"] {
            #expect(
                try InputFile.contents(of: folder.file("spool/tmp/r1-t4-anna/" + name))
                    == InputFile.contents(of: folder.file("second/tmp/r1-t4-anna/" + name)))
        }
    }

    @Test func publishingAgainChangesNothing() throws {
        try spool.prepare(entry(bundle: nil))
        #expect(try spool.publish("r1-t4-anna") == .published)
        #expect(try spool.publish("r1-t4-anna") == .alreadyThere)
        for place in ["sent", "failed"] {
            let id = "x-" + place
            try spool.prepare(entry(id, bundle: nil))
            try spool.publish(id)
            try FileManager.default.moveItem(atPath: folder.file("spool/new/" + id), toPath: folder.file("spool/\(place)/" + id))
            #expect(try spool.publish(id) == .alreadyThere)
            #expect(try spool.place(of: id)?.rawValue == place)
        }
        try Folder.remove(folder.file("spool/new/r1-t4-anna"))
        #expect(try spool.publish("r1-t4-anna") == .alreadyTaken)
        #expect(try spool.place(of: "r1-t4-anna") == nil)
        #expect(try names("new").isEmpty)
    }

    @Test func preparingAgainReplacesWhatIsNotPublished() throws {
        try spool.prepare(entry(bundle: try bundle([1])))
        try spool.prepare(entry(bundle: try bundle([2, 3])))
        #expect(try names("tmp") == ["r1-t4-anna"])
        #expect(try InputFile.contents(of: folder.file("spool/tmp/r1-t4-anna/lista.zip")) == [2, 3])
        try spool.publish("r1-t4-anna")
        let record = try spool.prepare(entry(bundle: try bundle([4, 5, 6])))
        #expect(record.files.last?.size == 2)
        #expect(try names("tmp").isEmpty)
    }

    @Test func readersNeverSeeAPart() async throws {
        let bundle = try bundle([UInt8](repeating: 5, count: 50_000))
        let (spool, entries) = (spool, (0..<24).map { entry("e-\($0)", bundle: bundle) })
        let new = folder.file("spool/new")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for entry in entries {
                // Two of each, as when a lease ran out while its holder still worked.
                for _ in 0..<2 {
                    group.addTask {
                        do { try spool.prepare(entry) } catch let error as DeliveryError where error.cause?.code == .alreadyExists {
                            return
                        }
                        try spool.publish(entry.id)
                    }
                }
            }
            group.addTask {
                var seen: Set<String> = []
                while seen.count < entries.count, !Task.isCancelled {
                    for id in try Folder.names(in: new) where seen.insert(id).inserted {
                        let json = try #require(try InputFile.contents(of: "\(new)/\(id)/delivery.json"))
                        let record = try DeliveryManifest(json: json)
                        #expect(record.files.map(\.name) == ["message.eml", "lista.zip"])
                        for file in record.files {
                            let content = try #require(try InputFile.contents(of: "\(new)/\(id)/\(file.name)"))
                            #expect(Hexadecimal.encode(SHA256Hasher.hash(content)) == file.sha256)
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try names("new").count == entries.count)
        #expect(try names("tmp").filter { $0.contains(".") }.isEmpty)
    }

    @Test func startRemovesWhatNobodyRecorded() throws {
        for id in ["kept", "lost"] { try spool.prepare(entry(id, bundle: nil)) }
        try folder.write("half", to: "spool/tmp/r9.123/message.eml")
        try spool.discardUnrecorded(keeping: ["kept"], before: Instant(seconds: 1_000_000_000))
        #expect(try names("tmp").count == 3)
        try spool.discardUnrecorded(keeping: ["kept"], before: Instant(microseconds: .max))
        #expect(try names("tmp") == ["kept"])
    }

    @Test(arguments: ["", "a/b", "..", "a.b", "ä", "a b", String(repeating: "a", count: 65)]) func refusesIdsThatAreNoPlainName(id: String)
        throws
    {
        #expect(throws: DeliveryError.self) { try spool.prepare(entry(id, bundle: nil)) }
        #expect(throws: DeliveryError.self) { try spool.publish(id) }
        #expect(throws: DeliveryError.self) { try spool.path(of: id) }
    }

    @Test(arguments: ["", "a/b", "../x", ".x", "a\nb", "a\\b", "message.eml", "delivery.json", String(repeating: "ä", count: 101)])
    func refusesNamesThatLeadElsewhere(name: String) throws {
        #expect(throws: DeliveryError.self) { try spool.prepare(entry(bundle: try bundle(name: name))) }
        #expect(try names("tmp").isEmpty)
    }

    @Test func missingBundleLeavesNothing() throws {
        let missing = DeliveryEntry.Bundle(path: folder.file("no"), name: "lista.zip")
        let error = #expect(throws: DeliveryError.self) { try spool.prepare(entry(bundle: missing)) }
        #expect(error?.message == Message("delivery.not-found", ["path": .text(folder.file("no"))]))
        #expect(try names("tmp").isEmpty)
    }

    @Test func forbiddenSpoolIsToldAndLeavesNothing() throws {
        try unprivileged {
            let error = #expect(throws: DeliveryError.self) { try spool.prepare(entry(bundle: nil)) }
            #expect(error?.message.key == "delivery.permission-denied")
        }
        #expect(try names("tmp").isEmpty)
    }

    @Test(arguments: [[], ["message.eml"], ["message.eml", "lista.zip"], ["message.eml", "lista.zip", "delivery.json"]])
    func interruptedPreparationIsDoneAgain(done: [String]) throws {
        try Folder.create(folder.file("spool/tmp/r1-t4-anna.77"))
        for name in done { try folder.write("half", to: "spool/tmp/r1-t4-anna.77/" + name) }
        #expect(try spool.publish("r1-t4-anna") == .alreadyTaken)
        try spool.prepare(entry(bundle: try bundle([9])))
        try spool.discardUnrecorded(keeping: ["r1-t4-anna"], before: Instant(microseconds: .max))
        #expect(try spool.publish("r1-t4-anna") == .published)
        #expect(try InputFile.contents(of: folder.file("spool/new/r1-t4-anna/lista.zip")) == [9])
        #expect(try names("tmp").isEmpty)
    }

    @Test func unreadableRecordIsTold() throws {
        try folder.write("{", to: "spool/new/r1-t4-anna/delivery.json")
        let error = #expect(throws: DeliveryError.self) { try spool.prepare(entry(bundle: nil)) }
        #expect(error?.message.key == "delivery.bad-record")
    }

    @Test func unwritableSpoolIsToldAndLeavesNothing() throws {
        try Folder.remove(folder.file("spool/tmp"))
        try folder.write("", to: "spool/tmp")
        let error = #expect(throws: DeliveryError.self) { try spool.prepare(entry(bundle: nil)) }
        #expect(error?.message.key == "delivery.not-a-folder")
    }

    @Test(.enabled(if: SmallDisk.isPossible, "mounting needs the right to")) func fullDiskIsToldAndLeavesNothing() throws {
        let disk = try SmallDisk(at: folder.file("disk"), kilobytes: 256)
        defer { disk.unmount() }
        let small = try Spool(folder.file("disk/spool"))
        let large = try bundle([UInt8](repeating: 7, count: 300_000))
        let error = #expect(throws: DeliveryError.self) { try small.prepare(entry(bundle: large)) }
        #expect(error?.message.key == "delivery.disk-full")
        #expect(try Folder.names(in: folder.file("disk/spool/tmp")).isEmpty)
        try small.prepare(entry(bundle: try bundle()))
        #expect(try small.publish("r1-t4-anna") == .published)
    }
}
