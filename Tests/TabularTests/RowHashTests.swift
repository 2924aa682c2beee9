import Tabular
import Testing

struct RowHashTests {
    /// A block whose records have the fields of `rows`.
    private func block(_ rows: [[String]], plain: Set<Int> = []) -> TextBlock {
        var (bytes, fields, records, isPlain): ([UInt8], [TextField], [TextRecord], Bitmap) = ([], [], [], Bitmap())
        for (line, row) in rows.enumerated() {
            let first = fields.count
            for text in row {
                fields.append(TextField(bytes.count, bytes.count + text.utf8.count))
                bytes += Array(text.utf8)
                isPlain.append(plain.contains(fields.count - 1))
            }
            records.append(TextRecord(line: line + 1, firstField: first, fieldCount: row.count, raw: 0..<0, fault: nil))
        }
        return TextBlock(bytes: bytes, fields: fields, records: records, isPlain: plain.isEmpty ? Bitmap() : isPlain)
    }

    @Test func tellsRowsApartThatDifferInOneCell() {
        let texts = ["", "a", "b", "ab", "ba", "abcdefgh", "abcdefghi", "abcdefgh\0", "0", "\0"]
        let rows = texts.flatMap { first in texts.flatMap { second in texts.map { [first, second, $0] } } }
        let block = block(rows)
        let hashes = { (seed: UInt64) in block.hashes(of: block.records.indices, columns: [0, 1, 2], seed: seed) }
        #expect(Set(hashes(1)).count == rows.count)
        #expect(Set(hashes(1) + hashes(2)).count == 2 * rows.count)
    }

    @Test func looksAtTheWantedColumnsOnly() {
        let left = block([["a", "x", "b"]]).hashes(of: [0], columns: [0, 2], seed: 1)
        #expect(left == block([["a", "y", "b", "more"]]).hashes(of: [0], columns: [0, 2], seed: 1))
        #expect(left != block([["b", "x", "a"]]).hashes(of: [0], columns: [0, 2], seed: 1))
        #expect(left != block([["a", "x", "b"]], plain: [2]).hashes(of: [0], columns: [0, 2], seed: 1))
        #expect(block([["a", "x"]]).hashes(of: [0], columns: [0, 2], seed: 1) == [0])
    }

    @Test func hangsOnNothingAroundTheTexts() {
        // The last text ends where the block does, and again with other bytes behind it.
        for length in 0...70 {
            let text = String(repeating: "x", count: length)
            let alone = block([["a", text]]).hashes(of: [0], columns: [0, 1], seed: 1)
            #expect(alone == block([["a", text, "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"]]).hashes(of: 0..<1, columns: [0, 1], seed: 1))
            #expect(alone == block([["z"], ["a", text], ["b"]]).hashes(of: [1], columns: [0, 1], seed: 1))
        }
    }

    @Test func looksAtEveryByte() {
        let texts = (0..<40).map { place in String(repeating: "x", count: place) + "y" + String(repeating: "x", count: 39 - place) }
        let lengths = (0..<100).map { String(repeating: "\0", count: $0) }
        let block = block((texts + lengths).map { [$0] })
        #expect(Set(block.hashes(of: 0..<140, columns: [0], seed: 1)).count == 140)
    }

    @Test func tellsColumnsApart() {
        let rows = block([["a", "b"], ["b", "a"], ["ab", ""], ["", "ab"], ["a", "a"], ["b", "b"]])
        #expect(Set(rows.hashes(of: 0..<6, columns: [0, 1], seed: 1)).count == 6)
    }
}
