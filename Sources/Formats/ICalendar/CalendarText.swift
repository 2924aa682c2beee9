import Tabular

/// How iCalendar writes values and lines.
enum CalendarText {
    /// `20261126T090000Z`.
    static func utc(_ instant: Instant) -> String {
        let seconds = instant.seconds
        let day = Day(number: seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400)
        let second = seconds - day.number * 86_400
        return date(day) + "T" + digits(second / 3600 * 10_000 + second / 60 % 60 * 100 + second % 60, 6) + "Z"
    }

    /// `20261126`.
    static func date(_ day: Day) -> String {
        let (year, month, dayOfMonth) = day.parts
        return digits(year * 10_000 + month * 100 + dayOfMonth, 8)
    }

    /// The last `width` digits of a number, with leading zeros.
    private static func digits(_ number: Int, _ width: Int) -> String {
        var rest = number
        var bytes = [UInt8](repeating: 0, count: width)
        for index in bytes.indices.reversed() {
            bytes[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A TEXT value (section 3.3.11); other control characters have no place in one.
    static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: mayNeedEscape) else { return text }
        var escaped = String.UnicodeScalarView()
        var isAfterReturn = false
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\", ";", ",":
                escaped.append("\\")
                escaped.append(scalar)
            case "\n" where isAfterReturn: break
            case "\n", "\r":
                escaped.append("\\")
                escaped.append("n")
            case _ where scalar.value < 32 || (127..<160).contains(scalar.value): escaped.append(" ")
            default: escaped.append(scalar)
            }
            isAfterReturn = scalar == "\r"
        }
        return String(escaped)
    }

    /// Whether a character that begins with this byte of UTF-8 may not stand as it is: most texts have none.
    private static func mayNeedEscape(_ byte: UInt8) -> Bool {
        switch byte {
        // The controls of C1 begin with C2.
        case 0..<32, 127, 0xC2, UInt8(ascii: "\\"), UInt8(ascii: ";"), UInt8(ascii: ","): true
        default: false
        }
    }

    /// A line and its end, in pieces of at most 75 octets (section 3.1) that are broken between characters.
    static func appendFolded(_ line: String, to bytes: inout [UInt8]) {
        guard line.utf8.count > 75 else {
            bytes += line.utf8
            bytes += [13, 10]
            return
        }
        var room = 75
        for scalar in line.unicodeScalars {
            let size = UTF8.width(scalar)
            if size > room {
                bytes += [13, 10, 32]
                room = 74
            }
            bytes += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
            room -= size
        }
        bytes += [13, 10]
    }
}
