package import Tabular

/// The offsets of one time zone, past and future, as a value.
///
/// The zone's future is laid out for 400 years after its last recorded change; since the Gregorian calendar repeats with that period,
/// weekdays included, every later moment is looked up where it falls within them.
package struct ZoneRules: Hashable, Sendable {
    /// The IANA name.
    package let name: String
    /// When each offset begins, in seconds since 1970-01-01T00:00:00Z; ascending.
    private let starts: [Int]
    /// The wall-clock reading from which a local time is read with the offset after each change.
    ///
    /// That is the later of the two readings at the change: what a gap skips is read with the offset before it, and of the two
    /// passes through an overlap the first one counts. Both arise from going on with the old offset up to this reading.
    private let localStarts: [Int]
    /// One more than ``starts``: the offset before the first change, then the one after each.
    private let offsets: [Int]
    /// How many days later than its own date a local time inside a gap may turn out to be: 0 unless a gap reaches midnight.
    let gapSpill: Int

    /// Whether the changes go on after the last one laid out, as they did in the 400 years before.
    private let repeats: Bool

    private static let secondsOf400Years = 146_097 * 86_400

    /// Coordinated universal time.
    package static let utc = ZoneRules(name: "UTC", firstOffset: 0, changes: [], repeats: false)

    /// The zone that a TZif file (RFC 8536) of these bytes describes.
    ///
    /// - Throws: ``ZoneError/Code/malformed``.
    package init(name: String, tzif: [UInt8]) throws(ZoneError) {
        guard let file = TZifFile(tzif) else { throw ZoneError(.malformed, name: name) }
        var changes = Array(zip(file.transitions, file.offsets))
        var repeats = false
        if let footer = file.footer {
            let last = changes.last?.0 ?? Int.min
            let firstYear = changes.isEmpty ? 1900 : Day(number: last.floorDivided(by: 86_400)).parts.year
            for year in firstYear...(firstYear + 402) {
                for change in footer.transitions(year: year) where change.instant > last {
                    changes.append(change)
                    repeats = true
                }
            }
        }
        self.init(name: name, firstOffset: file.firstOffset, changes: changes, repeats: repeats)
    }

    private init(name: String, firstOffset: Int, changes: [(instant: Int, offset: Int)], repeats: Bool) {
        var starts: [Int] = []
        var localStarts: [Int] = []
        var offsets = [firstOffset]
        var spill = 0
        for (instant, offset) in changes {
            let before = offsets[offsets.count - 1]
            guard offset != before else { continue }  // a change of name only
            starts.append(instant)
            localStarts.append(max(instant + max(before, offset), localStarts.last ?? Int.min))
            offsets.append(offset)
            let gap = offset - before
            if gap > 0 {
                let firstMissing = (instant + before).floorDivided(by: 86_400)
                spill = max(spill, (instant + offset + gap - 1).floorDivided(by: 86_400) - firstMissing)
            }
        }
        self.name = name
        self.starts = starts
        self.localStarts = localStarts
        self.offsets = offsets
        gapSpill = spill
        self.repeats = repeats
    }

    /// Seconds east of UTC at a moment.
    package func offset(at instant: Instant) -> Int { offset(atSecond: instant.wholeSeconds) }

    /// The moment at which clocks show `time` on `day`: with the offset before the gap where none do, the first where they do twice.
    package func instant(_ day: Day, secondOfDay: Int) -> Instant {
        Instant(seconds: second(local: day.number * 86_400 + secondOfDay))
    }

    /// The date on which a moment falls.
    package func day(at instant: Instant) -> Day {
        let second = instant.wholeSeconds
        return Day(number: (second + offset(atSecond: second)).floorDivided(by: 86_400))
    }

    func offset(atSecond second: Int) -> Int {
        offsets[Self.count(of: starts, notAfter: folded(second, starts))]
    }

    /// The moment, in seconds, of a wall-clock reading given in seconds as if it were UTC.
    func second(local: Int) -> Int {
        local - offsets[Self.count(of: localStarts, notAfter: folded(local, localStarts))]
    }

    /// `second`, brought back by whole calendar cycles when it lies after everything laid out.
    private func folded(_ second: Int, _ starts: [Int]) -> Int {
        guard repeats, let last = starts.last, second > last else { return second }
        return second - ((second - last) / Self.secondsOf400Years + 1) * Self.secondsOf400Years
    }

    private static func count(of starts: [Int], notAfter value: Int) -> Int {
        var low = 0
        var high = starts.count
        while low < high {
            let middle = (low + high) >> 1
            if starts[middle] <= value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension Instant {
    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down, in integer arithmetic.
    var wholeSeconds: Int { Int(microseconds).floorDivided(by: 1_000_000) }
}

extension Int {
    /// The quotient rounded towards negative infinity; `divisor` is positive.
    func floorDivided(by divisor: Int) -> Int {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
