import Foundation
import Model
import Packaging
import TestSupport
import Testing

struct WorkspaceKeyTests {
    @Test func opensOnlyWhatItSealedForTheSameSchedule() throws {
        let folder = try TemporaryFolder()
        let key = try WorkspaceKey(in: folder.file("keys"))
        let sealed = try key.seal(Secret("Salasana-1"), for: "weekly")
        #expect(!String(decoding: sealed, as: UTF8.self).contains("Salasana"))
        #expect(try WorkspaceKey(in: folder.file("keys")).open(sealed, for: "weekly") == Secret("Salasana-1"))
        #expect(throws: PackagingError.self) { try key.open(sealed, for: "daily") }
        #expect(throws: PackagingError.self) { try WorkspaceKey(in: folder.file("other")).open(sealed, for: "weekly") }
        var damaged = sealed
        damaged[damaged.count - 1] ^= 1
        #expect(throws: PackagingError.self) { try key.open(damaged, for: "weekly") }
    }

    @Test func isReadableByItsOwnerAlone() throws {
        let folder = try TemporaryFolder()
        _ = try WorkspaceKey(in: folder.file("keys"))
        let file = try FileManager.default.attributesOfItem(atPath: folder.file("keys/workspace.key"))
        #expect(file[.posixPermissions] as? Int == 0o600)
        #expect(file[.size] as? Int == 32)
        #expect(try FileManager.default.attributesOfItem(atPath: folder.file("keys"))[.posixPermissions] as? Int == 0o700)
    }

    @Test func aDamagedKeyIsToldAndNotReplaced() throws {
        let folder = try TemporaryFolder()
        try folder.write("short", to: "keys/workspace.key")
        #expect(throws: PackagingError(Message("packaging.key-damaged", ["file": .text(folder.file("keys/workspace.key"))]))) {
            try WorkspaceKey(in: folder.file("keys"))
        }
        #expect(try String(contentsOfFile: folder.file("keys/workspace.key"), encoding: .utf8) == "short")
    }
}
