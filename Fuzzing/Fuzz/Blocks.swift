import Tabular

/// What a reader found, as texts that can be compared whatever the blocks were.
struct FoundRecord: Equatable {
    let line: Int
    let fields: [ArraySlice<UInt8>]
    let isPlain: [Bool]
    let raw: ArraySlice<UInt8>
    let fault: RecordFault?
}

extension TextBlock {
    /// The records, after a check that all places are in range.
    var found: [FoundRecord] {
        precondition(isPlain.count == 0 || isPlain.count == fields.count)
        precondition(fields.allSatisfy { $0.range.lowerBound <= $0.range.upperBound && $0.range.upperBound <= bytes.count })
        var next = 0
        let found = records.map { record in
            precondition(record.firstField == next && record.firstField + record.fieldCount <= fields.count)
            precondition(record.raw.upperBound <= bytes.count)
            next += record.fieldCount
            let places = record.firstField..<next
            return FoundRecord(
                line: record.line, fields: places.map { bytes[fields[$0].range] },
                isPlain: isPlain.count == 0 ? [] : places.map { isPlain[$0] }, raw: bytes[record.raw], fault: record.fault)
        }
        precondition(next == fields.count)
        return found
    }
}

extension [UInt8] {
    /// This input in chunks whose sizes `seed` decides.
    func chunks(_ seed: UInt8) -> [ArraySlice<UInt8>] {
        var rest = self[...]
        var state = UInt32(seed) &* 2_654_435_761
        var chunks: [ArraySlice<UInt8>] = []
        while !rest.isEmpty {
            state = state &* 1_664_525 &+ 1_013_904_223
            let size = Int(state >> 24) % (1 << (1 + Int(seed) % 8)) + 1
            chunks.append(rest.prefix(size))
            rest = rest.dropFirst(size)
        }
        return chunks
    }
}
