internal import Glibc

extension FolderWatcher {
    /// The events as they come, read by a thread of its own; ending the iteration stops the watcher, and stopping it ends the iteration.
    ///
    /// For one reader; throws ``FilesError``.
    package func events() -> AsyncThrowingStream<WatchEvent, any Error> {
        AsyncThrowingStream { continuation in
            continuation.onTermination = { _ in self.stop() }
            let job = unsafe Unmanaged.passRetained(
                ThreadJob {
                    do {
                        while let event = try self.next() { continuation.yield(event) }
                        continuation.finish()
                    } catch {
                        continuation.finish(throwing: error)
                    }
                })
            var thread = pthread_t()
            let status = unsafe pthread_create(&thread, nil, runThreadJob, job.toOpaque())
            if status == 0 {
                pthread_detach(thread)
            } else {
                unsafe job.release()
                continuation.finish(throwing: FilesError(number: status, path: "pthread"))
            }
        }
    }
}

/// What a new thread is to do.
private final class ThreadJob: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

private func runThreadJob(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument = unsafe argument else { return nil }
    unsafe Unmanaged<ThreadJob>.fromOpaque(argument).takeRetainedValue().body()
    return nil
}
