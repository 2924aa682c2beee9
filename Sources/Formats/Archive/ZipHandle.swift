import CZip
import Cryptography

/// An archive of libzip that is being made, and the encoders that it will read when it is closed.
@safe final class ZipHandle {
    /// What all entries are deflated with, one after another.
    let deflater = Deflater()
    private let path: String
    private var archive: OpaquePointer?
    private var encoders: [EntryEncoder] = []

    init(path: String) throws(ArchiveError) {
        self.path = path
        let file: ReplacingFile
        do { file = try ReplacingFile(path: path) } catch {
            throw ArchiveError(.create, path, reason: error.reason ?? error.operation)
        }
        guard let target = unsafe ArchiveTarget.make(file) else { throw ArchiveError(.create, path, reason: "zip_source_function_create") }
        var error = unsafe zip_error_t()
        unsafe zip_error_init(&error)
        defer { unsafe zip_error_fini(&error) }
        unsafe archive = zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, &error)
        guard unsafe archive == nil else { return }
        unsafe zip_source_free(target)
        throw unsafe ZipHandle.failure(.create, path, &error)
    }

    deinit { discard() }

    func add(_ encoder: EntryEncoder, time: EntryTime) throws(ArchiveError) {
        guard let archive = unsafe archive else { return }
        guard let source = unsafe EntrySource.make(encoder, for: archive) else { throw lastFailure(.entry, encoder.name) }
        let index = unsafe zip_file_add(archive, encoder.name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
        guard index >= 0 else {
            let failure = lastFailure(.entry, encoder.name)
            unsafe zip_source_free(source)
            throw failure
        }
        encoders.append(encoder)
        let entry = zip_uint64_t(index)
        var isSet = unsafe zip_file_set_dostime(archive, entry, time.time, time.date, 0) == 0
        if encoder.isEncrypted { isSet = unsafe isSet && zip_file_set_encryption(archive, entry, zip_uint16_t(ZIP_EM_AES_256), nil) == 0 }
        guard isSet else { throw lastFailure(.entry, encoder.name) }
    }

    func close() throws(ArchiveError) {
        guard let archive = unsafe archive else { return }
        guard unsafe zip_close(archive) == 0 else {
            let failure = encoders.lazy.compactMap(\.failure).first ?? lastFailure(.write, path)
            discard()
            throw failure
        }
        unsafe self.archive = nil
    }

    private func discard() {
        if let archive = unsafe archive { unsafe zip_discard(archive) }
        unsafe archive = nil
    }

    private func lastFailure(_ code: ArchiveError.Code, _ subject: String) -> ArchiveError {
        guard let archive = unsafe archive else { return ArchiveError(code, subject, reason: "") }
        return unsafe ZipHandle.failure(code, subject, zip_get_error(archive))
    }

    private static func failure(_ code: ArchiveError.Code, _ subject: String, _ error: UnsafeMutablePointer<zip_error_t>) -> ArchiveError {
        let isSystem = unsafe zip_error_system_type(error) == ZIP_ET_SYS
        return ArchiveError(
            code, subject, reason: unsafe String(cString: zip_error_strerror(error)),
            systemCode: isSystem ? unsafe zip_error_code_system(error) : nil)
    }
}
