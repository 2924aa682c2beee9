import Tabular
import Testing

struct RowHashTests {
    @Test func tellsRowsApartThatDifferInOneCell() {
        // Every row of two numbers and two texts, each of a few values or none.
        let numbers: [Int64?] = [nil, 0, 1, -1, .max, .min]
        let texts: [String?] = [nil, "", "a", "b", "ab", "abcdefgh", "abcdefghi"]
        var batch = Batch([.integer, .text, .text, .decimal(scale: 2)])
        for first in numbers {
            for second in texts {
                for third in texts {
                    for fourth in numbers {
                        append(first, to: &batch.columns[0])
                        append(second, to: &batch.columns[1])
                        append(third, to: &batch.columns[2])
                        append(fourth, to: &batch.columns[3])
                        batch.rowCount += 1
                    }
                }
            }
        }
        #expect(Set(batch.rowHashes(seed: 1)).count == batch.rowCount)
        #expect(Set(batch.rowHashes(seed: 1) + batch.rowHashes(seed: 2)).count == 2 * batch.rowCount)
    }

    private func append(_ value: Int64?, to column: inout Column) {
        if let value { column.append(value) } else { column.appendNull() }
    }

    private func append(_ text: String?, to column: inout Column) {
        if let text { column.append(text) } else { column.appendNull() }
    }
}
