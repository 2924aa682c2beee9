import Model

/// Phone numbers in the international form of ITU-T E.164.
enum PhoneNumber {
    /// `text` as `+` and digits, such as `+358401234567`.
    ///
    /// - Parameter country: where numbers without a country code belong, by its ISO 3166 code.
    static func normalized(_ text: String, country: String) throws(ToolRefusal) -> String {
        let written = try Written(text)
        if written.isInternational { return try international(written.digits[...]) }
        guard let plan = NumberingPlan.of(country: country) else { throw ToolRefusal(.phoneCountry, ["country": .text(country)]) }
        if plan.exit != "00", written.digits.hasPrefix(plan.exit), !isNational(written.digits, plan) {
            return try international(written.digits.dropFirst(plan.exit.count))
        }
        if written.digits.hasPrefix("00") { return try international(written.digits.dropFirst(2)) }
        do {
            return try national(written.digits, plan)
        } catch {
            // What American programs write; no number of a country that dials 00 itself is as long.
            guard written.digits.hasPrefix("011"), let number = try? international(written.digits.dropFirst(3)) else { throw error }
            return number
        }
    }

    /// Whether a file that comes in might have the number: 5 to 15 digits, 7 with a country code.
    static func isPlausible(_ text: String) -> Bool {
        guard let written = try? Written(text) else { return false }
        return (written.isInternational ? 7...15 : 5...17).contains(written.digits.count)
    }

    /// The digits behind `+`.
    private static func international(_ digits: Substring) throws(ToolRefusal) -> String {
        guard let (code, plans) = NumberingPlan.ofCode(startingAt: digits) else {
            throw ToolRefusal(.phoneCode, ["digits": .text(String(digits.prefix(3)))])
        }
        let rest = digits.dropFirst(code.count)
        for plan in plans {
            if let number = significant(rest, plan) { return "+" + code + number }
        }
        throw length(plans.first?.country, rest.count)
    }

    private static func national(_ digits: String, _ plan: NumberingPlan) throws(ToolRefusal) -> String {
        // Eleven digits and more that start with the country's own code are a number whose plus sign was lost.
        if digits.count >= 11, digits.hasPrefix(plan.code), plan.trunk != "1", plan.trunk.map({ digits.hasPrefix($0) }) != true,
            let number = significant(digits.dropFirst(plan.code.count), plan)
        {
            return "+" + plan.code + number
        }
        guard let number = significant(digits[...], plan) else { throw length(plan.country, digits.count) }
        return "+" + plan.code + number
    }

    private static func isNational(_ digits: String, _ plan: NumberingPlan) -> Bool { significant(digits[...], plan) != nil }

    /// The national number without the trunk prefix; nil where its length is not one of the country's.
    private static func significant(_ digits: Substring, _ plan: NumberingPlan) -> Substring? {
        if let trunk = plan.trunk, digits.hasPrefix(trunk), plan.allows(digits.count - trunk.count) {
            let rest = digits.dropFirst(trunk.count)
            // A national number never starts with a trunk zero, but may well start with another trunk digit.
            if trunk == "0" { return rest.hasPrefix("0") ? nil : rest }
            if !plan.allows(digits.count) { return rest }
        }
        guard plan.allows(digits.count), plan.trunk != "0" || !digits.hasPrefix("0") else { return nil }
        return digits
    }

    private static func length(_ country: String?, _ digits: Int) -> ToolRefusal {
        ToolRefusal(.phoneLength, ["country": .text(country ?? "–"), "count": .integer(digits)])
    }

    /// A number as somebody wrote it, without what stands between the digits.
    private struct Written {
        var digits = ""
        var isInternational = false

        /// Words before a number.
        private static let labels: Set<String> = [
            "puh", "puhelin", "p", "matkapuhelin", "matkapuh", "gsm", "tel", "tfn", "phone", "mobile", "mob",
        ]
        /// Words and signs before an extension.
        private static let extensions = ["ext", "x", "#", "alanumero", "alanro", "ankn", "anknytning", "vaihde"]

        init(_ text: String) throws(ToolRefusal) {
            var rest = text.lowercased()[...]
            let label = rest.prefix { $0.isLetter }
            if !label.isEmpty, Self.labels.contains(String(label)) { rest = rest.dropFirst(label.count).drop { $0 == ":" || $0 == "." } }
            while let character = rest.first {
                if let digit = character.wholeNumberValue, digit < 10 {
                    digits += String(digit)
                } else if character == "+", digits.isEmpty, !isInternational {
                    isInternational = true
                } else if isInternational, rest.hasPrefix("(0)") {
                    rest = rest.dropFirst(3)
                    continue
                } else if !Self.isSeparator(character) {
                    let isExtension = !digits.isEmpty && Self.extensions.contains { rest.drop { ";,. ".contains($0) }.hasPrefix($0) }
                    throw ToolRefusal(isExtension ? .phoneExtension : .phoneCharacter, ["character": .text(String(character))])
                }
                rest = rest.dropFirst()
            }
            if digits.isEmpty { throw ToolRefusal(.phoneNoDigits) }
        }

        private static func isSeparator(_ character: Character) -> Bool {
            if character.isWhitespace || "()[]./".contains(character) { return true }
            return character.unicodeScalars.allSatisfy { scalar in
                switch scalar.properties.generalCategory {
                // Hyphens and dashes, the minus sign, and what marks the direction of writing.
                case .dashPunctuation, .format: true
                default: scalar == "\u{2212}"
                }
            }
        }
    }
}

extension MessageKey {
    static let phoneCountry: MessageKey = "tool.phone.country"
    static let phoneCode: MessageKey = "tool.phone.code"
    static let phoneLength: MessageKey = "tool.phone.length"
    static let phoneExtension: MessageKey = "tool.phone.extension"
    static let phoneCharacter: MessageKey = "tool.phone.character"
    static let phoneNoDigits: MessageKey = "tool.phone.no-digits"
}
