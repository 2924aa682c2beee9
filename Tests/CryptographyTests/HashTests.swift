import Cryptography
import Testing

struct HashTests {
    @Test func hashesAsTheStandardSays() {
        // FIPS 180-2, appendix B
        #expect(
            Hexadecimal.encode(SHA256Hasher.hash(Array("abc".utf8))) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(Hexadecimal.encode(SHA256Hasher.hash([])) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    @Test func hashesPiecesLikeTheWhole() {
        let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 * 31) }
        let whole = SHA256Hasher.hash(bytes)
        for cut in stride(from: 0, through: bytes.count, by: 37) {
            var hasher = SHA256Hasher()
            hasher.update(Array(bytes[..<cut]))
            hasher.update(bytes.span.extracting(cut...))
            #expect(hasher.finalize() == whole)
        }
    }

    @Test func authenticatesAsTheStandardSays() throws {
        // RFC 2202, test case 2
        let code = try HMACSHA1(key: Array("Jefe".utf8))
        for part in ["what do ya ", "want for nothing?"] {
            try unsafe Array(part.utf8).withUnsafeBytes { try unsafe code.update($0) }
        }
        #expect(try Hexadecimal.encode(code.finish()) == "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79")
    }

    @Test func derivesKeysAsTheStandardSays() throws {
        // RFC 6070
        let key = try PasswordKey.derive(password: Array("password".utf8), salt: Array("salt".utf8), iterations: 4096, byteCount: 20)
        #expect(Hexadecimal.encode(key) == "4b007901b765489abead49d926f721d065a429c1")
        let cut = try PasswordKey.derive(password: Array("pass\0word".utf8), salt: Array("sa\0lt".utf8), iterations: 4096, byteCount: 16)
        #expect(Hexadecimal.encode(cut) == "56fa6aa75548099dcc37d7f03425e0c3")
    }

    @Test func randomBytesDiffer() throws {
        #expect(try RandomBytes.generate(0).isEmpty)
        #expect(try RandomBytes.generate(32) != RandomBytes.generate(32))
    }
}
