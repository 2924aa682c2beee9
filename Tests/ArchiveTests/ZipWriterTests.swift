import Archive
import Foundation
import TestSupport
import Testing

struct ZipWriterTests {
    private let folder: TemporaryFolder
    private let password = Array("Salasana1!ä".utf8)
    private let time = EntryTime(year: 2026, month: 11, day: 26, hour: 11, minute: 5, second: 42)

    init() throws { folder = try TemporaryFolder() }

    private func text(_ lines: Int) -> [UInt8] {
        Array((0..<lines).map { "\($0);Mäkinen;Äänekoski;\($0 * 7919 % 1000)\n" }.joined().utf8)
    }

    private func deflated(_ bytes: [UInt8]) throws -> DeflatedData {
        let cut = bytes.count / 2
        let first = try Deflater().deflate(Array(bytes[..<cut]), isLast: false)
        let second = try Deflater().deflate(Array(bytes[cut...]), isLast: true)
        try Data([9, 9, 9] + second).write(to: URL(fileURLWithPath: folder.file("piece")))
        var crc = CRC32()
        crc.update(bytes)
        return DeflatedData(
            pieces: [.memory(first), .file(path: folder.file("piece"), offset: 3, byteCount: second.count)],
            crc: crc, byteCount: bytes.count)
    }

    /// One entry of every kind; small and large, empty too.
    private func write(_ name: String, password: [UInt8]?) throws -> (path: String, contents: [String: [UInt8]]) {
        let path = folder.file(name)
        let large = text(40_000)
        let file = try folder.write(String(decoding: large, as: UTF8.self), to: "lista.csv")
        var writer = try ZipWriter(path: path)
        try writer.add("tallennettu.csv", .file(file), compression: .stored, time: time, password: password)
        try writer.add("tiivistetty.csv", .file(file), compression: .deflated, time: time, password: password)
        try writer.add("Äänestäjät – lista.csv", .memory(text(100)), compression: .deflated, time: time, password: password)
        try writer.add("valmis.csv", .deflated(deflated(large)), time: time, password: password)
        try writer.add("tyhjä", .memory([]), compression: .stored, time: time, password: password)
        try writer.add("tyhjä tiivistetty", .memory([]), compression: .deflated, time: time, password: password)
        try writer.add("x", .memory([7]), compression: .stored, time: time, password: password)
        try writer.close()
        return (
            path,
            [
                "tallennettu.csv": large, "tiivistetty.csv": large, "Äänestäjät – lista.csv": text(100), "valmis.csv": large,
                "tyhjä": [], "tyhjä tiivistetty": [], "x": [7],
            ]
        )
    }

    @Test(arguments: [false, true])
    func sevenZipOpensEveryKindOfEntry(isEncrypted: Bool) throws {
        let (path, contents) = try write("a.zip", password: isEncrypted ? password : nil)
        let secret = isEncrypted ? ["-pSalasana1!ä"] : []
        let tested = try ArchiveReader.sevenZip(["t"] + secret + [path])
        #expect(tested.status == 0, "\(tested.output)")
        #expect(tested.output.contains("Everything is Ok") && !tested.output.contains("WARNING"), "\(tested.output)")
        let target = folder.file("out")
        #expect(try ArchiveReader.sevenZip(["x", "-o\(target)"] + secret + [path]).status == 0)
        for (name, bytes) in contents {
            #expect(try Array(Data(contentsOf: URL(fileURLWithPath: "\(target)/\(name)"))) == bytes)
        }
        let listing = try ArchiveReader.sevenZip(["l", "-slt"] + secret + [path]).output
        #expect(listing.contains("2026-11-26 11:05:42"))
        #expect(listing.contains(isEncrypted ? "Method = AES-256 Store" : "Method = Store"))
        #expect(listing.contains(isEncrypted ? "Method = AES-256 Deflate" : "Method = Deflate"))
    }

    @Test(arguments: [false, true])
    func pythonOpensEveryKindOfEntry(isEncrypted: Bool) throws {
        let (path, contents) = try write("a.zip", password: isEncrypted ? password : nil)
        let script = """
            import sys, pyzipper, zlib
            z = pyzipper.AESZipFile(sys.argv[1])
            z.setpassword('Salasana1!ä'.encode())
            for i in z.infolist():
                d = z.read(i)
                crc = zlib.crc32(d)
                noted = i.CRC == (0 if i.flag_bits & 1 else crc)
                print(i.filename, len(d), crc, i.compress_type, i.flag_bits >> 11 & 1, noted, sep='|')
            """
        let outcome = try ArchiveReader.python(script, [path])
        var lines: Set<String> = []
        for (name, bytes) in contents {
            var crc = CRC32()
            crc.update(bytes)
            let isStored = ["tallennettu.csv", "tyhjä", "x"].contains(name)
            let isUTF8 = name.utf8.contains { $0 > 127 }
            lines.insert("\(name)|\(bytes.count)|\(crc.value)|\(isStored ? 0 : 8)|\(isUTF8 ? 1 : 0)|True")
        }
        #expect(Set(outcome.output.split(separator: "\n").map(String.init)) == lines)
    }

