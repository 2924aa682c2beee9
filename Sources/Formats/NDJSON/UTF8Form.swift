/// The form of UTF-8 (RFC 3629, section 4).
enum UTF8Form {
    /// The length of the character of two bytes or more that starts at `place`; 0 where the bytes up to `end` are none.
    static func length(_ base: UnsafePointer<UInt8>, _ place: Int, _ end: Int) -> Int {
        let lead = unsafe base[place]
        let second = unsafe place + 1 < end ? base[place + 1] : 0
        let length: Int
        let isSecondGood: Bool
        switch lead {
        case 0xC2...0xDF: (length, isSecondGood) = (2, second & 0xC0 == 0x80)
        case 0xE0: (length, isSecondGood) = (3, (0xA0...0xBF).contains(second))
        case 0xED: (length, isSecondGood) = (3, (0x80...0x9F).contains(second))
        case 0xE1...0xEF: (length, isSecondGood) = (3, second & 0xC0 == 0x80)
        case 0xF0: (length, isSecondGood) = (4, (0x90...0xBF).contains(second))
        case 0xF1...0xF3: (length, isSecondGood) = (4, second & 0xC0 == 0x80)
        case 0xF4: (length, isSecondGood) = (4, (0x80...0x8F).contains(second))
        default: return 0
        }
        guard isSecondGood, place + length <= end else { return 0 }
        for index in 2..<max(2, length) where unsafe base[place + index] & 0xC0 != 0x80 { return 0 }
        return length
    }
}
