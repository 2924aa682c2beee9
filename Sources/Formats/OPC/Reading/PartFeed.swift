import Archive
import XML

/// Reads a part chunk by chunk and lets a handler see what each holds.
package final class PartFeed {
    private let part: String
    private let stream: EntryStream
    private let parser: XMLPushParser
    private var chunk: [UInt8]
    private var isDone = false

    init(_ part: String, _ stream: EntryStream, _ handler: any XMLHandler, chunkSize: Int) throws(OPCReadError) {
        self.part = part
        self.stream = stream
        do { parser = try XMLPushParser(handler) } catch { throw OPCReadError(.io, part: part, reason: error.reason) }
        chunk = Array(repeating: 0, count: chunkSize)
    }

    /// Reads one more chunk.
    ///
    /// - Returns: whether there may be another one.
    /// - Throws: ``OPCReadError``, and what the handler throws.
    package func step() throws -> Bool {
        guard !isDone else { return false }
        do {
            let count = try stream.read(into: &chunk)
            try parser.feed(chunk[..<count])
            isDone = count < chunk.count
            if isDone { try parser.finish() }
        } catch let error as ArchiveReadError {
            throw OPCReadError(error, part: part)
        } catch let error as XMLReadError {
            throw OPCReadError(.damagedPart, part: part, reason: "line \(error.line): \(error.reason)")
        }
        return !isDone
    }
}
