/// Text as a cell's XML holds it.
///
/// What XML has no way to hold is written as `_xHHHH_`, and a text that looks like such an escape has its first `_` escaped
/// (ECMA-376 part 1, section 22.9.2.19). A carriage return is escaped too, since XML readers turn it into a line feed. Bytes that are
/// not UTF-8 become U+FFFD.
@safe enum CellText {
    /// The UTF-16 units that a cell can hold.
    static let unitLimit = 32_767
    /// The most bytes that one byte of text can become: `_xHHHH_`.
    static let growth = 7

    /// Copies `count` bytes to `target`, eight at a time: both sides must have ``padding`` bytes to spare.
    ///
    /// - Returns: whether they are plain ASCII without anything that must be escaped, so that the copy will do.
    @inline(__always)
    static func copyPlain(_ source: UnsafePointer<UInt8>, _ count: Int, to target: UnsafeMutableRawPointer) -> Bool {
        var found: UInt64 = 0
        var index = 0
        while index < count {
            let word = unsafe UInt64(littleEndian: UnsafeRawPointer(source + index).loadUnaligned(as: UInt64.self))
            unsafe target.storeBytes(of: word.littleEndian, toByteOffset: index, as: UInt64.self)
            // Behind the text's end there is the next text, which is of no interest.
            let rest = count - index
            found |= specialBits(word) & (rest >= 8 ? .max : (1 << UInt64(rest * 8)) - 1)
            index += 8
        }
        return found == 0
    }

    /// The bytes that ``copyPlain(_:_:to:)`` may touch behind a text.
    static let padding = 8

    /// The high bits of bytes that are not plain; bits above the lowest such byte may be set without reason.
    ///
    /// Subtracting from a byte below 128 sets its high bit only when the byte is smaller, or when a byte below it borrowed.
    @inline(__always)
    private static func specialBits(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let controls = word &- ones &* 0x20
        let ampersands = (word ^ ones &* 0x26) &- ones
        let angles = ((word | ones &* 2) ^ ones &* 0x3E) &- ones
        let underscores = (word ^ ones &* 0x5F) &- ones
        return (word | controls | ampersands | angles | underscores) & (ones &* 0x80)
    }

    /// Writes `count` bytes at `source` as the text of an XML element to `target`, which has room for ``growth`` times as many.
    ///
    /// - Returns: whether the text was longer than a cell can hold, and was cut.
    static func encode(
        _ source: UnsafePointer<UInt8>, _ count: Int, to target: inout UnsafeMutableRawPointer, escapesXML: Bool = true
    ) -> Bool {
        var index = 0
        var units = 0
        while index < count {
            let (scalar, length) = unsafe decode(source + index, count - index)
            units += scalar > 0xFFFF ? 2 : 1
            guard units <= unitLimit else { return true }
            switch scalar {
            case 0x26 where escapesXML: unsafe put("&amp;", &target)
            case 0x3C where escapesXML: unsafe put("&lt;", &target)
            case 0x3E where escapesXML: unsafe put("&gt;", &target)
            case 0x5F where unsafe looksEscaped(source + index, count - index): unsafe put("_x005F_", &target)
            case 0x09, 0x0A: unsafe put(UInt8(scalar), &target)
            case 0..<0x20, 0xFFFE, 0xFFFF: unsafe putEscape(scalar, &target)
            case 0xFFFD where length == 1: unsafe put("\u{FFFD}", &target)
            default:
                for offset in 0..<length { unsafe put(source[index + offset], &target) }
            }
            index += length
        }
        return false
    }

    /// `text` before XML's own escapes, for writers that add them, and whether its white space must be kept.
    static func encoded(_ text: String) -> (text: String, needsSpace: Bool) {
        var text = text
        return text.withUTF8 { bytes in
            guard let source = bytes.baseAddress, !bytes.isEmpty else { return ("", false) }
            let room = UnsafeMutableRawPointer.allocate(byteCount: bytes.count * growth, alignment: 1)
            defer { unsafe room.deallocate() }
            var end = unsafe room
            _ = unsafe encode(source, bytes.count, to: &end, escapesXML: false)
            let made = unsafe UnsafeRawBufferPointer(start: room, count: end - room)
            return unsafe (String(decoding: made, as: UTF8.self), needsSpace(source, bytes.count))
        }
    }

