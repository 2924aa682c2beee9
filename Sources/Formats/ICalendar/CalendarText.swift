import Tabular

/// How iCalendar writes values and lines.
enum CalendarText {
    /// `20261126T090000Z`.
    static func utc(_ instant: Instant) -> String {
        Instant(seconds: instant.seconds).isoUTC.filter { $0 != "-" && $0 != ":" }
    }

    /// `20261126`.
    static func date(_ day: Day) -> String { day.iso.filter { $0 != "-" } }

    /// A TEXT value (section 3.3.11); other control characters have no place in one.
    static func escaped(_ text: String) -> String {
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
            case _ where scalar.properties.generalCategory == .control: escaped.append(" ")
            default: escaped.append(scalar)
            }
            isAfterReturn = scalar == "\r"
        }
        return String(escaped)
    }

    /// A line and its end, in pieces of at most 75 octets (section 3.1) that are broken between characters.
    static func appendFolded(_ line: String, to bytes: inout [UInt8]) {
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
