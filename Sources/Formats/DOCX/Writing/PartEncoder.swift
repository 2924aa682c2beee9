import Archive

/// Deflates whole parts that are in memory.
struct PartEncoder {
    let deflater = Deflater()

    func data(_ bytes: [UInt8]) throws(DOCXError) -> DeflatedData {
        var crc = CRC32()
        crc.update(bytes)
        let block = try DOCXError.writing { () throws(ArchiveError) in try deflater.deflate(bytes, isLast: true) }
        return DeflatedData(pieces: [.memory(block)], crc: crc, byteCount: bytes.count)
    }
}
