import CSV
import Files
import Foundation
import Tabular

/// A CSV file that is encoded by a thread and written by another, from the second batch on: reading the rows, encoding and writing them go
/// side by side.
final class CSVOutput {
    /// What the threads work on and share; handed over to them, and handed back when they have ended.
    private final class Desk: @unchecked Sendable {
        /// The encoding thread's.
        var writer: CSVWriter
        var buffer: [UInt8]
        /// The writing thread's.
        var file: OutputFile

        let batches = BoundedQueue<Batch>(capacity: 8)
        let buffers = BoundedQueue<[UInt8]>(capacity: 2)
        let done = BoundedQueue<Bool>(capacity: 1)

        private let check: @Sendable (CSVWriter) throws(RenderError) -> Void
        private static let bufferSize = 1 << 20

        init(
            _ writer: CSVWriter, _ file: consuming OutputFile, _ buffer: [UInt8],
            _ check: @escaping @Sendable (CSVWriter) throws(RenderError) -> Void
        ) {
            self.writer = writer
            self.file = file
            self.buffer = buffer
            self.check = check
        }

        func encode() {
            // Whatever happens, nobody is to wait for us.
            defer { batches.cancel() }
            do {
                while let batch = try batches.pop() {
                    writer.append(batch, to: &buffer)
                    try check(writer)
                    guard buffer.count >= Self.bufferSize else { continue }
                    guard buffers.push(buffer) else { return }
                    buffer = []
                    // What the batch that fills it has beyond it does not make it move.
                    buffer.reserveCapacity(Self.bufferSize * 3 / 2)
                }
                _ = buffers.push(buffer)
                buffers.finish()
            } catch {
                buffers.finish(throwing: error)
            }
        }

        func write() {
            defer { buffers.cancel() }
            do {
                while let buffer = try buffers.pop() { try file.write(buffer) }
                try file.sync()
                done.finish()
            } catch {
                done.finish(throwing: error)
            }
        }

        /// Does all by itself, for lists of a single batch or none.
        func write(_ batch: Batch?) throws {
            if let batch { writer.append(batch, to: &buffer) }
            // The headings of a list without rows are looked at too.
            try check(writer)
            try file.write(buffer)
            try file.sync()
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
        desk = Desk(writer, file, start, check)
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
        Thread { desk.encode() }.start()
        Thread { desk.write() }.start()
        try push(earlier)
        try push(batch)
    }

    /// Says that no more batches come.
    func endRows() { desk.batches.finish() }

    /// Waits until all is written and outlasts a power cut; gives the writer with its counts, and the bytes of the file.
    func finish() throws -> (writer: CSVWriter, size: Int) {
        endRows()
        if isRunning { _ = try desk.done.pop() } else { try desk.write(first) }
        return (desk.writer, desk.file.size)
    }

    private func push(_ batch: Batch) throws {
        guard !desk.batches.push(batch) else { return }
        // The thread has given up: it says why.
        _ = try desk.done.pop()
    }
}
