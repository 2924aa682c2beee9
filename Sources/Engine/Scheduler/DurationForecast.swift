package import Store

/// How long a schedule's runs take, judged by the last ones that succeeded: a function of values.
package struct DurationForecast: Hashable, Sendable {
    /// The 90th percentile.
    package let expected: Duration
    /// What is left free beside it: a quarter, and never less than a minute.
    package var margin: Duration { max(.seconds(60), expected / 4) }

    /// The margin where nothing is known of earlier runs.
    static let unknownMargin = Duration.seconds(1800)
    /// How many runs are looked at.
    private static let sample = 50

    init(expected: Duration) { self.expected = expected }

    /// The forecast for `durations`; nil for none.
    init?(_ durations: [Duration]) {
        guard !durations.isEmpty else { return nil }
        // Nearest rank: the smallest duration that at least nine in ten do not exceed.
        expected = durations.sorted()[(durations.count * 9 + 9) / 10 - 1]
    }

    /// The forecast for the next run of `schedule`; nil when none has succeeded yet.
    package init?(for schedule: String, in transaction: StoreTransaction) throws {
        self.init(try transaction.runs.durations(of: schedule, limit: Self.sample))
    }
}
