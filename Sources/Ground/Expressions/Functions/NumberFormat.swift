/// How `text` writes a number: the simple ones of Excel's formats, such as `0`, `0,00` and `# ##0.00`.
struct NumberFormat: Sendable {
    static let examples = ["0", "0,00", "# ##0,00", "#,##0.00"]

    private let decimals: Int
    private let mark: Character
    private let grouping: Character?

    /// A point before the decimals, and no groups.
    static func plain(decimals: Int) -> NumberFormat { NumberFormat(decimals: decimals, mark: ".", grouping: nil) }

    private init(decimals: Int, mark: Character, grouping: Character?) {
        self.decimals = decimals
        self.mark = mark
        self.grouping = grouping
    }

    /// The format that `text` describes, or nil.
    init?(_ text: String) {
        var whole = text[...]
        var (decimals, mark): (Int, Character) = (0, ".")
        if let place = text.lastIndex(where: { $0 == "," || $0 == "." }), text[text.index(after: place)...].allSatisfy({ $0 == "0" }),
            place < text.index(before: text.endIndex)
        {
            decimals = text.distance(from: place, to: text.endIndex) - 1
            mark = text[place]
            whole = text[..<place]
        }
        guard decimals <= Checker.scaleLimit else { return nil }
        switch whole {
        case "0", "#0": self.init(decimals: decimals, mark: mark, grouping: nil)
        case "# ##0", "#\u{A0}##0": self.init(decimals: decimals, mark: mark, grouping: whole[whole.index(after: whole.startIndex)])
        case "#,##0" where mark == ".": self.init(decimals: decimals, mark: mark, grouping: ",")
        case "#.##0" where mark == ",": self.init(decimals: decimals, mark: mark, grouping: ".")
        default: return nil
        }
    }

    /// The workbook's code for it.
    var workbookCode: String {
        (grouping == nil ? "0" : "#,##0") + (decimals > 0 ? "." + String(repeating: "0", count: decimals) : "")
    }

    /// The number that is `unscaled` with `scale` digits after the point, rounded half away from zero.
    func text(_ unscaled: Int64, scale: Int) -> String {
        var value = Int128(unscaled)
        if scale > decimals, let power = SQLFunction.powerOfTen(Int128(scale - decimals)) {
            value = SQLFunction.rounded(value, dividedBy: power) ?? 0
        } else if let power = SQLFunction.powerOfTen(Int128(decimals - scale)) {
            value *= power
        }
        let digits = String(value.magnitude)
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        var whole = ""
        for (place, digit) in padded.dropLast(decimals).reversed().enumerated() {
            if let grouping, place > 0, place % 3 == 0 { whole.append(grouping) }
            whole.append(digit)
        }
        return (value < 0 ? "-" : "") + String(whole.reversed()) + (decimals > 0 ? String(mark) + padded.suffix(decimals) : "")
    }
}
