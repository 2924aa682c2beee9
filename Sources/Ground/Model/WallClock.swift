package import Tabular

/// Calendar time.
///
/// The real one is read only by the program's outermost layer; everything else is handed one.
package protocol WallClock: Sendable {
    /// The present moment.
    func now() -> Instant
}

/// A clock that stands still, for `--now`, dry runs and tests.
package struct FixedClock: WallClock {
    private let instant: Instant

    package init(_ instant: Instant) { self.instant = instant }

    package func now() -> Instant { instant }
}
