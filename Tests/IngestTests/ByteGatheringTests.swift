import TestSupport
import Testing

@testable import Ingest

struct ByteGatheringTests {
    @Test func copiesPiecesOfEveryLengthFromEveryPlace() {
        let text = Array(UInt8(0)..<120)
        for length in 0...50 {
            let starts = Set([0, 1, 31, 70 - length, 103 - length, 104 - length, 105 - length, 119 - length, 120 - length]).sorted()
            let pieces = starts.map { $0..<($0 + length) }
            let expected = pieces.flatMap { text[$0] }
            let gathered = unsafe [UInt8](unsafeUninitializedCapacity: expected.count + ByteGathering.slack) { memory, count in
                var gathering = unsafe ByteGathering(memory)
                for piece in pieces { unsafe gathering.append(text.span, piece) }
                unsafe count = gathering.count
            }
            #expect(gathered == expected)
        }
    }
}
