import Dispatch
import Glibc
import Model
import Synchronization

/// Lets a person stop a command (SIGINT, SIGTERM) so that it can clean up behind itself.
enum Interruption {
    /// Does `work`, which looks now and then whether it is to stop and throws then.
    ///
    /// - Parameter stop: called at once, from another thread, for what would not look in time.
    static func during<Result>(
        stop: @escaping @Sendable () -> Void, _ work: (_ check: @escaping @Sendable () throws -> Void) throws -> Result
    ) throws -> Result {
        let flag = Flag()
        let sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                flag.isSet.store(true, ordering: .relaxed)
                stop()
            }
            source.resume()
            return source
        }
        defer {
            for source in sources { source.cancel() }
            for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
        }
        let interrupted = CommandError("cli.interrupted")
        do {
            return try work { if flag.isSet.load(ordering: .relaxed) { throw interrupted } }
        } catch {
            // Whatever it was in the end, the person knows why.
            throw flag.isSet.load(ordering: .relaxed) ? interrupted : error
        }
    }

    private final class Flag: Sendable {
        let isSet = Atomic(false)
    }
}
