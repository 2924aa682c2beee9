import Tabular

/// How `text` writes a date: days, months and years by Excel's letters, in English (`d.m.yyyy`) or Finnish (`p.k.vvvv`).
struct DateFormat: Sendable {
    static let examples = ["d.m.yyyy", "dd.mm.yyyy", "yyyy-mm-dd"]

    private enum Piece {
        case day(width: Int)
        case month(width: Int)
        case year(width: Int)
        case sign(Character)
    }

    private let pieces: [Piece]

    /// The format that `text` describes, or nil.
    init?(_ text: String) {
        var pieces: [Piece] = []
        var rest = text.lowercased()[...]
        while let first = rest.first {
            let width = rest.prefix { $0 == first }.count
            rest = rest.dropFirst(width)
            switch first {
            case "d" where width <= 2, "p" where width <= 2: pieces.append(.day(width: width))
            case "m" where width <= 2, "k" where width <= 2: pieces.append(.month(width: width))
            case "y" where width == 2 || width == 4, "v" where width == 2 || width == 4: pieces.append(.year(width: width))
            case ".", "-", "/", " ": pieces += Array(repeating: .sign(first), count: width)
            default: return nil
            }
        }
        guard !pieces.isEmpty else { return nil }
        self.pieces = pieces
    }

    func text(_ day: Day) -> String {
        let (year, month, number) = day.parts
        return pieces.map { piece in
            switch piece {
            case .day(let width): padded(number, width)
            case .month(let width): padded(month, width)
            case .year(let width): padded(width == 2 ? year % 100 : year, width)
            case .sign(let sign): String(sign)
            }
        }.joined()
    }

    /// The workbook's code for it.
    var workbookCode: String {
        pieces.map { piece in
            switch piece {
            case .day(let width): String(repeating: "d", count: width)
            case .month(let width): String(repeating: "m", count: width)
            case .year(let width): String(repeating: "y", count: width)
            case .sign(let sign): sign == " " ? "\\ " : String(sign)
            }
        }.joined()
    }

    private func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
