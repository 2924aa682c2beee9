import CZip

/// An archive of libzip that is being read.
@safe final class ZipInput {
    private let window: SourceWindow
    private let archive: OpaquePointer

    init(_ window: SourceWindow) throws(ArchiveReadError) {
        self.window = window
        guard window.size > 0 else { throw ArchiveReadError(.notAnArchive, reason: "empty") }
        guard let source = unsafe ArchiveInput.make(window) else {
            throw ArchiveReadError(.io, reason: "zip_source_function_create")
        }
        var error = unsafe zip_error_t()
        unsafe zip_error_init(&error)
        defer { unsafe zip_error_fini(&error) }
        guard let archive = unsafe zip_open_from_source(source, ZIP_RDONLY, &error) else {
            let failure = unsafe ZipInput.failure(&error, "", window)
            unsafe zip_source_free(source)
            throw failure
        }
        unsafe self.archive = unsafe archive
    }

    deinit { unsafe zip_discard(archive) }

    func entries() throws(ArchiveReadError) -> [ZipEntry] {
        var entries: [ZipEntry] = []
        for index in 0..<max(0, Int(unsafe zip_get_num_entries(archive, 0))) {
            entries.append(try entry(zip_uint64_t(index)))
        }
        return entries
    }

    private func entry(_ index: zip_uint64_t) throws(ArchiveReadError) -> ZipEntry {
        var status = unsafe zip_stat_t()
        guard let pointer = unsafe zip_get_name(archive, index, 0), unsafe zip_stat_index(archive, index, 0, &status) == 0 else {
            throw unsafe failure(zip_get_error(archive), "")
        }
        let name = unsafe String(cString: pointer)
        let needed = zip_uint64_t(ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE)
        guard unsafe status.valid & needed == needed, let size = unsafe Int(exactly: status.size),
            let compressedSize = unsafe Int(exactly: status.comp_size)
        else { throw ArchiveReadError(.damaged, name, reason: "sizes") }
        var system: zip_uint8_t = 0
        var attributes: zip_uint32_t = 0
        _ = unsafe zip_file_get_external_attributes(archive, index, 0, &system, &attributes)
        let mode = Int32(system) == ZIP_OPSYS_UNIX || system == Self.darwin ? attributes >> 16 & 0xF000 : 0
        return ZipEntry(
            index: Int(index), name: name, size: size, compressedSize: compressedSize,
            isFolder: name.utf8.last == UInt8(ascii: "/") || mode == 0x4000,
            isEncrypted: unsafe status.valid & zip_uint64_t(ZIP_STAT_ENCRYPTION_METHOD) != 0
                && Int32(status.encryption_method) != ZIP_EM_NONE,
            isSymbolicLink: mode == 0xA000)
    }

    /// What APPNOTE 4.4.2 calls OS X, whose attributes are those of Unix.
    private static let darwin: zip_uint8_t = 19

    func open(_ entry: ZipEntry) throws(ArchiveReadError) -> OpaquePointer {
        guard let file = unsafe zip_fopen_index(archive, zip_uint64_t(entry.index), 0) else {
            throw unsafe failure(zip_get_error(archive), entry.name)
        }
        return unsafe file
    }

    func failure(_ error: UnsafeMutablePointer<zip_error_t>, _ subject: String) -> ArchiveReadError {
        unsafe ZipInput.failure(error, subject, window)
    }

    private static func failure(
        _ error: UnsafeMutablePointer<zip_error_t>, _ subject: String, _ window: SourceWindow
    ) -> ArchiveReadError {
        let reason = unsafe String(cString: zip_error_strerror(error))
        if let cause = window.failure { return ArchiveReadError(.io, subject, reason: reason, cause: cause) }
        let code: ArchiveReadError.Code
        switch unsafe zip_error_code_zip(error) {
        // A file that starts as an archive has lost its directory, which stands at the end.
        case ZIP_ER_NOZIP: code = window.startsAsArchive ? .damaged : .notAnArchive
        case ZIP_ER_COMPNOTSUPP, ZIP_ER_ENCRNOTSUPP, ZIP_ER_MULTIDISK, ZIP_ER_OPNOTSUPP: code = .unsupportedMethod
        case ZIP_ER_NOPASSWD, ZIP_ER_WRONGPASSWD: code = .encrypted
        case ZIP_ER_MEMORY, ZIP_ER_OPEN, ZIP_ER_TELL: code = .io
        default: code = .damaged
        }
        return ArchiveReadError(code, subject, reason: reason)
    }
}

extension SourceWindow {
    /// Whether the first bytes are those of an entry of a ZIP archive (APPNOTE 4.3.7).
    var startsAsArchive: Bool {
        var signature: [UInt8] = [0, 0, 0, 0]
        guard seek(to: 0), unsafe signature.withUnsafeMutableBytes({ unsafe read(into: $0) }) == 4 else { return false }
        return signature == [0x50, 0x4B, 3, 4]
    }
}
