package import OPC
package import XML

/// Why a workbook could not be written.
package enum XLSXError: Error, Sendable {
    /// A sheet has no columns, or more than the 16,384 that a workbook allows.
    case columnCount(Int)
    /// A batch does not have the sheet's columns.
    case columnTypes
    /// A part's XML could not be made.
    case xml(XMLError)
    /// Rows could not be deflated; the cause is of `Archive`.
    case rows(any Error)
    /// A temporary file beside the workbook could not be written; the system's error number.
    case temporaryFile(path: String, systemCode: Int32)
    /// The workbook could not be written.
    case package(OPCError)
}
