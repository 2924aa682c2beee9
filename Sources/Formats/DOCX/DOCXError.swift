import Archive
import OPC
import XML

/// Why a template could not be read, or a document could not be made of it.
package struct DOCXError: Error, Sendable {
    /// The kinds of failure that callers tell apart.
    package enum Code: Hashable, Sendable {
        /// The bytes are no package, or one without a document of text.
        case notADocument
        /// The document can be read only with a password.
        case encrypted
        /// The document holds macros.
        case macros
        /// A part, or all of them, hold more bytes or elements than the caller allows.
        case tooLarge(limit: Int)
        /// A part is missing, cut short, no well-formed XML, or declares a document type.
        case damagedPart
        /// A part leads to content outside the document that would be fetched when it is opened; ``DOCXError/subject`` is its kind.
        case linkedContent
        /// A batch does not have the columns that were announced, or not the same number of cells in each.
        case columnTypes
        /// The records, or the names of their files, could not be had; ``DOCXError/cause`` says why.
        case records
        /// A part cannot be made.
        case part
        /// The file, or a temporary one beside it, cannot be written: the disk is full, the folder is gone.
        case write
        /// The bytes of the template cannot be read where they lie.
        case io
    }

    /// What kind of failure it is.
    package let code: Code
    /// The part that it is about, such as `word/document.xml`; empty where it is about the whole.
    package let part: String
    /// The file, or what else it is about.
    package let subject: String
    /// The words of a library or the system, in English.
    package let reason: String
    /// The system's error number, where there is one.
    package let systemCode: Int32?
    /// What the caller's own code threw.
    package let cause: (any Error)?

    init(
        _ code: Code, part: String = "", subject: String = "", reason: String = "", systemCode: Int32? = nil, cause: (any Error)? = nil
    ) {
        self.code = code
        self.part = part
        self.subject = subject
        self.reason = reason
        self.systemCode = systemCode
        self.cause = cause
    }

    init(_ cause: ArchiveError) {
        let code: Code = cause.code == .write || cause.code == .create ? .write : .part
        self.init(code, subject: cause.subject, reason: cause.reason, systemCode: cause.systemCode)
    }

    init(_ cause: XMLError) {
        self.init(.part, reason: cause.operation)
    }

    init(_ cause: ArchiveReadError) {
        let code: Code
        switch cause.code {
        case .notAnArchive: code = .notADocument
        case .encrypted: code = .encrypted
        case .io: code = .io
        case .tooManyBytes, .damaged, .unsupportedMethod, .tooManyEntries: code = .damagedPart
        }
        self.init(code, part: cause.subject, reason: cause.reason, cause: cause.cause)
    }

    init(_ cause: OPCReadError) {
        let code: Code
        switch cause.code {
        case .missingPart, .damagedPart: code = .damagedPart
        case .partTooLarge(let limit): code = .tooLarge(limit: limit)
        case .encrypted: code = .encrypted
        case .io: code = .io
        }
        self.init(code, part: cause.part, reason: cause.code == .missingPart ? "missing" : cause.reason, cause: cause.cause)
    }

    /// Runs `body`, which reads, with the errors of the floors below as errors of this one.
    static func reading<Result>(_ part: String = "", _ body: () throws -> Result) throws(DOCXError) -> Result {
        do { return try body() } catch let error as DOCXError {
            throw error
        } catch let error as OPCReadError {
            throw DOCXError(error)
        } catch let error as ArchiveReadError {
            throw DOCXError(error)
        } catch let error as XMLReadError {
            throw DOCXError(error.code == .memory ? .io : .damagedPart, part: part, reason: "line \(error.line): \(error.reason)")
        } catch {
            throw DOCXError(.io, part: part, cause: error)
        }
    }

    /// Runs `body`, which writes, with the errors of the archive as errors of this target.
    static func writing<Result>(_ body: () throws(ArchiveError) -> Result) throws(DOCXError) -> Result {
        do { return try body() } catch { throw DOCXError(error) }
    }
}
