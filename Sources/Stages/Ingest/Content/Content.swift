/// The bytes of a table, wherever they lie: in a file, or packed in one.
protocol Content: Sendable {
    /// A reader at the first byte.
    ///
    /// - Throws: `IngestError`, `DropFailure`.
    func reader() throws -> any ContentReader
}

/// Reads a content from its start to its end.
protocol ContentReader {
    /// Fills `buffer` and gives the number of bytes read: fewer than it holds only at the end.
    ///
    /// - Throws: `IngestError`, `DropFailure`.
    mutating func read(into buffer: inout [UInt8]) throws -> Int
}

extension DroppedFile: Content {
    func reader() -> any ContentReader { FileReader(file: self) }

    private struct FileReader: ContentReader {
        let file: DroppedFile
        var offset = 0

        mutating func read(into buffer: inout [UInt8]) throws -> Int {
            let count = try file.read(at: offset, into: &buffer)
            offset += count
            return count
        }
    }
}
