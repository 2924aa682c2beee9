package import Model
package import Tabular

/// Makes texts for a reader of one language in one time zone.
///
/// Days are `24.11.2026` and `24 Nov 2026`, times `18.00` and `18:00`, numbers `1 234,50` and `1,234.50` (see ``LocaleStyle``).
package struct Localizer: Sendable {
    package let language: Language
    package let style: LocaleStyle
    private let catalogue: Catalogue
    private let offset: @Sendable (Instant) -> Int

    /// A localizer for `language`.
    ///
    /// - Parameters:
    ///   - catalogue: the texts; nil: those that are part of the program.
    ///   - offset: seconds that the reader's clocks are ahead of UTC at a moment.
    package init(language: Language, catalogue: Catalogue? = nil, offset: @escaping @Sendable (Instant) -> Int) {
        self.language = language
        self.offset = offset
        self.catalogue = catalogue ?? .embedded(language)
        style = .of(language)
    }

    /// The text of `message`; of a key that the catalogue lacks, the key.
    package func text(_ message: Message) -> String {
        var count: Int?
        if case .integer(let value) = message.arguments["count"] { count = value }
        guard let text = catalogue.text(of: message.key, count: count) else { return message.key.rawValue }
        return Template(text).pieces.map { piece in
            switch piece {
            case .text(let text): String(text)
            case .argument(let name): message.arguments[String(name)].map(self.text) ?? "{\(name)}"
            }
        }
        .joined()
    }

    /// The text of `key` with these arguments.
    package func text(_ key: MessageKey, _ arguments: [String: MessageArgument] = [:]) -> String {
        text(Message(key, arguments))
    }

    /// How `argument` is shown.
    package func text(_ argument: MessageArgument) -> String {
        switch argument {
        case .text(let text): text
        case .integer(let value): integer(value)
        case .decimal(let unscaled, let scale): decimal(unscaled: unscaled, scale: scale)
        case .day(let day): self.day(day)
        case .instant(let instant): self.instant(instant)
        case .label(let label): label.text(in: language)
        case .message(let message): text(message)
        case .list(let values): list(values.map(text))
        }
    }

    /// How a field's value is shown.
    package func text(of value: FieldValue) -> String {
        switch value {
        case .text(let text): text
        case .integer(let value): integer(Int(value))
        case .decimal(let unscaled, let scale): decimal(unscaled: unscaled, scale: scale)
        case .day(let day): self.day(day)
        case .instant(let instant): self.instant(instant)
        case .boolean(let value): boolean(value)
        case .list(let items): items.joined(separator: ", ")
        }
    }

    /// `1 234 567` · `1,234,567`.
    package func integer(_ value: Int) -> String { decimal(unscaled: Int64(value), scale: 0) }

    /// The value `unscaled` divided by ten to the power of `scale`, with all its decimals: `1 234,50` · `1,234.50`.
    package func decimal(unscaled: Int64, scale: Int) -> String {
        var digits = Array(String(unscaled.magnitude))
        if digits.count <= scale { digits.insert(contentsOf: repeatElement("0", count: scale + 1 - digits.count), at: 0) }
        let whole = digits.dropLast(scale)
        var text = unscaled < 0 ? style.minus : ""
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index).isMultiple(of: 3) { text += style.groupSeparator }
            text.append(digit)
        }
        return scale > 0 ? text + style.decimalSeparator + String(digits.suffix(scale)) : text
    }

    /// `24.11.2026` · `24 Nov 2026`.
    package func day(_ day: Day) -> String {
        let (year, month, dayOfMonth) = day.parts
        return switch language {
        case .fi: "\(dayOfMonth).\(month).\(year)"
        case .en: "\(dayOfMonth) \(Localizer.englishMonths[month - 1]) \(year)"
        }
    }

    /// A month of a year: `11/2026` · `Nov 2026`.
    package func month(_ month: Int, year: Int) -> String {
        switch language {
        case .fi: "\(month)/\(year)"
        case .en: "\(Localizer.englishMonths[month - 1]) \(year)"
        }
    }

    /// `8.05` · `08:05`.
    package func time(_ time: LocalTime) -> String {
        let (hour, minute) = time.minutes.quotientAndRemainder(dividingBy: 60)
        let hours = language == .en && hour < 10 ? "0\(hour)" : "\(hour)"
        return hours + style.timeSeparator + (minute < 10 ? "0\(minute)" : "\(minute)")
    }

    /// A moment as the reader's calendar and clock show it, to the minute: `24.11.2026 klo 18.00` · `24 Nov 2026, 18:00`.
    package func instant(_ instant: Instant) -> String {
        let (day, time) = local(instant)
        return switch language {
        case .fi: "\(self.day(day)) klo \(self.time(time))"
        case .en: "\(self.day(day)), \(self.time(time))"
        }
    }

    /// The reader's date and time of day at `instant`.
    package func local(_ instant: Instant) -> (day: Day, time: LocalTime) {
        let seconds = instant.seconds + offset(instant)
        let number = (Double(seconds) / 86_400).rounded(.down)
        let day = Day(number: Int(number))
        return (day, LocalTime(minutes: (seconds - day.number * 86_400) / 60))
    }

    /// `kyllä` or `ei` · `yes` or `no`.
    package func boolean(_ value: Bool) -> String { text(value ? .yes : .no) }

    /// `a, b ja c` · `a, b and c`.
    package func list(_ items: [String]) -> String {
        guard items.count > 1, let last = items.last else { return items.first ?? "" }
        return text(.listEnd, ["first": .text(items.dropLast().joined(separator: ", ")), "last": .text(last)])
    }

    private static let englishMonths = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"]
}

extension MessageKey {
    static let yes: MessageKey = "localization.yes"
    static let no: MessageKey = "localization.no"
    static let listEnd: MessageKey = "localization.list"
}
