internal import CKeeper
internal import Glibc

/// Runs programs that are not ours: with an environment, a folder and limits of their own, in a process group that ends with us.
package enum ChildProcess {
    /// Runs a program to its end, feeding its standard input while its output is taken, both through pipes of bounded size.
    ///
    /// Everything that it started ends with it, and all of it ends when this process does, however that happens.
    ///
    /// - Parameters:
    ///   - input: the next bytes of its standard input; nil at their end. Not asked any more once the program has closed it.
    ///   - output: takes the next bytes of its standard output.
    /// - Throws: ``ProcessError``, and what `input` and `output` throw, after the program has been killed.
    package static func run(
        _ request: ProcessRequest, input: () throws -> [UInt8]?, output: (ArraySlice<UInt8>) throws -> Void,
        check: (() throws -> Void)? = nil
    ) throws -> ProcessOutcome {
        var pipes = try Pipes()
        let keeper = try start(request, &pipes)
        defer {
            pipes.lifeline.close()
            ckeeper_wait(keeper)
        }
        let clock = ContinuousClock()
        let deadline = clock.now + request.timeLimit
        var exchange = Exchange()
        while true {
            let left = milliseconds(until: deadline, clock)
            let timeout = check == nil ? left : left < 0 ? 200 : min(left, 200)
            guard try exchange.turn(pipes: &pipes, timeout: timeout, input, output) else { break }
            try check?()
            if clock.now >= deadline, pipes.lifeline.isOpen {
                // Whoever holds the other end kills; its report and the last of the output still come.
                pipes.lifeline.close()
                pipes.input.close()
                exchange.isOutOfTime = true
            }
        }
        return ProcessOutcome(end: try exchange.end(of: request.program), errors: exchange.errors)
    }

    private static func milliseconds(until deadline: ContinuousClock.Instant, _ clock: ContinuousClock) -> Int32 {
        let left = (deadline - clock.now).components
        guard left.seconds >= 0 else { return -1 }
        return Int32(clamping: left.seconds * 1000 + left.attoseconds / 1_000_000_000_000_000 + 1)
    }

    /// Starts the program and lets go of its ends of the pipes.
    private static func start(_ request: ProcessRequest, _ pipes: inout Pipes) throws(ProcessError) -> pid_t {
        let arguments = CStrings([request.program] + request.arguments)
        let environment = CStrings(request.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
        let code = unsafe request.program.withCString { program in
            unsafe request.folder.withCString { folder in
                var order = unsafe ckeeper_request(
                    program: program, arguments: arguments.pointers, environment: environment.pointers, folder: folder,
                    input: pipes.childInput.raw, output: pipes.childOutput.raw, errors: pipes.childErrors.raw,
                    status: pipes.childStatus.raw, lifeline: pipes.childLifeline.raw, memory: UInt64(request.memoryLimit),
                    seconds: UInt64(request.timeLimit.components.seconds) + 1, file: UInt64(request.fileLimit))
                return unsafe ckeeper_start(&order)
            }
        }
        pipes.closeChildEnds()
        guard code > 0 else { throw ProcessError(subject: request.program, number: -code) }
        return code
    }
}

/// Texts as C wants its lists of them, freed with this.
@safe private final class CStrings {
    let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    private let count: Int

    init(_ texts: [String]) {
        count = texts.count
        unsafe pointers = .allocate(capacity: texts.count + 1)
        unsafe pointers.initialize(repeating: nil, count: texts.count + 1)
        for (index, text) in texts.enumerated() { unsafe pointers[index] = strdup(text) }
    }

    deinit {
        for index in 0..<count { unsafe free(pointers[index]) }
        unsafe pointers.deallocate()
    }
}
