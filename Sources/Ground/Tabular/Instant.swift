/// A moment, as microseconds since 1970-01-01T00:00:00Z (without leap seconds, as POSIX counts).
public struct Instant: Hashable, Sendable, Codable, Comparable {
    /// Microseconds since 1970-01-01T00:00:00Z.
    public var microseconds: Int64

    /// The moment `microseconds` after 1970-01-01T00:00:00Z.
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// The moment `seconds` after 1970-01-01T00:00:00Z.
    public init(seconds: Int) {
        microseconds = Int64(seconds) * 1_000_000
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
    public var seconds: Int { Int(microseconds >= 0 ? microseconds / 1_000_000 : (microseconds - 999_999) / 1_000_000) }

    /// The order of time.
    public static func < (left: Instant, right: Instant) -> Bool { left.microseconds < right.microseconds }

    /// The moment `duration` later.
    public static func + (left: Instant, duration: Duration) -> Instant {
        let (seconds, attoseconds) = duration.components
        return Instant(microseconds: left.microseconds + seconds * 1_000_000 + attoseconds / 1_000_000_000_000)
    }

    /// The time from `right` to `left`.
    public static func - (left: Instant, right: Instant) -> Duration {
        .microseconds(left.microseconds - right.microseconds)
    }

    /// This moment in RFC 3339 form with the given offset from UTC in seconds (whole minutes), without fractions:
    /// `2026-11-26T11:00:00+02:00`.
    public func iso(offset: Int) -> String {
        "\(civil(offset: offset))\(Instant.offsetText(offset))"
    }

    /// This moment in UTC, with fractions where there are any: `2026-11-26T09:00:00.250Z`.
    public var isoUTC: String {
        let fraction = Int(((microseconds % 1_000_000) + 1_000_000) % 1_000_000)
        guard fraction != 0 else { return civil(offset: 0) + "Z" }
        return civil(offset: 0) + ".\(fraction % 1000 == 0 ? padded(fraction / 1000, 3) : padded(fraction, 6))Z"
    }

    private func civil(offset: Int) -> String {
        let local = seconds + offset
        let day = Day(number: local >= 0 ? local / 86_400 : (local - 86_399) / 86_400)
        let second = local - day.number * 86_400
        return "\(day.iso)T\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))"
    }

    private static func offsetText(_ offset: Int) -> String {
        let minutes = abs(offset) / 60
        return "\(offset < 0 ? "-" : "+")\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))"
    }

    /// The moment that an RFC 3339 text names (`T` or a blank between; seconds and fraction optional; `Z` or an offset required).
    public init?(iso: some StringProtocol) {
        var rest = Array(iso.utf8)[...]
        func number(_ digits: Int) -> Int? {
            guard rest.count >= digits else { return nil }
            var value = 0
            for _ in 0..<digits {
                guard let byte = rest.popFirst(), byte >= 48, byte <= 57 else { return nil }
                value = value * 10 + Int(byte - 48)
            }
            return value
        }
        func skip(_ character: Unicode.Scalar) -> Bool {
            guard rest.first == UInt8(ascii: character) else { return false }
            rest.removeFirst()
            return true
        }
        guard let year = number(4), skip("-"), let month = number(2), skip("-"), let dayOfMonth = number(2),
            skip("T") || skip("t") || skip(" "),
            let hour = number(2), skip(":"), let minute = number(2), hour < 24, minute < 60,
            let day = Day(year: year, month: month, day: dayOfMonth)
        else { return nil }
        var second = 0
        var fraction = 0
        if skip(":") {
            guard let value = number(2), value < 60 else { return nil }
            second = value
            if skip(".") {
                var digits = 0
                while let byte = rest.first, byte >= 48, byte <= 57 {
                    if digits < 6 { fraction = fraction * 10 + Int(byte - 48) }
                    digits += 1
                    rest.removeFirst()
                }
                guard digits > 0 else { return nil }
                while digits < 6 {
                    fraction *= 10
                    digits += 1
                }
            }
        }
        var offset = 0
        if !(skip("Z") || skip("z")) {
            let negative = rest.first == UInt8(ascii: "-")
            guard skip("-") || skip("+"), let hours = number(2), skip(":"), let minutes = number(2), hours < 24, minutes < 60 else {
                return nil
            }
            offset = (hours * 60 + minutes) * (negative ? -60 : 60)
        }
        guard rest.isEmpty else { return nil }
        let seconds = day.number * 86_400 + hour * 3600 + minute * 60 + second - offset
        microseconds = Int64(seconds) * 1_000_000 + Int64(fraction)
    }
}
