/// Cuts a date into its parts, from left to right.
struct DateCursor {
    /// A number with how many digits it has, or a month by its name.
    enum Part: Equatable {
        case digits(Int, Int)
        case month(Int)
    }

    /// What stands between two parts.
    enum Mark: Equatable {
        case point, slash, hyphen, blank
    }

    private let text: [UInt8]
    private(set) var place = 0

    /// A cursor at the start of `text`; a copy, since such dates are short.
    init(_ text: Span<UInt8>) {
        self.text = (0..<min(text.count, 60)).map { text[$0] }
    }

    mutating func part() -> Part? {
        let start = place
        if place < text.count, CellText.isDigit(text[place]) {
            var number = 0
            while place < text.count, place - start < 8, CellText.isDigit(text[place]) {
                number = number * 10 + Int(text[place] - 48)
                place += 1
            }
            return .digits(number, place - start)
        }
        while place < text.count,
            (text[place] | 0x20) &- UInt8(ascii: "a") < 26 || text[place] >= 0xC3 && text[place] < 0xC6 || text[place] & 0xC0 == 0x80
        {
            place += 1
        }
        let word = CellText.lowercased(text[start..<place].span)
        guard let month = DateCursor.months[word] else { return nil }
        return .month(month)
    }

    mutating func mark() -> Mark? {
        var mark: Mark?
        if place < text.count {
            switch text[place] {
            case UInt8(ascii: "."): mark = .point
            case UInt8(ascii: "/"): mark = .slash
            case UInt8(ascii: "-"): mark = .hyphen
            case UInt8(ascii: ","): mark = .blank
            default: break
            }
            if mark != nil { place += 1 }
        }
        while place < text.count {
            let width = CellText.blankWidth(text.span, place, text.count)
            if width == 0 { break }
            place += width
            if mark == nil { mark = .blank }
        }
        return mark
    }

    /// The months' names and short names in Finnish (also in the partitive of dates), Swedish and English.
    private static let months: [[UInt8]: Int] = {
        let names = [
            ["tammi", "tammikuu", "tammikuuta", "jan", "januari", "january"],
            ["helmi", "helmikuu", "helmikuuta", "feb", "februari", "february"],
            ["maalis", "maaliskuu", "maaliskuuta", "mar", "mars", "march"],
            ["huhti", "huhtikuu", "huhtikuuta", "apr", "april"],
            ["touko", "toukokuu", "toukokuuta", "maj", "may"],
            ["kesä", "kesäkuu", "kesäkuuta", "jun", "juni", "june"],
            ["heinä", "heinäkuu", "heinäkuuta", "jul", "juli", "july"],
            ["elo", "elokuu", "elokuuta", "aug", "augusti", "august"],
            ["syys", "syyskuu", "syyskuuta", "sep", "sept", "september"],
            ["loka", "lokakuu", "lokakuuta", "okt", "oct", "oktober", "october"],
            ["marras", "marraskuu", "marraskuuta", "nov", "november"],
            ["joulu", "joulukuu", "joulukuuta", "dec", "december"],
        ]
        let numbered = names.enumerated().flatMap { index, words in words.map { (Array($0.utf8), index + 1) } }
        return Dictionary(numbered) { first, _ in first }
    }()
}
