/// Data that is deflated already, in pieces that lie in memory and in files.
package struct DeflatedData: Sendable {
    /// Where the bytes of a piece are.
    package enum Piece: Sendable {
        case memory([UInt8])
        /// `byteCount` bytes of the file at `path`, from `offset` on.
        case file(path: String, offset: Int, byteCount: Int)

        var byteCount: Int {
            switch self {
            case .memory(let bytes): bytes.count
            case .file(_, _, let byteCount): byteCount
            }
        }
    }

    /// The pieces in their order; together one stream of deflated data.
    package var pieces: [Piece]
    /// The check of the data before it was deflated.
    package var crc: CRC32
    /// The number of bytes before they were deflated.
    package var byteCount: Int

    /// The deflated data in `pieces`, which `byteCount` bytes with the check `crc` became.
    package init(pieces: [Piece], crc: CRC32, byteCount: Int) {
        self.pieces = pieces
        self.crc = crc
        self.byteCount = byteCount
    }

    /// The number of bytes of all pieces.
    package var deflatedByteCount: Int { pieces.reduce(0) { $0 + $1.byteCount } }
}
