import Files
import Foundation
import TestSupport
import Testing

struct FileLockTests {
    @Test func keepsOthersOutUntilItIsLetGo() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("lock")
        do {
            guard let lock = try FileLock(path) else {
                Issue.record("the lock is free")
                return
            }
            #expect(try FileLock(path) == nil)
            _ = consume lock
        }
        #expect(try FileLock(path) != nil)
    }

    @Test func isOnTheFileThatBearsTheName() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("lock")
        guard let lock = try FileLock(path) else {
            Issue.record("the lock is free")
            return
        }
        try FileManager.default.removeItem(atPath: path)
        #expect(try FileLock(path) != nil)
        #expect(FileManager.default.fileExists(atPath: path))
        _ = consume lock
    }
}
