internal import Tabular

extension CSVDialect {
    /// The delimiters that files come with, those first that texts and numbers seldom hold by chance.
    private static let knownDelimiters = [UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: ",")]

    /// The dialect whose delimiter cuts the most records of `sample` into as many fields as the first one, the header, has.
    ///
    /// A delimiter that the header lacks is no candidate; between equals, the one that finds more fields in the header is taken,
    /// and a comma where none is found at all (a file of one column).
    package static func detect(in sample: ArraySlice<UInt8>, isWhole: Bool) -> CSVDialect {
        var best = CSVDialect()
        var bestScore = (fitting: 0, fields: 1)
        for delimiter in knownDelimiters {
            let candidate = CSVDialect(delimiter: delimiter)
            let counts = candidate.fieldCounts(of: sample, isWhole: isWhole)
            guard let header = counts.first, header > 1 else { continue }
            let score = (fitting: counts.count { $0 == header } * 1000 / counts.count, fields: header)
            if score > bestScore { (best, bestScore) = (candidate, score) }
        }
        return best
    }

    /// The number of fields of each record of `sample`; 0 for faulty ones.
    private func fieldCounts(of sample: ArraySlice<UInt8>, isWhole: Bool) -> [Int] {
        var reader = CSVReader(dialect: self, recordLimit: sample.count)
        reader.feed(sample)
        var counts: [Int] = []
        do {
            while let block = try reader.next() { counts += block.records.map(\.fieldCount) }
            // A sample that ends inside a file ends inside a record, unless there is no other.
            if isWhole || counts.isEmpty { reader.finish() }
            while let block = try reader.next() { counts += block.records.map(\.fieldCount) }
        } catch {
            return []  // no record is longer than the sample
        }
        return counts
    }
}
