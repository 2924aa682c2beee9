internal import CKeeper
internal import Glibc

/// What passes between us and a program that runs: its input, output, error output, and how it ended.
struct Exchange: ~Copyable {
    /// The last of the error output.
    private(set) var errors: [UInt8] = []
    var isOutOfTime = false
    /// Input that the program has not taken yet, from ``taken`` on.
    private var pending: [UInt8] = []
    private var taken = 0
    /// What the keeper has reported so far.
    private var report: [UInt8] = []
    private var block = [UInt8](repeating: 0, count: 65_536)

    init() {}

    /// Waits until something can be passed on, and does so; false once the keeper has reported and all output has been taken.
    mutating func turn(
        pipes: inout Pipes, timeout: Int32, _ input: () throws -> [UInt8]?, _ output: (ArraySlice<UInt8>) throws -> Void
    ) throws -> Bool {
        // A closed end is -1, which poll passes over.
        var waits = [
            pollfd(fd: pipes.input.raw, events: Int16(POLLOUT), revents: 0),
            pollfd(fd: pipes.output.raw, events: Int16(POLLIN), revents: 0),
            pollfd(fd: pipes.errors.raw, events: Int16(POLLIN), revents: 0),
            pollfd(fd: pipes.status.raw, events: Int16(POLLIN), revents: 0),
        ]
        let count = unsafe poll(&waits, nfds_t(waits.count), timeout)
        guard count > 0 else {
            if count < 0, errno != EINTR { throw ProcessError(subject: "poll", number: errno) }
            return true
        }
        if waits[0].revents != 0 { try feed(&pipes.input, input) }
        if waits[1].revents != 0 { _ = try drain(&pipes.output, output) }
        if waits[2].revents != 0 { _ = drainErrors(&pipes.errors) }
        guard waits[3].revents != 0 else { return true }
        if let bytes = read(&pipes.status) { report += bytes }
        guard !pipes.status.isOpen else { return true }
        // Nobody is left to write: what there is to read is there.
        while try drain(&pipes.output, output) {}
        while drainErrors(&pipes.errors) {}
        return false
    }

    /// Writes what the program takes at once.
    private mutating func feed(_ end: inout PipeEnd, _ input: () throws -> [UInt8]?) throws {
        if taken == pending.count {
            taken = 0
            pending = []
            guard let next = try input() else { return end.close() }
            pending = next
        }
        let written = unsafe pending.withUnsafeBytes { bytes in
            unsafe ckeeper_write(end.raw, bytes.baseAddress.map { unsafe $0 + taken }, bytes.count - taken)
        }
        if written >= 0 {
            taken += written
        } else if written != -Int(EAGAIN) {
            // It wants no more, or is gone: how it ends will tell.
            end.close()
        }
    }

    /// Takes output that is there; false where there is none for now.
    private mutating func drain(_ end: inout PipeEnd, _ output: (ArraySlice<UInt8>) throws -> Void) throws -> Bool {
        guard let bytes = read(&end) else { return false }
        try output(bytes)
        return true
    }

    private mutating func drainErrors(_ end: inout PipeEnd) -> Bool {
        guard let bytes = read(&end) else { return false }
        errors = Array((errors + bytes).suffix(ProcessOutcome.errorLimit))
        return true
    }

    /// What can be read at once; nil where that is nothing.
    ///
    /// Closes `end` once nothing can follow.
    private mutating func read(_ end: inout PipeEnd) -> ArraySlice<UInt8>? {
        guard end.isOpen else { return nil }
        var count: Int
        repeat {
            count = unsafe block.withUnsafeMutableBytes { unsafe Glibc.read(end.raw, $0.baseAddress, $0.count) }
        } while count < 0 && errno == EINTR
        guard count > 0 else {
            if count == 0 || errno != EAGAIN { end.close() }
            return nil
        }
        return block[..<count]
    }

    /// How the program ended.
    ///
    /// - Throws: ``ProcessError`` when it could not be started.
    func end(of program: String) throws(ProcessError) -> ProcessOutcome.End {
        if isOutOfTime { return .outOfTime }
        guard report.count == MemoryLayout<ckeeper_end>.size else { throw ProcessError(subject: program, number: ECHILD) }
        let numbers = [0, 4].map { start in
            (0..<4).reduce(UInt32(0)) { $0 | UInt32(report[start + (Int(1).littleEndian == 1 ? $1 : 3 - $1)]) << UInt32(8 * $1) }
        }
        let value = Int32(bitPattern: numbers[1])
        switch numbers[0] {
        case 1: throw ProcessError(subject: program, number: value)
        case 3: return value == SIGXCPU ? .outOfTime : .signalled(Int(value))
        default: return .exited(Int(value))
        }
    }
}
