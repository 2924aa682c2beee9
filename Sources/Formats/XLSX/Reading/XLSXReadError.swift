import OPC

/// Why a workbook could not be read.
public struct XLSXReadError: Error, Sendable {
    /// The kinds of failure that callers tell apart.
    public enum Code: Hashable, Sendable {
        /// The archive holds no workbook of this kind.
        case notAWorkbook
        /// There is no sheet of the wanted name; these are the names that there are.
        case noSuchSheet(names: [String])
        /// A part is missing, is no well-formed XML, is cut short, or says what cannot be.
        case damagedPart
        /// A part would inflate to more bytes than the caller allows.
        case partTooLarge(limit: Int)
        /// A stretch of rows holds more text than can be kept at once.
        case tooMuchText
        /// The workbook can be read only with a password.
        case encrypted
        /// A temporary file cannot be made or read.
        case temporaryFile
        /// The bytes cannot be read where they lie.
        case io
    }

    /// What kind of failure it is.
    public let code: Code
    /// The part that it is about, such as `xl/workbook.xml`, or the wanted sheet.
    public let subject: String
    /// What is wrong, in English.
    public let reason: String
    /// What the source of the bytes threw.
    public let cause: (any Error)?

    init(_ code: Code, _ subject: String, reason: String = "", cause: (any Error)? = nil) {
        self.code = code
        self.subject = subject
        self.reason = reason
        self.cause = cause
    }

    init(_ error: OPCReadError) {
        let code: Code
        switch error.code {
        case .missingPart, .damagedPart: code = .damagedPart
        case .partTooLarge(let limit): code = .partTooLarge(limit: limit)
        case .encrypted: code = .encrypted
        case .io: code = .io
        }
        self.init(code, error.part, reason: error.code == .missingPart ? "missing" : error.reason, cause: error.cause)
    }

    /// Runs `body`, with the errors of the floor below as errors of this one.
    static func mapping<Result>(_ body: () throws -> Result) throws -> Result {
        do { return try body() } catch let error as OPCReadError {
            throw XLSXReadError(error)
        } catch let error as XLSXError {
            throw XLSXReadError(.temporaryFile, error.subject, reason: error.reason)
        }
    }
}
