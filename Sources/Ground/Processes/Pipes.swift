internal import CKeeper
internal import Glibc

/// A descriptor of ours; closed when it is let go of.
struct PipeEnd: ~Copyable {
    private(set) var raw: Int32

    init(_ raw: Int32) { self.raw = raw }

    var isOpen: Bool { raw >= 0 }

    mutating func close() {
        if raw >= 0 { _ = Glibc.close(raw) }
        raw = -1
    }

    /// Makes reads and writes return at once.
    func makeNonBlocking() { _ = fcntl(raw, F_SETFL, fcntl(raw, F_GETFL) | O_NONBLOCK) }

    deinit { if raw >= 0 { _ = Glibc.close(raw) } }
}

/// Both ends of everything that ties a program to us; none of ours reaches another program.
struct Pipes: ~Copyable {
    var input = PipeEnd(-1)
    var output = PipeEnd(-1)
    var errors = PipeEnd(-1)
    var status = PipeEnd(-1)
    var lifeline = PipeEnd(-1)
    private(set) var childInput = PipeEnd(-1)
    private(set) var childOutput = PipeEnd(-1)
    private(set) var childErrors = PipeEnd(-1)
    private(set) var childStatus = PipeEnd(-1)
    private(set) var childLifeline = PipeEnd(-1)

    init() throws(ProcessError) {
        try Pipes.connect(&childInput, &input)
        try Pipes.connect(&output, &childOutput)
        try Pipes.connect(&errors, &childErrors)
        try Pipes.connect(&status, &childStatus)
        try Pipes.connect(&childLifeline, &lifeline)
        input.makeNonBlocking()
        output.makeNonBlocking()
        errors.makeNonBlocking()
        status.makeNonBlocking()
    }

    private static func connect(_ reading: inout PipeEnd, _ writing: inout PipeEnd) throws(ProcessError) {
        var ends: [Int32] = [-1, -1]
        let number = unsafe ckeeper_pipe(&ends)
        guard number == 0 else { throw ProcessError(subject: "pipe", number: number) }
        reading = PipeEnd(ends[0])
        writing = PipeEnd(ends[1])
    }

    mutating func closeChildEnds() {
        childInput.close()
        childOutput.close()
        childErrors.close()
        childStatus.close()
        childLifeline.close()
    }
}
