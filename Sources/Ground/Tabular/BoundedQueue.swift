import Foundation

/// A queue between two threads that makes the producer wait when it is full and the consumer when it is empty.
///
/// The producer ends it with ``finish(throwing:)``; a consumer that stops early calls ``cancel()``, after which
/// ``push(_:)`` returns false and the producer stops too. All state is guarded by one condition variable.
public final class BoundedQueue<Element: Sendable>: @unchecked Sendable {
    private let condition = NSCondition()
    private let capacity: Int
    private var elements: [Element] = []
    private var failure: (any Error)?
    private var isFinished = false
    private var isCancelled = false

    /// A queue that holds at most `capacity` elements.
    public init(capacity: Int) {
        self.capacity = max(1, capacity)
    }

    /// Waits for room and adds `element`; false when the consumer has gone and the producer should stop.
    public func push(_ element: Element) -> Bool {
        condition.withLock {
            while elements.count >= capacity, !isCancelled { condition.wait() }
            guard !isCancelled else { return false }
            elements.append(element)
            condition.broadcast()
            return true
        }
    }

    /// Waits for the next element; nil after the last one.
    ///
    /// - Throws: what the producer ended with, once the elements before it have been taken.
    public func pop() throws -> Element? {
        try condition.withLock {
            while elements.isEmpty, !isFinished, !isCancelled { condition.wait() }
            if !elements.isEmpty {
                let first = elements.removeFirst()
                condition.broadcast()
                return first
            }
            if let failure { throw failure }
            return nil
        }
    }

    /// Says that no more elements follow, with the reason when it is a failure.
    public func finish(throwing error: (any Error)? = nil) {
        condition.withLock {
            isFinished = true
            failure = failure ?? error
            condition.broadcast()
        }
    }

    /// Says that no more elements are wanted.
    public func cancel() {
        condition.withLock {
            isCancelled = true
            elements.removeAll()
            condition.broadcast()
        }
    }
}
