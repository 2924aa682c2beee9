package import Archive
package import XML

/// Why a package could not be written.
package enum OPCError: Error, Hashable, Sendable {
    /// A part's XML could not be made.
    case xml(XMLError)
    /// The archive could not be written.
    case archive(ArchiveError)
}