    /// `text` as the element `t` of a cell.
    static func element(_ text: String) -> [UInt8] {
        var text = text
        return text.withUTF8 { bytes in
            guard let source = bytes.baseAddress, !bytes.isEmpty else { return Array("<t/>".utf8) }
            let start = unsafe needsSpace(source, bytes.count) ? "<t xml:space=\"preserve\">" : "<t>"
            let room = UnsafeMutableRawPointer.allocate(byteCount: bytes.count * growth, alignment: 1)
            defer { unsafe room.deallocate() }
            var end = unsafe room
            _ = unsafe encode(source, bytes.count, to: &end)
            return unsafe Array(start.utf8) + Array(UnsafeRawBufferPointer(start: room, count: end - room)) + Array("</t>".utf8)
        }
    }

    /// `text` with XML's own escapes, as the content of an element.
    static func escaped(_ text: String) -> String {
        text.reduce(into: "") { escaped, character in
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            default: escaped.append(character)
            }
        }
    }

    /// Whether white space is lost unless the element says that it counts: at an end, or where lines break.
    static func needsSpace(_ source: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        guard count > 0 else { return false }
        let first = unsafe source[0]
        let last = unsafe source[count - 1]
        if first == 0x20 || last == 0x20 { return true }
        for index in 0..<count {
            let byte = unsafe source[index]
            if byte == 0x09 || byte == 0x0A { return true }
        }
        return false
    }

    /// The scalar at `source` and its length in bytes; U+FFFD and 1 where the bytes are no UTF-8 (Unicode 16, table 3-7).
    @inline(__always)
    private static func decode(_ source: UnsafePointer<UInt8>, _ count: Int) -> (scalar: UInt32, length: Int) {
        let lead = unsafe UInt32(source[0])
        if lead < 0x80 { return (lead, 1) }
        let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        guard lead >= 0xC2, lead <= 0xF4, length <= count else { return (0xFFFD, 1) }
        var scalar = lead & (0x7F >> UInt32(length))
        for offset in 1..<length {
            let byte = unsafe UInt32(source[offset])
            guard byte & 0xC0 == 0x80 else { return (0xFFFD, 1) }
            scalar = scalar << 6 | byte & 0x3F
        }
        let least: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000
        guard scalar >= least, scalar <= 0x10FFFF, !(0xD800...0xDFFF).contains(scalar) else { return (0xFFFD, 1) }
        return (scalar, length)
    }

    /// Whether `_`, `x`, hexadecimal digits and `_` follow: four of them by the standard, but LibreOffice takes fewer for an escape
    /// too.
    private static func looksEscaped(_ source: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        guard count >= 4, unsafe source[1] == UInt8(ascii: "x") else { return false }
        for index in 2..<min(count, 7) {
            let byte = unsafe source[index]
            if byte == UInt8(ascii: "_") { return index > 2 }
            guard (48...57).contains(byte) || (65...70).contains(byte) || (97...102).contains(byte) else { return false }
        }
        return false
    }

    private static func putEscape(_ scalar: UInt32, _ target: inout UnsafeMutableRawPointer) {
        unsafe put("_x", &target)
        for shift: UInt32 in [12, 8, 4, 0] {
            let digit = UInt8(scalar >> shift & 15)
            unsafe put(digit < 10 ? 48 + digit : 55 + digit, &target)
        }
        unsafe put("_", &target)
    }

    @inline(__always)
    private static func put(_ byte: UInt8, _ target: inout UnsafeMutableRawPointer) {
        unsafe target.storeBytes(of: byte, as: UInt8.self)
        unsafe target += 1
    }

    @inline(__always)
    private static func put(_ text: StaticString, _ target: inout UnsafeMutableRawPointer) {
        unsafe target.copyMemory(from: text.utf8Start, byteCount: text.utf8CodeUnitCount)
        unsafe target += text.utf8CodeUnitCount
    }
}
