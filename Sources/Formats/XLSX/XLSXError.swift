import Archive
import OPC
import XML

/// Why a workbook could not be written.
public struct XLSXError: Error, Hashable, Sendable {
    /// The kinds of failure that callers tell apart.
    public enum Code: Hashable, Sendable {
        /// A sheet has no columns, or more than the 16,384 that a workbook allows.
        case columnCount
        /// A batch does not have the sheet's columns, or not the same number of cells in each.
        case columnTypes
        /// A part cannot be made: its XML, or its rows deflated.
        case part
        /// The file, or a temporary one beside it, cannot be written: the disk is full, the folder is gone.
        case write
    }

    /// What kind of failure it is.
    public let code: Code
    /// The file or the sheet that it is about.
    public let subject: String
    /// The words of the library or the system, in English.
    public let reason: String
    /// The system's error number, where there is one.
    public let systemCode: Int32?

    private init(_ code: Code, _ subject: String, reason: String, systemCode: Int32? = nil) {
        self.code = code
        self.subject = subject
        self.reason = reason
        self.systemCode = systemCode
    }

    static func columnCount(_ count: Int, sheet: String) -> XLSXError {
        XLSXError(.columnCount, sheet, reason: "\(count)")
    }

    static func columnTypes(sheet: String) -> XLSXError {
        XLSXError(.columnTypes, sheet, reason: "")
    }

    /// A temporary file in `folder` holds less than was written to it.
    static func cutShort(in folder: String) -> XLSXError {
        XLSXError(.write, folder, reason: "cut short")
    }

    init(_ cause: XMLError) {
        self.init(.part, "", reason: cause.operation)
    }

    init(_ cause: ArchiveError) {
        self.init(cause.code == .write ? .write : .part, cause.subject, reason: cause.reason, systemCode: cause.systemCode)
    }

    init(_ cause: OPCError) {
        self.init(cause.code == .write ? .write : .part, cause.subject, reason: cause.reason, systemCode: cause.systemCode)
    }
}
