import Tabular

/// Writes values as texts in a locale.
final class CellFormatter {
    private let style: PDFCellStyle
    private let columns: [PDFColumn]
    private let decimalSeparator: [UInt8]
    private let groupSeparator: [UInt8]
    private let minus: [UInt8]
    private let timeSeparator: [UInt8]
    private let trueWord: [UInt8]
    private let falseWord: [UInt8]
    /// What was written last.
    let text = TokenBuffer(capacity: 128)

    init(_ style: PDFCellStyle, columns: [PDFColumn]) {
        self.style = style
        self.columns = columns
        decimalSeparator = Array(style.decimalSeparator.utf8)
        groupSeparator = Array(style.groupSeparator.utf8)
        minus = Array(style.minus.utf8)
        timeSeparator = Array(style.timeSeparator.utf8)
        trueWord = Array(style.trueWord.utf8)
        falseWord = Array(style.falseWord.utf8)
    }

    /// Writes a value of a column that is not of texts into ``text``.
    func write(_ value: Int64, column: Int) {
        text.clear()
        let column = columns[column]
        switch column.type {
        case .text: break
        case .integer: putNumber(value, scale: 0, column)
        case .decimal(let scale): putNumber(value, scale: scale, column)
        case .day: putDay(Day(number: Int(min(max(value, -Self.dayLimit), Self.dayLimit))))
        case .instant: putInstant(Instant(microseconds: min(max(value, -Self.instantLimit), Self.instantLimit)))
        case .boolean: text.append(value == 0 ? falseWord : trueWord)
        }
    }

    /// A count as a text.
    func count(_ count: Int) -> String {
        text.clear()
        putNumber(Int64(count), scale: 0, PDFColumn("", .integer))
        return unsafe String(decoding: text.bytes, as: UTF8.self)
    }

    private func putNumber(_ value: Int64, scale: Int, _ column: PDFColumn) {
        var magnitude = value.magnitude
        var scale = scale
        let wanted = column.fractionDigits ?? scale
        if wanted < scale {
            let factor = Self.powers[min(scale - max(wanted, 0), 19)]
            magnitude = magnitude / factor + (magnitude % factor >= factor - factor / 2 ? 1 : 0)
            scale = max(wanted, 0)
        }
        if value < 0, magnitude > 0 { text.append(minus) }
        let factor = Self.powers[min(scale, 19)]
        putWhole(magnitude / factor, isGrouped: column.isGrouped)
        let shown = max(wanted, 0)
        guard shown > 0 else { return }
        text.append(decimalSeparator)
        var rest = magnitude % factor
        for place in stride(from: scale - 1, through: 0, by: -1) {
            let power = Self.powers[place]
            text.put(UInt8(48 + rest / power))
            rest %= power
        }
        for _ in scale..<max(shown, scale) { text.put(UInt8(ascii: "0")) }
    }

    private func putWhole(_ value: UInt64, isGrouped: Bool) {
        var digits = 1
        while digits < 20, value >= Self.powers[digits] { digits += 1 }
        var rest = value
        for place in stride(from: digits - 1, through: 0, by: -1) {
            text.put(UInt8(48 + rest / Self.powers[place]))
            rest %= Self.powers[place]
            // Numbers of four digits are grouped too: they stand below longer ones.
            if isGrouped, place > 0, place % 3 == 0 { text.append(groupSeparator) }
        }
    }

    private func putDay(_ day: Day) {
        let (year, month, date) = day.parts
        switch style.dayPattern {
        case .dotted:
            text.put(date)
            text.put(".")
            text.put(month)
            text.put(".")
            put(year, width: 1)
        case .slashed:
            put(date, width: 2)
            text.put("/")
            put(month, width: 2)
            text.put("/")
            put(year, width: 4)
        case .iso:
            put(year, width: 4)
            text.put("-")
            put(month, width: 2)
            text.put("-")
            put(date, width: 2)
        }
    }

    private func putInstant(_ instant: Instant) {
        let local = instant.seconds + style.zoneOffset(instant)
        let day = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
        let second = local - day * 86_400
        putDay(Day(number: day))
        text.put(" ")
        put(second / 3600, width: style.dayPattern == .dotted ? 1 : 2)
        text.append(timeSeparator)
        put(second / 60 % 60, width: 2)
    }

    private func put(_ number: Int, width: Int) {
        if number < 0 { text.put("-") }
        let value = Int(number.magnitude)
        var limit = 10
        for _ in 1..<max(width, 1) {
            limit *= 10
        }
        limit /= 10
        while limit > 1, value < limit {
            text.put("0")
            limit /= 10
        }
        text.put(value)
    }

    /// Days and moments further off than this are shown as if they were this: no calendar goes so far.
    private static let dayLimit: Int64 = 1_000_000_000
    private static let instantLimit: Int64 = 9_000_000_000_000_000_000

    /// The powers of ten that fit in 64 bits.
    private static let powers: [UInt64] = (0..<20).reduce(into: []) { powers, _ in
        powers.append((powers.last ?? 0) == 0 ? 1 : (powers.last ?? 1) * 10)
    }
}
