package import Tabular

/// Days and times in one time zone.
package struct LocalCalendar: Sendable {
    /// An IANA name.
    package let zone: String
    private let offset: @Sendable (Instant) -> Int
    private let resolve: @Sendable (Day, Int) -> Instant

    /// - Parameters:
    ///   - offset: seconds east of UTC at an instant.
    ///   - resolve: the instant of a day and the seconds of its wall clock.
    package init(zone: String, offset: @escaping @Sendable (Instant) -> Int, resolve: @escaping @Sendable (Day, Int) -> Instant) {
        self.zone = zone
        self.offset = offset
        self.resolve = resolve
    }

    /// The calendar of UTC.
    package static let utc = LocalCalendar(zone: "UTC", offset: { _ in 0 }, resolve: { Instant(seconds: $0.number * 86_400 + $1) })

    /// Seconds east of UTC at `instant`.
    package func offset(at instant: Instant) -> Int { offset(instant) }

    /// The date at `instant`.
    package func day(at instant: Instant) -> Day {
        let local = instant.seconds + offset(instant)
        return Day(number: local >= 0 ? local / 86_400 : (local - 86_399) / 86_400)
    }

    /// The first moment of `day`.
    package func start(of day: Day) -> Instant { resolve(day, 0) }

    /// The moment at which the wall clock shows `seconds` since midnight on `day`.
    package func instant(of day: Day, seconds: Int) -> Instant { resolve(day, seconds) }
}
