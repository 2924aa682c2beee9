import Cryptography
import Testing

struct LittleEndianCounterCipherTests {
    private let key = (0..<32).map { UInt8($0 * 7) }

    private func encrypt(_ bytes: [UInt8], pieces: [Int] = []) throws -> [UInt8] {
        let cipher = try LittleEndianCounterCipher(key: key)
        var output = bytes
        try unsafe output.withUnsafeMutableBytes { buffer in
            var start = 0
            for piece in pieces + [buffer.count - pieces.reduce(0, +)] {
                try unsafe cipher.apply(UnsafeMutableRawBufferPointer(rebasing: buffer[start..<start + piece]))
                start += piece
            }
        }
        return output
    }

    @Test func startsAtOneAndCountsLittleEndian() throws {
        // The key stream's blocks are the counters under AES-256-ECB; the expected bytes are of `openssl enc -aes-256-ecb -nopad`.
        let stream = try encrypt([UInt8](repeating: 0, count: 16 * 257))
        #expect(Hexadecimal.encode(stream[..<16]) == "ef51666bc6d123ec72bc00a6a7c7d62e")
        #expect(Hexadecimal.encode(stream[16..<32]) == "839c99616362ee29c341013b34104539")
        #expect(Hexadecimal.encode(stream[(16 * 256)...]) == "585d705c7be028c58168543f2e008365")
    }

    @Test func piecesMakeTheSameStream() throws {
        let bytes = (0..<70_001).map { UInt8(truncatingIfNeeded: $0 * 13) }
        let whole = try encrypt(bytes)
        #expect(try encrypt(bytes, pieces: [1, 15, 16, 17, 0, 32_768, 63, 64, 65]) == whole)
        #expect(try encrypt(whole) == bytes)
    }

    @Test func refusesKeysOfOtherLengths() {
        #expect(throws: CryptographyError.self) { try LittleEndianCounterCipher(key: [1, 2, 3]) }
    }
}
