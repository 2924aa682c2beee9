import Files
import Foundation
import TestSupport
import Testing

struct OpenFileTests {
    @Test func tellsWhetherSomebodyWrites() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("a", to: "file")
        #expect(OpenFile.isBeingWritten(path) == false)
        let reader = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        #expect(OpenFile.isBeingWritten(path) == false)
        let writer = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        #expect(OpenFile.isBeingWritten(path) == true)
        try writer.close()
        #expect(OpenFile.isBeingWritten(path) == false)
        try reader.close()
        #expect(OpenFile.isBeingWritten(folder.file("missing")) == false)
    }

    @Test func aWriterThatComesAtThatMomentEndsNobody() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("a", to: "file")
        let thread = Thread {
            for _ in 0..<2000 {
                guard let writer = try? FileHandle(forWritingTo: URL(fileURLWithPath: path)) else { continue }
                try? writer.close()
            }
        }
        thread.start()
        while !thread.isFinished { _ = OpenFile.isBeingWritten(path) }
    }
}
