package import Model
package import Tabular

/// The moments at which a timing occurs, as a pure function of the moment before.
///
/// Nothing is iterated from the start: the date asked about leads by arithmetic to its week, month or year, so that an answer takes
/// the same short time however long the timing has run. `from` and `until` bound the dates of the pattern; a holiday may move a run
/// past them. COUNT of a rule counts dates before holidays, and times of day multiply them.
package struct Occurrences: Sendable {
    private enum Kind: Sendable {
        case never
        /// Every `step` seconds from `first` until the end of `last`.
        case elapsed(first: Int, step: Int, last: Day)
        case dates(DateRuns)
    }

    private let kind: Kind
    private let zone: ZoneRules
    private let deadlineTime: LocalTime?

    /// The last day that timings reach.
    static let lastDay = Day(number: 2_932_896)  // 9999-12-31

    /// The occurrences of `timing`, which begins on the day `created` unless it says otherwise, in `zone`.
    ///
    /// - Throws: the first of the timing's problems that leaves its occurrences undefined; see ``TimingProblem``.
    package init(_ timing: Timing, created: Day, zone: ZoneRules) throws(TimingError) {
        let problems = TimingProblem.problems(ofForm: timing)
        if let problem = problems.first { throw TimingError(problem) }
        self.zone = zone
        deadlineTime = if case .before(let time) = timing.times { time } else { nil }
        let start = timing.from ?? created
        let end = min(timing.until ?? Self.lastDay, Self.lastDay)
        if case .hourly(let every, let time) = timing.pattern {
            let first = zone.second(local: start.number * 86_400 + time.minutes * 60)
            kind = .elapsed(first: first, step: every * 3600, last: end)
        } else if let runs = DateRuns(timing, rule: try Self.rule(of: timing), start: start, end: end, zone: zone) {
            kind = .dates(runs)
        } else {
            kind = .never
        }
    }

    private static func rule(of timing: Timing) throws(TimingError) -> RecurrenceRule? {
        guard case .rule(let text) = timing.pattern else { return nil }
        do { return try RuleParser.parse(text) } catch { throw TimingError(TimingProblem("rrule", error.message)) }
    }

    /// The first occurrence strictly after `moment`; nil: never again.
    package func next(after moment: Instant) -> Instant? {
        let after = moment.wholeSeconds
        switch kind {
        case .never: return nil
        case .elapsed(let first, let step, let last):
            let next = after < first ? first : first + ((after - first) / step + 1) * step
            let date = (next + zone.offset(atSecond: next)).floorDivided(by: 86_400)
            return date <= last.number ? Instant(seconds: next) : nil
        case .dates(let runs): return runs.next(after: after, zone: zone).map(Instant.init(seconds:))
        }
    }

    /// The first `count` occurrences strictly after `moment`, or as many as there are.
    package func next(after moment: Instant, count: Int) -> [Instant] {
        var instants: [Instant] = []
        var last = moment
        while instants.count < count, let next = next(after: last) {
            instants.append(next)
            last = next
        }
        return instants
    }

    /// When the run planned for the day of `occurrence` is to be done; nil unless the timing says `before`.
    package func deadline(for occurrence: Instant) -> Instant? {
        deadlineTime.map { zone.instant(zone.day(at: occurrence), secondOfDay: $0.minutes * 60) }
    }
}
