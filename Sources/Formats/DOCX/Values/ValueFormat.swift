import Tabular

/// What the switches of a merge field make of its value (ECMA-376 part 1, sections 17.16.4 and 17.16.5, MERGEFIELD).
struct ValueFormat: Hashable, Sendable {
    var numericPicture: NumericPicture?
    var datePicture: DatePicture?
    var letterCases: [LetterCase] = []
    /// What stands before and after a value that is not empty: `\b` and `\f`.
    var before = ""
    var after = ""

    /// Whether a text passes through as it is.
    var isPlain: Bool {
        numericPicture == nil && datePicture == nil && letterCases.isEmpty && before.isEmpty && after.isEmpty
    }

    /// The text of the cell at `row` of `column`, without what surrounds it; empty where the cell is null.
    func text(_ column: Column, _ row: Int, _ spelling: ValueSpelling) -> String {
        guard row < column.count, !column.isNull(row) else { return "" }
        var text = plainText(column, row, spelling)
        for letterCase in letterCases { text = letterCase.apply(text) }
        return text
    }

    /// `text` with what surrounds it, unless it is empty.
    func surrounded(_ text: String) -> String { text.isEmpty ? "" : before + text + after }

    private func plainText(_ column: Column, _ row: Int, _ spelling: ValueSpelling) -> String {
        let language = spelling.language
        switch column.type {
        case .text: return formatted(column.text[row], language)
        case .integer: return formatted(DecimalDigits(column.fixed[row]), language)
        case .decimal(let scale): return formatted(DecimalDigits(column.fixed[row], scale: scale), language)
        case .boolean: return column.fixed[row] != 0 ? language.booleanNames.yes : language.booleanNames.no
        case .day:
            // Further away there are no calendars.
            let day = Day(number: Int(min(max(column.fixed[row], -4_000_000), 4_000_000)))
            return (datePicture ?? spelling.dayPicture).format(DatePicture.Moment(day: day), language)
        case .instant:
            let moment = DatePicture.Moment(Instant(microseconds: column.fixed[row]), language)
            return (datePicture ?? spelling.instantPicture).format(moment, language)
        }
    }

    private func formatted(_ number: DecimalDigits, _ language: MergeLanguage) -> String {
        numericPicture?.format(number, language) ?? number.plainText(language)
    }

    /// A text that spells a number or a date takes the picture for it; any other is left as it is.
    private func formatted(_ text: String, _ language: MergeLanguage) -> String {
        if let numericPicture, let number = DecimalDigits(text, language) { return numericPicture.format(number, language) }
        if let datePicture, let moment = DatePicture.Moment(iso: text) { return datePicture.format(moment, language) }
        return text
    }
}
