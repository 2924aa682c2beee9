import Archive
import Foundation
import TestSupport
import Testing

/// What gzip and Python compress, read back.
struct GzipReaderTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func python(_ expression: String) throws -> [UInt8] {
        let script = "import sys, gzip, io, os\nopen(sys.argv[1], 'wb').write(\(expression))"
        _ = try Tool.run(Tool.python, ["-c", script, folder.file("a.gz")])
        return Array(try Data(contentsOf: URL(fileURLWithPath: folder.file("a.gz"))))
    }

    private func content(_ file: [UInt8], chunk: Int = 1000) throws -> [UInt8] {
        let reader = GzipReader(MemorySource(file))
        var content: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: chunk)
        while true {
            let count = try reader.read(into: &buffer)
            content += buffer[..<count]
            #expect(reader.position == content.count && reader.consumed <= file.count)
            if count < chunk { break }
        }
        #expect(reader.consumed == file.count)
        #expect(try reader.read(into: &buffer) == 0)
        return content
    }

    private func code(_ file: [UInt8], chunk: Int = 1000) -> ArchiveReadError.Code? {
        do {
            _ = try content(file, chunk: chunk)
            return nil
        } catch {
            return (error as? ArchiveReadError)?.code
        }
    }

    @Test func readsWhatGzipWrote() throws {
        var random = SeededGenerator(seed: 1)
        let text = (0..<60_000).map { _ in "\(UInt32.random(in: 0...99_999, using: &random)),Mäkinen\n" }.joined()
        let path = try folder.write(text, to: "a.csv")
        for level in ["-1", "-9"] {
            _ = try Tool.run("gzip", ["-kf", level, path])
            let file = Array(try Data(contentsOf: URL(fileURLWithPath: path + ".gz")))
            for chunk in [7, 1000, 65_536, 10 << 20] { #expect(try content(file, chunk: chunk) == Array(text.utf8)) }
        }
    }

    @Test func joinsMembersAndToleratesPadding() throws {
        let file = try python("gzip.compress(b'one') + gzip.compress(b'') + gzip.compress(b'two' * 100000, 0) + gzip.compress(b'!')")
        let expected = Array(("one" + String(repeating: "two", count: 100_000) + "!").utf8)
        #expect(try content(file) == expected)
        #expect(try content(file + Array(repeating: 0, count: 200_000)) == expected)
        #expect(code(file + [1, 2, 3]) == .damaged)
        #expect(code(file + [0, 0, 1]) == .damaged)
    }

    @Test func readsAllOfTheHeader() throws {
        let body = try python("gzip.compress(b'content')[10:]")
        var header: [UInt8] = [0x1F, 0x8B, 8, 0x1E, 1, 2, 3, 4, 0, 3, 5, 0, 9, 0, 9, 0, 9] + Array("name\0comment\0".utf8)
        var crc = CRC32()
        crc.update(header)
        header += [UInt8(crc.value & 0xFF), UInt8(crc.value >> 8 & 0xFF)]
        #expect(try content(header + body) == Array("content".utf8))
        var damaged = header
        damaged[20] ^= 1
        #expect(code(damaged + body) == .damaged)
        for (place, value, expected) in [
            (0, 0, .notAnArchive), (1, 0, .notAnArchive), (2, 7, .unsupportedMethod), (3, 0x3E, .unsupportedMethod),
        ]
            as [(Int, UInt8, ArchiveReadError.Code)]
        {
            var changed = header
            changed[place] = value
            #expect(code(changed + body) == expected)
        }
    }

    @Test func noticesEveryCut() throws {
        let file = try python("gzip.compress(b''.join(b'%d' % i for i in range(300)))")
        #expect(code([]) == .notAnArchive)
        #expect(code([0x1F]) == .notAnArchive)
        for count in 2..<file.count { #expect(code(Array(file.prefix(count))) == .damaged, "\(count)") }
    }

    @Test func noticesEveryChangedByte() throws {
        let file = try python("gzip.compress(b''.join(b'%d' % i for i in range(300)))")
        let expected = try content(file)
        for place in 10..<file.count {
            for bit in 0..<8 {
                var damaged = file
                damaged[place] ^= 1 << UInt8(bit)
                // The bits between the last block and the check mean nothing.
                let isSame = (try? content(damaged, chunk: 64)) == expected
                #expect(code(damaged, chunk: 64) == .damaged || isSame && place == file.count - 9, "\(place), \(bit)")
            }
        }
    }
}
