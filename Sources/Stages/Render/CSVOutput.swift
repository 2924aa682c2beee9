import CSV
import Files
import Foundation
import Tabular

/// A CSV file that a thread of its own encodes and writes, from the second batch on: reading the rows and writing them go side by side.
final class CSVOutput {
    /// What the thread works on; handed over to it, and handed back when it has ended.
    private struct Work: ~Copyable {
        var writer: CSVWriter
        var file: OutputFile
        var buffer: [UInt8]
        let check: @Sendable (CSVWriter) throws(RenderError) -> Void

        private static let flushByteCount = 1 << 20

        mutating func append(_ batch: Batch) throws {
            writer.append(batch, to: &buffer)
            try check(writer)
            if buffer.count >= Self.flushByteCount { try flush() }
        }

        mutating func flush() throws {
            try file.write(buffer)
            buffer.removeAll(keepingCapacity: true)
        }
    }

    /// What is shared with the thread: the work belongs to it while it runs, and to us once it has ended.
    private final class Desk: @unchecked Sendable {
        var work: Work
        let batches = BoundedQueue<Batch>(capacity: 8)
        let done = BoundedQueue<Bool>(capacity: 1)

        init(_ work: consuming Work) { self.work = work }

        func run() {
            do {
                while let batch = try batches.pop() { try work.append(batch) }
                done.finish()
            } catch {
                batches.cancel()
                done.finish(throwing: error)
            }
        }
    }

    private let desk: Desk
    /// The first batch, which needs no thread when it stays the only one.
    private var first: Batch?
    private var isRunning = false

    /// - Parameters:
    ///   - start: what the file starts with.
    ///   - check: throws when what has been written so far must not be.
    init(writer: CSVWriter, file: consuming OutputFile, start: [UInt8], check: @escaping @Sendable (CSVWriter) throws(RenderError) -> Void)
    {
        desk = Desk(Work(writer: writer, file: file, buffer: start, check: check))
    }

    deinit { desk.batches.cancel() }

    func append(_ batch: Batch) throws {
        guard !isRunning, let earlier = first else {
            guard isRunning else {
                first = batch
                return
            }
            return try push(batch)
        }
        first = nil
        isRunning = true
        let desk = desk
        Thread { desk.run() }.start()
        try push(earlier)
        try push(batch)
    }

    /// Waits until all is written and outlasts a power cut; gives the writer with its counts, and the bytes of the file.
    func finish() throws -> (writer: CSVWriter, size: Int) {
        if isRunning {
            desk.batches.finish()
            _ = try desk.done.pop()
        } else if let first {
            try desk.work.append(first)
        }
        try desk.work.flush()
        try desk.work.file.sync()
        return (desk.work.writer, desk.work.file.size)
    }

    private func push(_ batch: Batch) throws {
        guard !desk.batches.push(batch) else { return }
        // The thread has given up: it says why.
        _ = try desk.done.pop()
    }
}
