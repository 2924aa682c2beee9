/// A section of a ``NumericPicture`` with its signs understood for a language.
struct NumericLayout {
    private let items: [NumericPicture.Item]
    /// Where the decimal sign stands in ``items``; their end where there is none.
    private let decimal: Int
    private let isGrouped: Bool
    private let wholePlaceCount: Int
    private let fractionPlaceCount: Int
    private let dropsLeft: Bool

    init(_ items: [NumericPicture.Item], _ language: MergeLanguage) {
        self.items = items
        let places = items.indices.filter { items[$0].isPlace }
        let (first, last) = (places.first ?? 0, places.last ?? -1)
        let decimal = Self.decimal(items, last: last, language) ?? items.count
        self.decimal = decimal
        // A sign groups where it stands among the places; a point or a comma also right before them (`,0`).
        isGrouped = items.indices.contains { index in
            guard case .sign(let sign) = items[index], index < decimal, index < last else { return false }
            return index > first || (index == first - 1 && !sign.isWhitespace)
        }
        wholePlaceCount = places.count { $0 < decimal }
        fractionPlaceCount = places.count { $0 > decimal }
        dropsLeft = places.contains { $0 < decimal && items[$0] == .drop }
    }

    /// Which of the signs is the decimal sign.
    private static func decimal(_ items: [NumericPicture.Item], last: Int, _ language: MergeLanguage) -> Int? {
        var candidates: [(index: Int, sign: Character)] = []
        for index in items.indices where index < last {
            guard case .sign(let sign) = items[index], sign == "." || sign == "," else { continue }
            candidates.append((index, sign))
        }
        guard let latest = candidates.last, candidates.count(where: { $0.sign == latest.sign }) == 1 else { return nil }
        if candidates.count > 1 { return latest.index }
        let behind = items[(latest.index + 1)...].prefix { $0.isPlace }
        let hasBlankGroups = items[..<latest.index].contains { item in
            if case .sign(let sign) = item { sign.isWhitespace } else { false }
        }
        // `#,##0` groups in every language, and three places behind the language's own grouping sign do.
        let isGroupSign = String(latest.sign) == language.groupSign
        let looksGrouped =
            behind.count == 3 && (Array(behind) == [.blank, .blank, .zero] || isGroupSign)
            || isGroupSign && !items[..<latest.index].contains { $0.isPlace }
        return looksGrouped && !hasBlankGroups ? nil : latest.index
    }

    /// What the section makes of `number`.
    ///
    /// - Parameter showsSign: whether a minus sign stands before a negative number where the section has no place for it.
    func format(_ number: DecimalDigits, showsSign: Bool, _ language: MergeLanguage) -> String {
        let number = number.rounded(to: fractionPlaceCount)
        var digits = number.whole
        if digits.isEmpty, fractionPlaceCount == 0 { digits = [0] }
        if dropsLeft { digits = Array(digits.suffix(wholePlaceCount)) }
        var text = ""
        var position = wholePlaceCount
        var fractionPosition = 0
        if wholePlaceCount == 0, fractionPlaceCount > 0 { appendDigits(digits, from: digits.count - 1, to: 0, &text, language) }
        for (index, item) in items.enumerated() {
            switch item {
            case .zero, .blank, .drop:
                if index < decimal {
                    position -= 1
                    if position == wholePlaceCount - 1 { appendDigits(digits, from: digits.count - 1, to: position + 1, &text, language) }
                    append(digits, position, fallback: item == .zero ? "0" : " ", &text, language)
                } else {
                    let rest = number.fraction[fractionPosition...]
                    text += item == .blank && rest.allSatisfy { $0 == 0 } ? " " : String(number.fraction[fractionPosition])
                    fractionPosition += 1
                }
            case .sign(let sign): text += index == decimal ? language.decimalSign : isGrouped && isInside(index) ? "" : String(sign)
            case .minus: text += number.isNegative ? "-" : " "
            case .plus: text += number.isNegative ? "-" : number.isZero ? " " : "+"
            case .text(let literal): text += literal
            }
        }
        guard showsSign, number.isNegative, !items.contains(.minus), !items.contains(.plus) else { return text }
        // The blanks of places without digits stay before the sign.
        let blanks = text.prefix { $0 == " " }
        return blanks + "-" + text.dropFirst(blanks.count)
    }

    /// Whether the sign at `index` groups: it has a place behind it on the same side of the decimal sign.
    private func isInside(_ index: Int) -> Bool {
        let hasPlaceBehind = items[index..<max(index, decimal)].contains { $0.isPlace }
        guard case .sign(let sign) = items[index], hasPlaceBehind else { return false }
        return !sign.isWhitespace || items[..<index].contains { $0.isPlace }
    }

    private func appendDigits(_ digits: [UInt8], from first: Int, to last: Int, _ text: inout String, _ language: MergeLanguage) {
        guard first >= last else { return }
        for position in (last...first).reversed() { append(digits, position, fallback: "", &text, language) }
    }

    /// Appends the digit at `position`, counted from the right from 0, and the grouping sign that follows it.
    private func append(_ digits: [UInt8], _ position: Int, fallback: String, _ text: inout String, _ language: MergeLanguage) {
        let isThere = position < digits.count
        text += isThere ? String(digits[digits.count - 1 - position]) : fallback
        guard isGrouped, position > 0, position % 3 == 0 else { return }
        text += isThere || fallback == "0" ? language.groupSign : fallback
    }
}
