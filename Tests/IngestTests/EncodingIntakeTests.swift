import Foundation
import Model
import Store
import TestSupport
import Testing

@testable import Ingest

/// Files in every encoding, from the drop to the record and back into the file of rejected rows.
struct EncodingIntakeTests {
    private static let text = "customer_id;name;spent\r\nC1;Hämäläinen Åke 🎭;1 234,50\r\nC2;Öberg;liikaa\r\n"

    @Test(
        arguments: [
            (String.Encoding.utf16LittleEndian, [0xFF, 0xFE], TextEncoding.utf16LittleEndian, EncodingEvidence.mark),
            (.utf16BigEndian, [0xFE, 0xFF], .utf16BigEndian, .mark), (.utf16LittleEndian, [], .utf16LittleEndian, .zeros),
            (.utf16BigEndian, [], .utf16BigEndian, .zeros), (.utf8, [0xEF, 0xBB, 0xBF], .utf8, .mark), (.utf8, [], .utf8, .valid),
        ] as [(String.Encoding, [UInt8], TextEncoding, EncodingEvidence)])
    func readsAndWritesBack(encoding: String.Encoding, mark: [UInt8], expected: TextEncoding, evidence: EncodingEvidence) throws {
        let shop = try Workshop()
        let content = mark + (try #require(Self.text.data(using: encoding)))
        let drop = try shop.drop(content)
        #expect(drop.detail?.encoding == expected)
        #expect(drop.detail?.encodingEvidence == evidence)
        #expect(try shop.records() == [["C1", "Hämäläinen Åke 🎭", "-", "-", "123450", "-"]])
        let rejected = "customer_id;name;spent;rivi;syy\r\nC2;Öberg;liikaa;3;ingest.reject.decimal [fi]\r\n"
        #expect(try shop.bytes("rejected/1.csv") == mark + (try #require(rejected.data(using: encoding))))
        #expect(
            String(decoding: DropIntake.text(ofRejects: try shop.bytes("rejected/1.csv"), encoding: expected), as: UTF8.self) == rejected)
    }

    @Test(
        arguments: [
            ([0x80], TextEncoding.windows1252, EncodingEvidence.codePageByte, "€"), ([0xE4], .windows1252, .common, "ä"),
            ([0xA4], .latin9, .latin9Byte, "€"), (Array("Ko".utf8) + [0xB8] + Array("e".utf8), .latin9, .latin9Byte, "Kože"),
            ([0xB4] + Array("ivago".utf8), .latin9, .latin9Byte, "Živago"), ([0x31, 0xBD], .windows1252, .common, "1½"),
            ([0xE4, 0x80, 0x20, 0xA4], .windows1252, .codePageByte, "ä€ ¤"),
        ] as [([UInt8], TextEncoding, EncodingEvidence, String)])
    func tellsTheEncodingsOfOneByteApart(name: [UInt8], expected: TextEncoding, evidence: EncodingEvidence, text: String) throws {
        let shop = try Workshop()
        let drop = try shop.drop(Array("customer_id;name\nC1;".utf8) + name + Array("\n".utf8))
        #expect(drop.detail?.encoding == expected)
        #expect(drop.detail?.encodingEvidence == evidence)
        #expect(try shop.records()[0][1] == text)
    }

    @Test func followsTheSourceWhereItNamesTheEncoding() throws {
        let shop = try Workshop()
        var source = shop.source()
        source.reading.encoding = .latin9
        let drop = try shop.drop(Array("customer_id;name\nC1;".utf8) + [0xE4, 0xA6] + Array("\nC2;".utf8) + [0x80, 0x0A], source: source)
        #expect(drop.detail?.encodingEvidence == .source)
        #expect(try shop.records() == [["C1", "äŠ", "-", "-", "-", "-"]])
        #expect(drop.rejections.map(\.reason.key.rawValue) == ["ingest.reject.strange-byte"])
        // The byte that the encoding lacks comes back as it was.
        #expect(try shop.bytes("rejected/1.csv").contains(0x80))
    }

