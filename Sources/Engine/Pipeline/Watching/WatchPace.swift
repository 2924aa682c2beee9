/// How often the folders are looked at.
package struct WatchPace: Sendable {
    /// How often everything is scanned, for events that the system swallowed.
    package var scan = Duration.seconds(120)
    /// How often folders are scanned whose events are not told.
    package var poll = Duration.seconds(3)
    /// How soon folders are scanned again after one came or went in them, so that many at a time are seen in one look.
    package var settling = Duration.milliseconds(200)
    /// How soon a new name is looked at that nobody has closed: a second name of a file, a link.
    package var appearance = Duration.seconds(1)
    /// When files are looked at again that were still being written, and at most, since the time doubles.
    package var retry = Duration.milliseconds(500)
    package var longestRetry = Duration.seconds(10)
    /// When something is tried again that failed, and at most, since the time doubles.
    package var failure = Duration.seconds(10)
    package var longestFailure = Duration.seconds(120)
    /// How often new definitions, and folders that others have replaced, are looked for.
    package var definitions = Duration.seconds(2)
    /// How often a folder that is gone is looked for, and when it is made again: not at once, since somebody may be replacing it.
    package var missing = Duration.milliseconds(500)
    package var recreation = Duration.seconds(5)

    /// How often files are looked for that have been kept long enough.
    package var cleaning = Duration.seconds(3600)

    package init() {}
}

/// A pause that doubles each time that it is needed.
struct GrowingPause {
    private let first: Duration
    private let longest: Duration
    private var current: Duration?

    init(from first: Duration, to longest: Duration) {
        self.first = first
        self.longest = longest
    }

    /// How long to wait this time.
    mutating func next() -> Duration {
        let pause = current.map { min($0 * 2, longest) } ?? first
        current = pause
        return pause
    }

    /// Starts again with the first pause.
    mutating func reset() { current = nil }
}
