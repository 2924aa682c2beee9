import Archive
import Tabular

/// Rows of a batch that are to be encoded.
struct RowBlock: Sendable {
    let batch: Batch
    let rows: Range<Int>
    /// The number in the sheet of the first of the rows, or of a summary before it.
    let firstNumber: Int
    /// Rows between them, in their order; each says after how many rows of the batch it comes.
    var summaries: [PlacedSummary] = []

    /// The same with these rows behind all others.
    func followed(by more: [PlacedSummary]) -> RowBlock {
        var block = self
        for var summary in more {
            summary.row.after = rows.upperBound
            block.summaries.append(summary)
        }
        return block
    }
}

/// Rows as deflated XML.
struct EncodedBlock: Sendable {
    let deflated: [UInt8]
    let crc: CRC32
    /// The bytes of the XML.
    let byteCount: Int
    let tally: RowTally
}

/// Encodes and deflates blocks of rows, one after another.
final class BlockEncoder {
    private let encoder: RowEncoder
    private let deflater = Deflater()
    private let xml = ByteBuffer(capacity: 1 << 20)
    private let deflated = ByteBuffer(capacity: 1 << 18)

    init(_ layout: RowLayout) {
        encoder = RowEncoder(layout)
    }

    func encode(_ block: RowBlock) throws(XLSXError) -> EncodedBlock {
        var crc = CRC32()
        var byteCount = 0
        deflated.count = 0
        xml.count = 0
        let handOn = { () throws(XLSXError) in
            unsafe crc.update(UnsafeRawBufferPointer(self.xml.bytes))
            byteCount += self.xml.count
            do throws(ArchiveError) {
                try unsafe self.deflater.deflate(UnsafeRawBufferPointer(self.xml.bytes), isLast: false, into: self.deflated)
            } catch {
                throw XLSXError(error)
            }
            self.xml.count = 0
        }
        let tally = try encoder.encode(block, into: xml, handOn: handOn)
        try handOn()
        return EncodedBlock(deflated: deflated.copy(), crc: crc, byteCount: byteCount, tally: tally)
    }
}
