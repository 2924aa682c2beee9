import CZip

/// An ``EntryEncoder`` in the shape of a source of libzip: libzip asks, the encoder answers.
///
/// To libzip every entry is finished data. It asks for a source's facts before and after it has read it, writes the header anew
/// with those of the second time, and would compute the check of stored data by itself, of the ciphertext where that is what it
/// reads; so the method is given as deflated the first time, whatever it is.
@safe enum EntrySource {
    /// A source of libzip that keeps `encoder` alive until libzip frees it.
    static func make(_ encoder: EntryEncoder, for archive: OpaquePointer) -> OpaquePointer? {
        let retained = unsafe Unmanaged.passRetained(encoder)
        guard let source = unsafe zip_source_function(archive, callback, retained.toOpaque()) else {
            unsafe retained.release()
            return nil
        }
        return unsafe source
    }

    private static let callback: zip_source_callback = { state, data, length, command in
        guard let state = unsafe state else { return -1 }
        let reference = unsafe Unmanaged<EntryEncoder>.fromOpaque(state)
        if command == ZIP_SOURCE_FREE {
            unsafe reference.release()
            return 0
        }
        return unsafe answer(reference.takeUnretainedValue(), command, data, length)
    }

    private static func answer(
        _ encoder: EntryEncoder, _ command: zip_source_cmd_t, _ data: UnsafeMutableRawPointer?, _ length: zip_uint64_t
    ) -> zip_int64_t {
        switch command {
        case ZIP_SOURCE_OPEN:
            return encoder.open() ? 0 : -1
        case ZIP_SOURCE_READ:
            return unsafe encoder.read(into: UnsafeMutableRawBufferPointer(start: data, count: Int(length))).map(zip_int64_t.init) ?? -1
        case ZIP_SOURCE_CLOSE:
            encoder.close()
            return 0
        case ZIP_SOURCE_STAT:
            guard let status = unsafe data?.assumingMemoryBound(to: zip_stat_t.self) else { return -1 }
            unsafe describe(encoder, status)
            return unsafe zip_int64_t(MemoryLayout<zip_stat_t>.size)
        case ZIP_SOURCE_ERROR:
            guard let codes = unsafe data?.assumingMemoryBound(to: Int32.self) else { return -1 }
            unsafe codes[0] = ZIP_ER_READ
            unsafe codes[1] = encoder.failure?.systemCode ?? 0
            return zip_int64_t(2 * MemoryLayout<Int32>.size)
        case ZIP_SOURCE_SUPPORTS:
            let commands = [ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE]
            return commands.reduce(0) { $0 | 1 << zip_int64_t($1.rawValue) }
        default:
            return -1
        }
    }

    private static func describe(_ encoder: EntryEncoder, _ status: UnsafeMutablePointer<zip_stat_t>) {
        unsafe zip_stat_init(status)
        var valid = ZIP_STAT_SIZE | ZIP_STAT_CRC | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD
        unsafe status.pointee.size = zip_uint64_t(encoder.contentByteCount)
        unsafe status.pointee.crc = encoder.notedCRC
        unsafe status.pointee.comp_method = zip_uint16_t(encoder.isFinished && !encoder.isDeflated ? ZIP_CM_STORE : ZIP_CM_DEFLATE)
        unsafe status.pointee.encryption_method = zip_uint16_t(encoder.isEncrypted ? ZIP_EM_AES_256 : ZIP_EM_NONE)
        if let planned = encoder.plannedByteCount {
            valid |= ZIP_STAT_COMP_SIZE
            unsafe status.pointee.comp_size = zip_uint64_t(planned)
        }
        unsafe status.pointee.valid = zip_uint64_t(valid)
    }
}
