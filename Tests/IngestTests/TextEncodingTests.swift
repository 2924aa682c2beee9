import Foundation
import Model
import TestSupport
import Testing

@testable import Ingest

struct TextEncodingTests {
    @Test func agreesWithTheStandardLibraryOnEveryShortSequence() {
        let interesting: [UInt8] = [
            0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5,
            0xFF,
        ]
        var sequences: [[UInt8]] = [[]]
        for _ in 0..<4 {
            sequences = sequences.flatMap { sequence in interesting.map { sequence + [$0] } }
            for sequence in sequences {
                #expect(isValid([sequence]) == (String(validating: sequence, as: UTF8.self) != nil), "\(sequence)")
            }
            if sequences.count > 20_000 { break }
        }
    }

    @Test func doesNotCareWhereTheChunksEnd() {
        let text = Array("Hämäläinen 12,50 € — 漢字 🎭 end".utf8)
        for cut in 0...text.count { #expect(isValid([Array(text[..<cut]), Array(text[cut...])])) }
        for cut in 1..<text.count where text[cut] & 0xC0 == 0x80 { #expect(!isValid([Array(text[..<cut])])) }
    }

    @Test func checksLongTextsLikeSwift() {
        var random = SeededGenerator(seed: 17)
        var counts = (valid: 0, invalid: 0)
        for _ in 0..<2000 {
            var bytes = [UInt8](repeating: 0x61, count: Int.random(in: 0..<200, using: &random))
            for _ in 0..<Int.random(in: 0..<4, using: &random) {
                let place = Int.random(in: 0...bytes.count, using: &random)
                let inserted: [UInt8] =
                    Int.random(in: 0..<8, using: &random) == 0 ? [UInt8.random(in: 0x80...0xFF, using: &random)] : Array("ä€😀".utf8)
                bytes.insert(contentsOf: inserted, at: place)
            }
            let expected = String(validating: bytes, as: UTF8.self) != nil
            #expect(isValid([bytes]) == expected)
            if expected { counts.valid += 1 } else { counts.invalid += 1 }
        }
        #expect(counts.valid > 200 && counts.invalid > 200)
    }

    /// Blocks full of letters of two and three bytes, which are checked at once, and single bytes that should not be there.
    @Test func checksDenseTextsLikeSwift() {
        var random = SeededGenerator(seed: 23)
        let alphabets = ["aä", "åäöÅÄÖ", "xя", "aß€", "漢字", "aé漢", "ก", "한힣", "\u{800}\u{FFFF}", "ä😀"].map(Array.init)
        var counts = (valid: 0, invalid: 0)
        for _ in 0..<4000 {
            let alphabet = alphabets.randomElement(using: &random) ?? []
            let letters = (0..<Int.random(in: 0..<200, using: &random)).compactMap { _ in alphabet.randomElement(using: &random) }
            var bytes = Array(String(letters).utf8)
            switch Int.random(in: 0..<4, using: &random) {
            case 0 where !bytes.isEmpty: bytes[Int.random(in: bytes.indices, using: &random)] = .random(in: 0x7F...0xFF, using: &random)
            case 1 where !bytes.isEmpty: bytes.remove(at: Int.random(in: bytes.indices, using: &random))
            default: break
            }
            let cut = Int.random(in: 0...bytes.count, using: &random)
            let expected = String(validating: bytes, as: UTF8.self) != nil
            #expect(isValid([Array(bytes[..<cut]), Array(bytes[cut...])]) == expected, "\(bytes)")
            if expected { counts.valid += 1 } else { counts.invalid += 1 }
        }
        #expect(counts.valid > 1000 && counts.invalid > 1000)
    }

    @Test func writesEveryWindowsByteAsItWas() {
        let bytes = Array(UInt8.min ... .max)
        var decoder = SingleByteDecoder(.windows1252)
        var text = [UInt8](repeating: 0, count: bytes.count * 3)
        text.removeLast(text.count - decoder.decode(bytes[...], into: &text))
        #expect(decoder.hasMetUndefined)
        #expect(TextEncoder(.windows1252).encode(text[...]) == bytes)
    }

    @Test(arguments: [TextEncoding.windows1252, .latin9])
    func decodesBlocksLikeSingleBytes(encoding: TextEncoding) {
        var random = SeededGenerator(seed: 11)
        for round in 0..<400 {
            // From text without any letter beyond ASCII to text of nothing else.
            let bytes = (0..<(round + Int.random(in: 0..<64, using: &random))).map { _ in
                let byte = UInt8.random(in: .min ... .max, using: &random)
                return Int.random(in: 0..<400, using: &random) < round ? byte : byte & 0x7F
            }
            var (whole, single) = (SingleByteDecoder(encoding), SingleByteDecoder(encoding))
            var text = [UInt8](repeating: 0, count: bytes.count * 3)
            text.removeLast(text.count - whole.decode(bytes[...], into: &text))
            var expected: [UInt8] = []
            var character: [UInt8] = [0, 0, 0]
            for index in bytes.indices { expected += character[..<single.decode(bytes[index...index], into: &character)] }
            #expect(text == expected)
            #expect(whole.hasMetUndefined == single.hasMetUndefined)
        }
    }

    @Test func readsWindowsTextLikeFoundation() throws {
        let bytes = (UInt8.min ... .max).filter { ![0x81, 0x8D, 0x8F, 0x90, 0x9D].contains($0) }
        var decoder = SingleByteDecoder(.windows1252)
        var text = [UInt8](repeating: 0, count: bytes.count * 3)
        text.removeLast(text.count - decoder.decode(bytes[...], into: &text))
        #expect(!decoder.hasMetUndefined)
        let expected = try #require(String(data: Data(bytes), encoding: .windowsCP1252))
        #expect(String(decoding: text, as: UTF8.self) == expected)
    }

    @Test(
        arguments: [
            ([0xEF, 0xBB, 0xBF, 0x61], TextEncoding.utf8, 3), ([0x61, 0xC3, 0xA4], .utf8, 0), ([0x61, 0xE4], .windows1252, 0),
            ([], .utf8, 0),
            ([0x61, 0xC3], .windows1252, 0),
        ] as [([UInt8], TextEncoding, Int)])
    func decidesByAFixedLadder(bytes: [UInt8], encoding: TextEncoding, mark: Int) throws {
        let survey = try survey(bytes)
        #expect(survey.encoding == encoding)
        #expect(survey.markLength == mark)
        #expect(survey.fitsEncoding)
    }

    @Test func noticesWhatIsNoRowsOfText() throws {
        #expect(try survey([0xFF, 0xFE, 0x61, 0]).encoding == .utf16LittleEndian)
        #expect(try survey([0xEF, 0xBB, 0xBF, 0xE4]).fitsEncoding == false)
        #expect(try survey([0x61, 0]).hasNUL)
    }

    private func survey(_ bytes: [UInt8]) throws -> ContentSurvey {
        let folder = try TemporaryFolder()
        try Data(bytes).write(to: URL(fileURLWithPath: folder.file("a.csv")))
        return try ContentSurvey(DroppedFile(folder.file("a.csv")))
    }

    private func isValid(_ chunks: [[UInt8]]) -> Bool {
        var check = UTF8Check()
        for chunk in chunks { unsafe chunk.withUnsafeBytes { unsafe check.update($0) } }
        return check.isComplete
    }
}
