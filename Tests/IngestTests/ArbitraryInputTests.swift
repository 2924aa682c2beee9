import Foundation
import Ingest
import Model
import Store
import TestSupport
import Testing

/// Whatever bytes come, they become records or rejected rows, all counted, and nothing stops the program.
struct ArbitraryInputTests {
    private let module = ModuleDefinition(
        name: "anything", label: "Anything", key: nil,
        fields: FieldType.allCases.map { FieldDefinition(key: $0.rawValue, type: $0, scale: 2, choices: ["a", "ä"]) })

    private let pieces: [[UInt8]] =
        [
            "1", "0", "-", "+", "−", ".", ",", " ", "\u{A0}", "\u{202F}", "€", "12", "123", "1 234,50", "31.12.2026", "2026-12-31", "T",
            ":", "09:00", "Z",
            "@", "a@b.fi", "kyllä", "EI", "\"", "\"\"", "\n", "\r\n", "\r", ";", ";", ";", ";", "\t", "x", "ä", "漢", "\0", "+358", "(09)",
        ].map { Array($0.utf8) } + [[0xE4], [0x81], [0xC2], [0xE2, 0x80], [0xFF]]

    @Test func countsEveryRow() throws {
        var random = SeededGenerator(seed: 99)
        let shop = try Workshop(module)
        let header = Array((module.fields.map(\.key).joined(separator: ";") + "\n").utf8)
        for round in 0..<150 {
            var text = round % 3 == 0 ? [0xEF, 0xBB, 0xBF] + header : header
            for _ in 0..<400 { text += pieces[Int(random.next() % UInt64(pieces.count))] }
            let counts = try shop.drop(text, as: "\(round).csv").record.counts
            #expect(counts.read == counts.added + counts.rejected)
        }
        #expect(try shop.store.read { try $0.drops.list() }.allSatisfy { $0.state == .applied })
    }

    @Test func takesOneCellOfEveryShape() throws {
        var random = SeededGenerator(seed: 5)
        let shop = try Workshop(module)
        // Cells in the right columns, so that many rows are taken.
        var text = Array((module.fields.map(\.key).joined(separator: ";") + "\n").utf8)
        let valuePieces = pieces.filter {
            !$0.contains(UInt8(ascii: ";")) && !$0.contains(10) && !$0.contains(13) && !$0.contains(34) && $0.first != 9
        }
        for _ in 0..<5000 {
            let column = Int(random.next() % UInt64(module.fields.count))
            text += Array(repeating: UInt8(ascii: ";"), count: column)
            for _ in 0...(random.next() % 3) { text += valuePieces[Int(random.next() % UInt64(valuePieces.count))] }
            text += Array(repeating: UInt8(ascii: ";"), count: module.fields.count - 1 - column) + [10]
        }
        let counts = try shop.drop(text).record.counts
        #expect(counts.read == 5000)
        #expect(counts.added > 500 && counts.rejected > 500)
        #expect(counts.read == counts.added + counts.rejected)
    }
}
