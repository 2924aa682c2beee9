import Archive
import Foundation
import TestSupport
import Testing

struct DeflaterTests {
    private func bytes(_ count: Int, seed: UInt64) -> [UInt8] {
        var state = seed
        return (0..<count).map { index in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return index % 3 == 0 ? UInt8(truncatingIfNeeded: state >> 60) : 97
        }
    }

    @Test func checksLikeZip() {
        var crc = CRC32()
        crc.update(Array("123456789".utf8))
        #expect(crc.value == 0xCBF4_3926)
    }

    @Test func joinsChecksOfPieces() {
        let whole = bytes(5000, seed: 1)
        var expected = CRC32()
        expected.update(whole)
        for cut in [0, 1, 2, 255, 256, 4095, 4999, 5000] {
            var first = CRC32()
            var second = CRC32()
            first.update(Array(whole[..<cut]))
            second.update(Array(whole[cut...]))
            first.append(second, byteCount: whole.count - cut)
            #expect(first == expected)
        }
    }

    @Test(arguments: [1, 7, 64])
    func blocksOfSeveralDeflatersMakeOneStream(blockCount: Int) throws {
        let deflaters = [Deflater(), Deflater()]
        var output: [UInt8] = []
        var input: [UInt8] = []
        for index in 0..<blockCount {
            let block = index % 5 == 3 ? [] : bytes(index * 1777, seed: UInt64(index))
            input += block
            output += try deflaters[index % 2].deflate(block, isLast: false)
        }
        output += try deflaters[0].deflate([], isLast: true)
        let folder = try TemporaryFolder()
        try Data(output).write(to: URL(fileURLWithPath: folder.file("deflated")))
        try Data(input).write(to: URL(fileURLWithPath: folder.file("input")))
        let script = """
            import sys, zlib
            z = zlib.decompressobj(-15)
            print(z.decompress(open(sys.argv[1], 'rb').read()) == open(sys.argv[2], 'rb').read(), z.eof, z.unused_data)
            """
        let outcome = try ArchiveReader.python(script, [folder.file("deflated"), folder.file("input")])
        #expect(outcome.output == "True True b''\n")
    }

    @Test func deflatesWhatCannotBecomeSmaller() throws {
        var generator = SystemRandomNumberGenerator()
        let noise = (0..<300_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
        #expect(try Deflater().deflate(noise, isLast: true).count < noise.count + noise.count / 100)
    }
}