    @Test func rejectsWhatIsNoUTF16AndWritesItBack() throws {
        let shop = try Workshop()
        let lone: [UInt8] = [0x00, 0xD8]
        let utf16 = { (text: String) in Array(text.data(using: .utf16LittleEndian) ?? Data()) }
        let drop = try shop.drop([0xFF, 0xFE] + utf16("customer_id;name\nC1;a\nC2;") + lone + utf16("\nC3;c\n"))
        #expect(try shop.records().map { $0[0] } == ["C1", "C3"])
        #expect(drop.rejections.map(\.line) == [3])
        let rejects = try shop.bytes("rejected/1.csv")
        #expect(rejects.indices.dropLast().contains { rejects[$0] == lone[0] && rejects[$0 + 1] == lone[1] })
    }

    @Test func keepsTextInOneForm() throws {
        let shop = try Workshop()
        let name = "A\u{30A}ke Ha\u{308}ma\u{308}la\u{308}inen"
        try shop.drop("customer_id,name\nC1,\(name)\n")
        #expect(try Array(shop.records()[0][1].utf8) == Array("Åke Hämäläinen".utf8))
        // The same in the other form is no change.
        let again = try shop.drop("customer_id,name\nC1,Åke Hämäläinen\n", as: "b.csv")
        #expect(again.record.counts.unchanged == 1)
    }

    /// The rows of a large file are read while the whole of it is still being looked at.
    @Test(
        arguments: [
            ([0xE4], TextEncoding.windows1252, "ä", 0), ([0xA4], .latin9, "€", 0), ([0xC3, 0xA4], .utf8, "ä", 0),
            ([0x61, 0x00], .utf8, nil, 1),
        ] as [([UInt8], TextEncoding, String?, Int)])
    func believesTheWholeOfALargeFile(name: [UInt8], encoding: TextEncoding, text: String?, rejected: Int) throws {
        let shop = try Workshop()
        let rows = (10_000..<50_000).map { "C\($0);plain name\n" }.joined()
        let content = Array(("customer_id;name\n" + rows).utf8) + Array("D1;".utf8) + name + Array("\n".utf8)
        let drop = try shop.drop(content)
        #expect(drop.detail?.encoding == encoding)
        #expect(drop.record.counts.rejected == rejected)
        #expect(drop.record.counts.added == 40_001 - rejected)
        if let text { #expect(try shop.records().last?[1] == text) }
        #expect(drop.record.sha256.count == 64)
        // It is known again, and another one of its size is not taken for it.
        #expect(try shop.drop(content, as: "b.csv").record.state == .duplicate)
        let other = Array(String(decoding: content, as: UTF8.self).replacing("plain", with: "plane").utf8)
        if encoding == .utf8 { #expect(try shop.drop(other, as: "c.csv").record.state == .applied) }
    }

    /// A file that is no UTF-8 at its start is read at once, and read again where only its end tells which other encoding it is in.
    @Test(
        arguments: [
            ([0xA4], TextEncoding.latin9, EncodingEvidence.latin9Byte, "€"), ([0x80], .windows1252, .codePageByte, "€"),
            ([0xE4], .windows1252, .common, "ä"),
        ] as [([UInt8], TextEncoding, EncodingEvidence, String)])
    func believesTheEndOfALargeFile(name: [UInt8], encoding: TextEncoding, evidence: EncodingEvidence, text: String) throws {
        let shop = try Workshop()
        let rows = (10_000..<50_000).map { "C\($0);plain name\n" }.joined()
        let start = Array("customer_id;name\nA1;".utf8) + [0xC4] + Array("iti\n".utf8)
        let drop = try shop.drop(start + Array(rows.utf8) + Array("D1;".utf8) + name + Array("\n".utf8))
        #expect(drop.detail?.encoding == encoding && drop.detail?.encodingEvidence == evidence)
        #expect(drop.record.counts.added == 40_002)
        #expect(try shop.records().first?[1] == "Äiti" && shop.records().last?[1] == text)
    }
}
