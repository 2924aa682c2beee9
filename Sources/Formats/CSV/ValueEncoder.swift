import Tabular

/// Writes numbers, days, moments and booleans as a style has them.
@safe final class ValueEncoder {
    private let style: CSVStyle
    /// The words of booleans, quoted already where they must be.
    private let booleans: [[UInt8]]
    /// The quote around values whose text could hold the delimiter or a quote; nil where none can.
    private let quote: UInt8?
    /// The texts of days that came before, by their numbers' lowest bits: dates of a list are often the same.
    private var dayNumbers: [Int64]
    private let dayTexts: UnsafeMutablePointer<DayText>
    private static let dayCount = 4096

    /// The bytes of a day, in the order of memory, and how many they are.
    @unsafe private struct DayText {
        var low: UInt64
        var high: UInt64
        var count: Int
    }

    init(_ style: CSVStyle, booleans: [[UInt8]], quote: UInt8?) {
        self.style = style
        self.booleans = booleans
        self.quote = quote
        dayNumbers = Array(repeating: .min, count: Self.dayCount)
        unsafe dayTexts = .allocate(capacity: Self.dayCount)
    }

    deinit { unsafe dayTexts.deallocate() }

    /// Writes `value`, which takes no more than 60 bytes.
    func put(_ value: Int64, _ type: ColumnType, _ target: inout UnsafeMutableRawPointer) {
        if type == .boolean {
            for byte in booleans[value == 0 ? 0 : 1] { unsafe put(byte, &target) }
            return
        }
        guard let quote else { return unsafe putPlain(value, type, &target) }
        let start = unsafe target
        unsafe putPlain(value, type, &target)
        let text = unsafe UnsafeRawBufferPointer(start: start, count: target - start)
        guard unsafe text.contains(style.dialect.delimiter) || text.contains(quote) else { return }
        let copy = unsafe Array(text)
        unsafe target = start
        unsafe put(quote, &target)
        for byte in copy {
            if byte == quote { unsafe put(style.dialect.escape ?? quote, &target) }
            unsafe put(byte, &target)
        }
        unsafe put(quote, &target)
    }

    private func putPlain(_ value: Int64, _ type: ColumnType, _ target: inout UnsafeMutableRawPointer) {
        switch type {
        case .integer, .text, .boolean: unsafe putDecimal(value, scale: 0, &target)
        case .decimal(let scale): unsafe putDecimal(value, scale: scale, &target)
        case .day: unsafe putKnownDay(value, &target)
        case .instant: unsafe putInstant(Instant(microseconds: value), &target)
        }
    }

    @inline(__always)
    private func putDecimal(_ value: Int64, scale: Int, _ target: inout UnsafeMutableRawPointer) {
        if value < 0 { unsafe put(UInt8(ascii: "-"), &target) }
        unsafe putDigits(value.magnitude, minimum: scale + 1, point: scale, &target)
    }

    /// Writes `value` with at least `minimum` digits, the last `point` of them after the decimal separator.
    @inline(__always)
    private func putDigits(_ value: UInt64, minimum: Int, point: Int = 0, _ target: inout UnsafeMutableRawPointer) {
        var count = 1
        var rest = value
        while rest >= 10 {
            rest /= 10
            count += 1
        }
        count = max(count, minimum)
        var place = count + (point > 0 ? 1 : 0)
        let length = place
        rest = value
        for index in 0..<count {
            if point > 0, index == point {
                place -= 1
                unsafe target.storeBytes(of: style.decimalSeparator, toByteOffset: place, as: UInt8.self)
            }
            place -= 1
            unsafe target.storeBytes(of: 48 + UInt8(truncatingIfNeeded: rest % 10), toByteOffset: place, as: UInt8.self)
            rest /= 10
        }
        unsafe target += length
    }

    /// Writes a day, from memory where it is one that came before.
    @inline(__always)
    private func putKnownDay(_ number: Int64, _ target: inout UnsafeMutableRawPointer) {
        let place = Int(number & Int64(Self.dayCount - 1))
        if dayNumbers[place] == number {
            let text = unsafe dayTexts[place]
            unsafe target.storeBytes(of: text.low, as: UInt64.self)
            unsafe target.storeBytes(of: text.high, toByteOffset: 8, as: UInt64.self)
            unsafe target += text.count
            return
        }
        let start = unsafe target
        unsafe putDay(Day(number: Int(number)), &target)
        let count = unsafe target - start
        guard count <= 16 else { return }
        unsafe dayTexts[place] = DayText(
            low: start.loadUnaligned(as: UInt64.self), high: start.loadUnaligned(fromByteOffset: 8, as: UInt64.self), count: count)
        dayNumbers[place] = number
    }

    private func putDay(_ day: Day, _ target: inout UnsafeMutableRawPointer) {
        let (year, month, dayOfMonth) = day.parts
        switch style.dayPattern {
        case .iso:
            if year < 0 { unsafe put(UInt8(ascii: "-"), &target) }
            unsafe putDigits(UInt64(year.magnitude), minimum: 4, &target)
            unsafe put(UInt8(ascii: "-"), &target)
            unsafe putDigits(UInt64(month), minimum: 2, &target)
            unsafe put(UInt8(ascii: "-"), &target)
            unsafe putDigits(UInt64(dayOfMonth), minimum: 2, &target)
        case .dayMonthYear:
            unsafe putDigits(UInt64(dayOfMonth), minimum: 1, &target)
            unsafe put(UInt8(ascii: "."), &target)
            unsafe putDigits(UInt64(month), minimum: 1, &target)
            unsafe put(UInt8(ascii: "."), &target)
            if year < 0 { unsafe put(UInt8(ascii: "-"), &target) }
            unsafe putDigits(UInt64(year.magnitude), minimum: 1, &target)
        }
    }

    private func putInstant(_ instant: Instant, _ target: inout UnsafeMutableRawPointer) {
        guard case .local(let offset) = style.instantPattern else {
            for byte in instant.isoUTC.utf8 { unsafe put(byte, &target) }
            return
        }
        let local = instant.seconds + offset(instant)
        let day = (local - (local % 86_400 + 86_400) % 86_400) / 86_400
        let second = local - day * 86_400
        let separator = style.dayPattern == .iso ? UInt8(ascii: ":") : UInt8(ascii: ".")
        unsafe putDay(Day(number: day), &target)
        unsafe put(UInt8(ascii: " "), &target)
        unsafe putDigits(UInt64(second / 3600), minimum: style.dayPattern == .iso ? 2 : 1, &target)
        unsafe put(separator, &target)
        unsafe putDigits(UInt64(second / 60 % 60), minimum: 2, &target)
        unsafe put(separator, &target)
        unsafe putDigits(UInt64(second % 60), minimum: 2, &target)
    }

    @inline(__always)
    private func put(_ byte: UInt8, _ target: inout UnsafeMutableRawPointer) {
        unsafe target.storeBytes(of: byte, as: UInt8.self)
        unsafe target += 1
    }
}
