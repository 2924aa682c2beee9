/// What an entry of an archive holds.
package enum EntryContent: Sendable {
    /// Bytes in memory.
    case memory([UInt8])
    /// The file at a path, read when the archive is closed.
    case file(String)
    /// Data that is deflated already; it is taken over as it is.
    case deflated(DeflatedData)
}

/// How an entry's bytes are kept.
package enum EntryCompression: Hashable, Sendable {
    /// As they are, for what is compressed already.
    case stored
    /// Deflated while the archive is written.
    case deflated
}
