/// What the number of a cell means, by the format that shows it.
enum CellFormat: UInt8 {
    case number
    /// A date; a time where the number has a fraction.
    case date
    /// A date with a time.
    case dateTime
    /// A time of day.
    case time
    /// A length of time, whose hours go on after 24.
    case elapsed

    /// Excel takes codes of 255 characters; what comes after many more is not looked at.
    private static let codeLimit = 2000

    /// The format that every workbook knows by `number` (ECMA-376 part 1, section 18.8.30, with those of East Asia).
    init(builtIn number: Int) {
        switch number {
        case 14...17, 27...31, 34...36, 50...58: self = .date
        case 18...21, 32, 33, 45, 47: self = .time
        case 22: self = .dateTime
        case 46: self = .elapsed
        default: self = .number
        }
    }

    /// What the format code `code` shows (section 18.8.31): its letters outside quotes, brackets and escapes tell.
    init(code: String) {
        var scan = CodeScan()
        scan.read(Array(code.utf8.prefix(Self.codeLimit)))
        if scan.isElapsed {
            self = .elapsed
        } else if scan.hasTime {
            self = scan.hasDate ? .dateTime : .time
        } else {
            // Months and minutes share their letter: alone it means months.
            self = scan.hasDate || scan.hasShortM ? .date : .number
        }
    }

    private struct CodeScan {
        var hasDate = false
        var hasTime = false
        var hasShortM = false
        var isElapsed = false

        mutating func read(_ code: [UInt8]) {
            var place = 0
            while place < code.count {
                let byte = code[place]
                switch byte {
                case UInt8(ascii: "\""): place = code[(place + 1)...].firstIndex(of: byte) ?? code.count
                case UInt8(ascii: "\\"), UInt8(ascii: "_"), UInt8(ascii: "*"): place += 1
                case UInt8(ascii: "["):
                    let end = code[place...].firstIndex(of: UInt8(ascii: "]")) ?? code.count
                    readBracket(code[(place + 1)..<max(place + 1, end)])
                    place = end
                default: place += readLetters(code[place...]) - 1
                }
                place += 1
            }
        }

        /// Reads a run of one letter, or a word that is no such run.
        ///
        /// - Returns: its length.
        private mutating func readLetters(_ rest: ArraySlice<UInt8>) -> Int {
            for word in ["general", "am/pm", "a/p"]
            where rest.prefix(word.utf8.count).map({ $0 | 0x20 }).elementsEqual(word.utf8.map { $0 | 0x20 }) {
                if word != "general" { hasTime = true }
                return word.utf8.count
            }
            guard let first = rest.first else { return 1 }
            let count = rest.prefix { $0 | 0x20 == first | 0x20 }.count
            switch first | 0x20 {
            case UInt8(ascii: "y"), UInt8(ascii: "d"): hasDate = true
            case UInt8(ascii: "h"), UInt8(ascii: "s"): hasTime = true
            case UInt8(ascii: "m"): if count > 2 { hasDate = true } else { hasShortM = true }
            default: return 1
            }
            return count
        }

        /// `[h]`, `[mm]` and the like count on; other brackets hold colours, conditions and languages.
        private mutating func readBracket(_ content: ArraySlice<UInt8>) {
            guard let first = content.first.map({ $0 | 0x20 }), content.allSatisfy({ $0 | 0x20 == first }) else { return }
            isElapsed = isElapsed || [UInt8(ascii: "h"), UInt8(ascii: "m"), UInt8(ascii: "s")].contains(first)
        }
    }
}
