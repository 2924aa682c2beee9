import Cryptography
import Testing

struct SealingTests {
    private let key = (0..<32).map { UInt8($0) }
    private let context = Array("schedule/viikkoraportti".utf8)

    @Test(arguments: ["", "a", "salasana1!", String(repeating: "ä", count: 5000)])
    func opensWhatItSealed(text: String) throws {
        let sealed = try Sealing.seal(Array(text.utf8), key: key, context: context)
        #expect(sealed.count == text.utf8.count + 28)
        #expect(try Sealing.open(sealed, key: key, context: context) == Array(text.utf8))
        #expect(try Sealing.seal(Array(text.utf8), key: key, context: context) != sealed)
    }

    @Test func opensWithoutContext() throws {
        let sealed = try Sealing.seal([1, 2, 3], key: key, context: [])
        #expect(try Sealing.open(sealed, key: key, context: []) == [1, 2, 3])
    }

    @Test func refusesEveryChangedByte() throws {
        let sealed = try Sealing.seal(Array("salasana1!".utf8), key: key, context: context)
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 1
            #expect(code { try Sealing.open(changed, key: key, context: context) } == .authentication)
        }
        for count in 0..<sealed.count {
            #expect(code { try Sealing.open(Array(sealed.prefix(count)), key: key, context: context) } == .authentication)
        }
    }

    @Test func refusesAnotherContextOrKey() throws {
        let sealed = try Sealing.seal([1, 2, 3], key: key, context: context)
        #expect(code { try Sealing.open(sealed, key: key, context: context + [0]) } == .authentication)
        #expect(code { try Sealing.open(sealed, key: key.reversed(), context: context) } == .authentication)
        #expect(code { try Sealing.open(sealed, key: [1], context: context) } == .keySize)
        #expect(code { try Sealing.seal([], key: [1], context: context) } == .keySize)
    }

    private func code(_ body: () throws -> [UInt8]) -> CryptographyError.Code? {
        do {
            _ = try body()
            return nil
        } catch {
            return (error as? CryptographyError)?.code
        }
    }
}