    /// The extra field 0x9901 of AE-2: version 2, vendor AE, strength 3 (AES-256), the actual method; and no CRC.
    @Test func headersSayAE2() throws {
        let path = folder.file("a.zip")
        var writer = try ZipWriter(path: path)
        try writer.add("x", .memory(text(3)), compression: .stored, time: time, password: password)
        try writer.add("y", .memory(text(3000)), compression: .deflated, time: time, password: password)
        try writer.close()
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        for method: UInt8 in [0, 8] {
            let field: [UInt8] = [0x01, 0x99, 7, 0, 2, 0, 0x41, 0x45, 3, method, 0]
            let places = bytes.indices.filter { bytes[$0...].starts(with: field) }
            #expect(places.count == 2, "in the local and in the central header")
        }
        let local = bytes.indices.filter { bytes[$0...].starts(with: [0x50, 0x4B, 3, 4]) }
        let central = bytes.indices.filter { bytes[$0...].starts(with: [0x50, 0x4B, 1, 2]) }
        for place in local {
            #expect(bytes[place + 6] & 1 == 1)
            #expect(bytes[(place + 8)..<(place + 10)].elementsEqual([99, 0]))
            #expect(bytes[(place + 14)..<(place + 18)].allSatisfy { $0 == 0 })
        }
        for place in central {
            #expect(bytes[(place + 10)..<(place + 12)].elementsEqual([99, 0]))
            #expect(bytes[(place + 16)..<(place + 20)].allSatisfy { $0 == 0 })
        }
        #expect(local.count == 2 && central.count == 2)
    }

    @Test func wrongPasswordDoesNotOpen() throws {
        let (path, _) = try write("a.zip", password: password)
        #expect(try ArchiveReader.sevenZip(["t", "-psalasana", path]).status != 0)
    }

    @Test func sameEntriesMakeTheSameBytes() throws {
        let first = try write("a.zip", password: nil).path
        let second = try write("b.zip", password: nil).path
        #expect(try Data(contentsOf: URL(fileURLWithPath: first)) == Data(contentsOf: URL(fileURLWithPath: second)))
    }

    @Test func leavesNothingWhenNotClosed() throws {
        do {
            var writer = try ZipWriter(path: folder.file("a.zip"))
            try writer.add("x", .memory([1]), time: time)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test func saysWhatCannotBeWritten() throws {
        #expect(code { try ZipWriter(path: folder.file("missing/a.zip")).close() } == nil, "an archive without entries is no file")
        let write = { (name: String, path: String) in
            var writer = try ZipWriter(path: folder.file(path))
            try writer.add(name, .file(folder.file(name)), time: time)
            try writer.close()
        }
        #expect(code { try write("not there", "a.zip") } == .read)
        try folder.write("text", to: "there")
        #expect(code { try write("there", "missing/a.zip") } == .write)
        #expect(
            code {
                var writer = try ZipWriter(path: folder.file("a.zip"))
                try writer.add("x", .memory([1]), time: time)
                try writer.add("x", .memory([1]), time: time)
            } == .entry)
        try FileManager.default.createDirectory(atPath: folder.file("a.zip"), withIntermediateDirectories: false)
        #expect(code { try write("there", "a.zip") } != nil)
    }

    @Test func tellsOfAFileThatVanishes() throws {
        let file = try folder.write("text", to: "x")
        var writer = try ZipWriter(path: folder.file("a.zip"))
        try writer.add("x", .file(file), time: time)
        try FileManager.default.removeItem(atPath: file)
        var failure: ArchiveError?
        do { try writer.close() } catch { failure = error }
        #expect(failure?.code == .read && failure?.subject == file && failure?.systemCode == ENOENT)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    private func code(_ body: () throws -> Void) -> ArchiveError.Code? {
        do {
            try body()
            return nil
        } catch {
            return (error as? ArchiveError)?.code
        }
    }
}
