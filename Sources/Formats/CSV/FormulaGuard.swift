/// Which texts a spreadsheet would run as a formula when it opens a file of delimited records.
///
/// The rule follows OWASP's "CSV Injection": a text that starts with = + - @, a tab or a line end, also in their full-width
/// forms and behind quotes. Numbers and phone numbers (`-5`, `+358 40 123 4567`) cannot run anything and are left as they are.
public enum FormulaGuard {
    /// The bytes with which a dangerous text can start.
    static let firstBytes = Array("=@\t\r\n+-\"".utf8) + [0xEF]

    /// Whether `text` (UTF-8) must be made harmless.
    public static func isDangerous(_ text: some Collection<UInt8>) -> Bool {
        var rest = text.drop { $0 == UInt8(ascii: "\"") }[...]
        guard let first = rest.popFirst() else { return false }
        switch first {
        case UInt8(ascii: "="), UInt8(ascii: "@"), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): return true
        case UInt8(ascii: "+"), UInt8(ascii: "-"): return !isNumberOrPhone(rest)
        case 0xEF: return isFullWidthSign(rest)
        default: return false
        }
    }

    /// Whether what follows a sign is a number or a phone number: digits with the characters that group them.
    private static func isNumberOrPhone(_ rest: some Collection<UInt8>) -> Bool {
        var digits = 0
        for byte in rest {
            switch byte {
            case 48...57: digits += 1
            case UInt8(ascii: " "), UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "-"), UInt8(ascii: "("), UInt8(ascii: ")"): continue
            default: return false
            }
        }
        return digits > 0
    }

    /// Whether EF is followed by the rest of U+FF0B, U+FF0D, U+FF1D or U+FF20 (full-width + - = @).
    private static func isFullWidthSign(_ rest: some Collection<UInt8>) -> Bool {
        var bytes = rest.makeIterator()
        switch (bytes.next(), bytes.next()) {
        case (0xBC, 0x8B), (0xBC, 0x8D), (0xBC, 0x9D), (0xBC, 0xA0): return true
        default: return false
        }
    }
}
