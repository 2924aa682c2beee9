import Tabular

/// A date picture, the argument of `\@` (ECMA-376 part 1, section 17.16.4.1), cut into its items.
struct DatePicture: Hashable, Sendable {
    /// A date with a time, by the clock of the reader.
    struct Moment: Hashable, Sendable {
        var day: Day
        var hour = 0
        var minute = 0
        var second = 0
    }

    private enum Item: Hashable, Sendable {
        case day(width: Int)
        case month(width: Int)
        case year(width: Int)
        case hour(width: Int)
        case halfDayHour(width: Int)
        case minute(width: Int)
        case second(width: Int)
        case halfDay
        case text(String)
    }

    private let items: [Item]
    private let hasDay: Bool

    init(_ picture: String) {
        var items: [Item] = []
        var rest = Array(picture)[...]
        func add(_ text: String) {
            if case .text(let before)? = items.last { items[items.count - 1] = .text(before + text) } else { items.append(.text(text)) }
        }
        while let character = rest.first {
            if character == "'" {
                let inside = rest.dropFirst().prefix { $0 != "'" }
                add(String(inside))
                rest = rest.dropFirst(inside.count + 2)
            } else if let length = Self.halfDayLength(rest) {
                items.append(.halfDay)
                rest = rest.dropFirst(length)
            } else if let item = Self.item(character, width: rest.prefix { $0 == character }.count) {
                items.append(item)
                rest = rest.drop { $0 == character }
            } else {
                add(String(character))
                rest = rest.dropFirst()
            }
        }
        self.items = items
        hasDay = items.contains { if case .day(let width) = $0 { width < 3 } else { false } }
    }

    private static func item(_ character: Character, width: Int) -> Item? {
        switch character {
        case "d", "D": .day(width: width)
        case "M": .month(width: width)
        case "y", "Y": .year(width: width)
        case "H": .hour(width: width)
        case "h": .halfDayHour(width: width)
        case "m": .minute(width: width)
        case "s", "S": .second(width: width)
        default: nil
        }
    }

    private static func halfDayLength(_ rest: ArraySlice<Character>) -> Int? {
        for mark in ["am/pm", "a/p"] where String(rest.prefix(mark.count)).lowercased() == mark { return mark.count }
        return nil
    }

    /// What the picture makes of `moment`.
    func format(_ moment: Moment, _ language: MergeLanguage) -> String {
        var text = ""
        let (year, month, day) = moment.day.parts
        for item in items {
            switch item {
            case .day(let width):
                let index = moment.day.weekday - 1
                text +=
                    width < 3
                    ? Self.padded(day, width)
                    : MergeLanguage.name(index, of: width == 3 ? language.shortWeekdayNames : language.weekdayNames)
            case .month(let width):
                text += width < 3 ? Self.padded(month, width) : MergeLanguage.name(month - 1, of: monthNames(width, language))
            case .year(let width): text += width < 3 ? Self.padded((year % 100 + 100) % 100, 2) : Self.padded(year, 4)
            case .hour(let width): text += Self.padded(moment.hour, width)
            case .halfDayHour(let width): text += Self.padded((moment.hour + 11) % 12 + 1, width)
            case .minute(let width): text += Self.padded(moment.minute, width)
            case .second(let width): text += Self.padded(moment.second, width)
            case .halfDay: text += MergeLanguage.name(moment.hour < 12 ? 0 : 1, of: language.halfDayNames)
            case .text(let literal): text += literal
            }
        }
        return text
    }

    /// The day that `text` spells as the picture would, in numbers alone; leading zeros do not matter.
    func day(in text: String) -> Day? {
        var (year, month, day): (Int?, Int?, Int?)
        var rest = Substring(text)
        for item in items {
            if case .text(let literal) = item {
                guard rest.hasPrefix(literal) else { return nil }
                rest = rest.dropFirst(literal.count)
                continue
            }
            let digits = rest.prefix(4).prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(digits.count)
            switch item {
            case .year: year = digits.count == 4 ? Int(digits) : nil
            case .month(let width) where width < 3: month = Int(digits)
            case .day(let width) where width < 3: day = Int(digits)
            default: return nil
            }
        }
        guard rest.isEmpty, let year, let month, let day else { return nil }
        return Day(year: year, month: month, day: day)
    }

    private func monthNames(_ width: Int, _ language: MergeLanguage) -> [String] {
        if width == 3 { return language.shortMonthNames }
        return hasDay && !language.monthNamesInDates.isEmpty ? language.monthNamesInDates : language.monthNames
    }

    private static func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, min(width, 4) - digits.count)) + digits
    }
}

extension DatePicture.Moment {
    /// What the clock of `language` shows at `instant`.
    init(_ instant: Instant, _ language: MergeLanguage) {
        let seconds = instant.seconds + language.zoneOffset(instant)
        let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        let rest = seconds - day * 86_400
        self.init(day: Day(number: day), hour: rest / 3600, minute: rest / 60 % 60, second: rest % 60)
    }

    /// The date, and the time where there is one, that `text` spells in ISO 8601.
    init?(iso text: String) {
        guard let day = Day(iso: text.prefix(10)) else { return nil }
        self.init(day: day)
        let time = text.dropFirst(10)
        guard !time.isEmpty else { return }
        let parts = time.dropFirst().split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
        guard time.first == "T" || time.first == " ", (2...3).contains(parts.count), let hour = parts[0], let minute = parts[1],
            (0..<24).contains(hour), (0..<60).contains(minute)
        else { return nil }
        self.hour = hour
        self.minute = minute
        guard parts.count == 3 else { return }
        guard let second = parts[2], (0..<60).contains(second) else { return nil }
        self.second = second
    }
}
