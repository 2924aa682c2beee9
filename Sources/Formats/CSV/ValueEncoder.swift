import Tabular

/// Writes numbers, days, moments and booleans as a style has them.
@safe final class ValueEncoder {
    private let style: CSVStyle
    /// The words of booleans, quoted already where they must be.
    private let booleans: [[UInt8]]
    /// The quote around values whose text could hold the delimiter or a quote; nil where none can.
    private let quote: UInt8?

    init(_ style: CSVStyle, booleans: [[UInt8]], quote: UInt8?) {
        self.style = style
        self.booleans = booleans
        self.quote = quote
    }

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
        case .day: unsafe putDay(Day(number: Int(value)), &target)
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

    private func putDay(_ day: Day, _ target: inout UnsafeMutableRawPointer) {
        let (year, month, dayOfMonth) = day.parts
        switch style.dayPattern {
        case .iso:
            unsafe putYear(year, minimum: 4, &target)
            unsafe put(UInt8(ascii: "-"), &target)
            unsafe putPair(month, &target)
            unsafe put(UInt8(ascii: "-"), &target)
            unsafe putPair(dayOfMonth, &target)
        case .dayMonthYear:
            unsafe putShort(dayOfMonth, &target)
            unsafe put(UInt8(ascii: "."), &target)
            unsafe putShort(month, &target)
            unsafe put(UInt8(ascii: "."), &target)
            unsafe putYear(year, minimum: 1, &target)
        }
    }

    @inline(__always)
    private func putYear(_ year: Int, minimum: Int, _ target: inout UnsafeMutableRawPointer) {
        guard (1000...9999).contains(year) else {
            if year < 0 { unsafe put(UInt8(ascii: "-"), &target) }
            return unsafe putDigits(UInt64(year.magnitude), minimum: minimum, &target)
        }
        unsafe putPair(year / 100, &target)
        unsafe putPair(year % 100, &target)
    }

    /// Writes a number below 100 with one digit or two.
    @inline(__always)
    private func putShort(_ value: Int, _ target: inout UnsafeMutableRawPointer) {
        if value < 10 { unsafe put(48 + UInt8(truncatingIfNeeded: value), &target) } else { unsafe putPair(value, &target) }
    }

    /// Writes a number below 100 with two digits.
    @inline(__always)
    private func putPair(_ value: Int, _ target: inout UnsafeMutableRawPointer) {
        let digits = UInt16(truncatingIfNeeded: 48 + value / 10) | UInt16(truncatingIfNeeded: 48 + value % 10) << 8
        unsafe target.storeBytes(of: digits.littleEndian, as: UInt16.self)
        unsafe target += 2
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
