package import Tabular

/// Hashes of rows by their values, where no text of theirs is at hand.
package enum TestHashes {
    /// Equal for equal rows.
    package static func of(_ batch: Batch) -> [Int64] {
        (0..<batch.rowCount).map { row in
            var hash: UInt64 = 14_695_981_039_346_656_037
            for column in batch.columns {
                let text = column.isNull(row) ? "-" : column.type.isText ? "t" + column.text[row] : "\(column.fixed[row])"
                for byte in (text + "\u{0}").utf8 { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
            }
            return Int64(bitPattern: hash)
        }
    }
}
