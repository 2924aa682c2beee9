/// The names that Excel allows for sheets.
public enum SheetName {
    private static let unitLimit = 31

    /// `name` made to fit: at most 31 UTF-16 units, none of `[ ] : * ? / \` or control characters, no apostrophe at an end, not
    /// "History", not empty, and not equal to one of `taken`, however it is capitalized.
    public static func make(_ name: String, taken: [String] = []) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in name.unicodeScalars {
            let isRefused =
                "[]:*?/\\".unicodeScalars.contains(scalar) || scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF
            scalars.append(isRefused ? "-" : scalar)
        }
        let base = trimmed(String(scalars))
        let lowered = Set(taken.map { $0.lowercased() } + ["history", ""])
        var candidate = cut(base, unitLimit)
        if candidate.isEmpty { candidate = "Sheet1" }
        var number = 2
        while lowered.contains(candidate.lowercased()) {
            let suffix = " (\(number))"
            candidate = cut(base, unitLimit - suffix.utf16.count) + suffix
            number += 1
        }
        return candidate
    }

    /// `name` as a formula refers to the sheet.
    static func quoted(_ name: String) -> String {
        "'" + name.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }

    private static func trimmed(_ text: String) -> String {
        var rest = text[...]
        while let first = rest.first, first == "'" || first == " " { rest.removeFirst() }
        while let last = rest.last, last == "'" || last == " " { rest.removeLast() }
        return String(rest)
    }

    private static func cut(_ text: String, _ limit: Int) -> String {
        var rest = text[...]
        while rest.utf16.count > limit { rest.removeLast() }
        return trimmed(String(rest))
    }
}
