import ArgumentParser
import CMalloc
import Foundation
import Model

/// Where the program begins and ends.
@main
enum Program {
    /// On the main thread, where commands may block; only `serve` hands work to the cooperative pool.
    @MainActor
    static func main() async {
        keepMemory()
        var status = ExitStatus.failed
        do {
            var command = try Ajastin.parseAsRoot(Invocation.current.arguments)
            switch command {
            case let command as any WorkingCommand: status = try command.perform()
            case let command as ServeCommand: status = try await command.serve()
            default:
                try command.run()
                status = .done
            }
        } catch {
            status = Failure.tell(error)
        }
        // Results that could not be written are not done.
        exit((Console.finishResults() ? status : Failure.tell(CommandError("cli.output"))).rawValue)
    }
}

extension Program {
    /// Has the blocks in which data travels, some megabytes each, come from memory that was used before.
    ///
    /// By itself glibc gives such a block back to the kernel when it is freed, and the next one is cleared page by page (mallopt(3)).
    private static func keepMemory() {
        mallopt(M_MMAP_THRESHOLD, 8 << 20)
        mallopt(M_TRIM_THRESHOLD, 16 << 20)
    }
}

/// How a command ended (product.md section 5).
enum ExitStatus: Int32, Error {
    case done = 0
    case failed = 1
    /// Wrong usage, or definitions with errors.
    case usage = 2
    case doneWithRejects = 3

    /// Which of several ends tells most: a failure before rejected rows, and these before all being well.
    var gravity: Int {
        switch self {
        case .done: 0
        case .doneWithRejects: 1
        case .failed, .usage: 2
        }
    }
}

/// A command that does its work at once, on the thread that it is called on.
protocol WorkingCommand: ParsableCommand {
    /// Does the work and says how it ended.
    ///
    /// - Throws: what is told to the person by ``Failure``.
    func perform() throws -> ExitStatus
}
