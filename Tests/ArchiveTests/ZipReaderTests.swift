import Archive
import Foundation
import TestSupport
import Testing

/// Archives that 7-Zip and Python make, read back.
struct ZipReaderTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: folder.file(name)))) }

    /// Lets Python write `a.zip`; `z` is the open archive.
    private func python(_ body: String) throws -> [UInt8] {
        let script = "import sys, zipfile, os\nz = zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED)\n\(body)\nz.close()"
        _ = try Tool.run(Tool.python, ["-c", script, folder.file("a.zip")])
        return try bytes("a.zip")
    }

    private func contents(_ reader: ZipReader, _ entry: ZipEntry, chunk: Int = 1000) throws -> [UInt8] {
        let stream = try reader.stream(entry)
        var content: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: chunk)
        while true {
            let count = try stream.read(into: &buffer)
            content += buffer[..<count]
            #expect(stream.position == content.count)
            if count < chunk { return content }
        }
    }

    private func code(_ body: () throws -> Void) -> ArchiveReadError.Code? {
        do {
            try body()
            return nil
        } catch {
            return (error as? ArchiveReadError)?.code
        }
    }

    @Test func readsWhatPythonWrote() throws {
        let archive = try python(
            """
            z.writestr('ä/', '')
            z.writestr('ä/nimi €.csv', 'id\\n' * 100000)
            z.writestr('stored', bytes(range(256)) * 500, zipfile.ZIP_STORED)
            z.writestr('empty', '')
            link = zipfile.ZipInfo('link')
            link.create_system, link.external_attr = 3, 0o120777 << 16
            z.writestr(link, '../target')
            """)
        let reader = try ZipReader(MemorySource(archive))
        #expect(reader.entries.map(\.name) == ["ä/", "ä/nimi €.csv", "stored", "empty", "link"])
        #expect(reader.entries.map(\.size) == [0, 300_000, 128_000, 0, 9])
        #expect(reader.entries.map(\.isFolder) == [true, false, false, false, false])
        #expect(reader.entries.map(\.isSymbolicLink) == [false, false, false, false, true])
        #expect(reader.entries.allSatisfy { !$0.isEncrypted })
        #expect(reader.entries[1].compressedSize < 2000 && reader.entries[2].compressedSize == 128_000)
        for chunk in [1, 1000, 100_000, 300_000, 1 << 20] {
            #expect(try contents(reader, reader.entries[1], chunk: chunk) == Array(String(repeating: "id\n", count: 100_000).utf8))
        }
        #expect(try contents(reader, reader.entries[2]) == (0..<128_000).map { UInt8(truncatingIfNeeded: $0) })
        #expect(try contents(reader, reader.entries[3]).isEmpty)
    }

    @Test func readsWhatSevenZipWrote() throws {
        try folder.write("sisältö", to: "in/ä.txt")
        try folder.write(String(repeating: "x", count: 100_000), to: "in/b.txt")
        #expect(try Tool.outcome("7z", ["a", "a.zip", "in"], in: folder.path).status == 0)
        let reader = try ZipReader(MemorySource(try bytes("a.zip")))
        let entry = try #require(reader.entries.first { $0.name == "in/ä.txt" })
        #expect(try contents(reader, entry) == Array("sisältö".utf8))
        #expect(reader.entries.first { $0.name.hasPrefix("in") && $0.isFolder } != nil)
        for method in ["BZip2", "LZMA", "Deflate64"] {
            #expect(try Tool.outcome("7z", ["a", "-mm=\(method)", "\(method).zip", "in/b.txt"], in: folder.path).status == 0)
            let reader = try ZipReader(MemorySource(try bytes("\(method).zip")))
            // What Debian's libzip knows beyond deflate may be read; what it does not know is told.
            var count = 100_000
            let failure = code { count = try contents(reader, reader.entries[0]).count }
            #expect(count == 100_000 && (failure == nil || failure == .unsupportedMethod), "\(method)")
        }
    }

    @Test(arguments: ["AES256", "ZipCrypto"])
    func tellsOfEncryption(method: String) throws {
        try folder.write("salaisuus", to: "a.txt")
        #expect(try Tool.outcome("7z", ["a", "-psala", "-mem=\(method)", "a.zip", "a.txt"], in: folder.path).status == 0)
        let reader = try ZipReader(MemorySource(try bytes("a.zip")))
        #expect(reader.entries.map(\.isEncrypted) == [true])
        #expect(code { _ = try reader.stream(reader.entries[0]) } == .encrypted)
    }

    @Test func guessesCodePage437() throws {
        // Python marks names that are not ASCII as UTF-8, so the bytes of code page 437 are put in afterwards.
        var archive = try python("z.writestr('XYZ.csv', 'a')")
        let name = Array("XYZ.csv".utf8)
        for place in 0..<archive.count - name.count where Array(archive[place..<place + name.count]) == name {
            archive.replaceSubrange(place..<place + 3, with: [0x84, 0x94, 0x86])
        }
        #expect(try ZipReader(MemorySource(archive)).entries.map(\.name) == ["äöå.csv"])
    }

    @Test func readsZip64() throws {
        let archive = try python(
            """
            with z.open(zipfile.ZipInfo('large'), 'w', force_zip64=True) as f: f.write(b'x' * 1000)
            zipfile.ZIP64_LIMIT = 10
            z.writestr('small', 'abcdefghijklmnop')
            """)
        let reader = try ZipReader(MemorySource(archive))
        #expect(reader.entries.map(\.size) == [1000, 16])
        #expect(try contents(reader, reader.entries[0]).count == 1000)
        #expect(try contents(reader, reader.entries[1]) == Array("abcdefghijklmnop".utf8))
    }

    @Test func limitsTheNumberOfEntries() throws {
        let archive = try python("for i in range(70000): z.writestr(str(i), '', zipfile.ZIP_STORED)")
        #expect(code { _ = try ZipReader(MemorySource(archive)) } == .tooManyEntries)
        #expect(code { _ = try ZipReader(MemorySource(archive), entryLimit: 69_999) } == .tooManyEntries)
        #expect(try ZipReader(MemorySource(archive), entryLimit: 70_000).entries.count == 70_000)
        let short = try python("for i in range(100): z.writestr(str(i), '')\nz.comment = b'PK' * 30000")
        #expect(code { _ = try ZipReader(MemorySource(short), entryLimit: 99) } == .tooManyEntries)
        #expect(try ZipReader(MemorySource(short), entryLimit: 100).entries.count == 100)
    }

    @Test func tellsWhatIsNoArchive() throws {
        let archive = try python("z.writestr('a', 'x' * 1000)")
        #expect(code { _ = try ZipReader(MemorySource([])) } == .notAnArchive)
        #expect(code { _ = try ZipReader(MemorySource(Array("id,name\n1,2\n".utf8))) } == .notAnArchive)
        #expect(code { _ = try ZipReader(MemorySource(Array(archive.dropLast(30)))) } == .damaged)
        #expect(code { _ = try ZipReader(MemorySource(Array(archive.prefix(40)))) } == .damaged)
    }

    @Test func noticesEveryChangedByteOfAnEntry() throws {
        let archive = try python("z.writestr('a', ''.join(str(i) for i in range(1000)))")
        let whole = try ZipReader(MemorySource(archive))
        let expected = try contents(whole, whole.entries[0])
        for place in 31..<31 + whole.entries[0].compressedSize {
            var damaged = archive
            damaged[place] ^= 0x10
            let reader = try ZipReader(MemorySource(damaged))
            let failure = code { _ = try contents(reader, reader.entries[0]) }
            #expect(failure == .damaged || failure == .tooManyBytes, "\(place) of \(expected.count)")
        }
    }

    @Test func noticesFalseSizes() throws {
        let archive = try python("z.writestr('a', 'x' * 5000)")
        let directory = try #require((0..<archive.count - 4).last { Array(archive[$0..<$0 + 4]) == [0x50, 0x4B, 1, 2] })
        for size in [100, 4999, 5001, 100_000] {
            var changed = archive
            for (start, offset) in [(0, 22), (directory, 24)] {
                for byte in 0..<4 { changed[start + offset + byte] = UInt8(truncatingIfNeeded: size >> (8 * byte)) }
            }
            let reader = try ZipReader(MemorySource(changed))
            #expect(reader.entries[0].size == size)
            let failure = code { _ = try contents(reader, reader.entries[0]) }
            #expect(failure == .damaged || failure == .tooManyBytes, "\(size)")
        }
    }

    @Test func handsOnWhatTheSourceThrows() throws {
        struct Broken: ByteSource {
            struct Failure: Error {}
            let good: [UInt8]
            var size: Int { good.count }
            func read(at offset: Int, into buffer: inout [UInt8]) throws -> Int { throw Failure() }
        }
        do {
            _ = try ZipReader(Broken(good: try python("z.writestr('a', 'x')")))
            Issue.record("read")
        } catch let error as ArchiveReadError {
            #expect(error.code == .io && error.cause is Broken.Failure)
        }
    }
}
