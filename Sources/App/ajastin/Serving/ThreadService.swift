import Foundation
import ServiceLifecycle

/// Blocking work on a thread of its own, as a service that ends when the program is asked to.
struct ThreadService: Service {
    /// Works until ``stop`` is called.
    let work: @Sendable () -> Void
    /// Asks the work to end; it finishes what it has in hand.
    let stop: @Sendable () -> Void

    func run() async throws {
        await withTaskCancellationHandler {
            await withGracefulShutdownHandler {
                await withCheckedContinuation { continuation in
                    Thread {
                        work()
                        continuation.resume()
                    }
                    .start()
                }
            } onGracefulShutdown: {
                stop()
            }
        } onCancel: {
            stop()
        }
    }
}
