/// How the phone numbers of a country are built.
struct NumberingPlan: Sendable {
    /// An ISO 3166 code; nil for calling codes that belong to no country.
    let country: String?
    let code: String
    /// What stands before a national number when it is dialled inside the country, and is no part of it.
    let trunk: String?
    /// What is dialled before the calling code of another country.
    let exit: String
    /// A bit for each length that a national number may have.
    private let lengths: UInt32

    /// Whether a national number may have so many digits.
    func allows(_ digits: Int) -> Bool { digits < 32 && lengths & 1 << UInt32(digits) != 0 && digits + code.utf8.count <= 15 }

    /// The plan of a country, by its ISO 3166 code.
    static func of(country: String) -> NumberingPlan? { byCountry[country] }

    /// The plans of the calling code with which `digits` start: several countries may share one.
    static func ofCode(startingAt digits: Substring) -> (code: String, plans: [NumberingPlan])? {
        for length in 1...3 {
            let code = String(digits.prefix(length))
            if let plans = byCode[code] { return (code, plans) }
        }
        return nil
    }

    private static let all = NumberingPlans.table.split { $0 == "|" || $0.isNewline }.compactMap(NumberingPlan.init)
    private static let byCode = Dictionary(grouping: all, by: \.code)
    private static let byCountry = Dictionary(all.compactMap { plan in plan.country.map { ($0, plan) } }) { first, _ in first }

    /// A row of ``NumberingPlans/table``.
    private init?(_ row: Substring) {
        let parts = row.split(separator: " ").map(String.init)
        guard parts.count == 5 else { return nil }
        country = parts[0] == "--" ? nil : parts[0]
        code = parts[1]
        trunk = parts[2] == "-" ? nil : parts[2]
        exit = parts[3]
        lengths = parts[4].split(separator: ",").reduce(0) { lengths, range in
            let ends = range.split(separator: "-").compactMap { UInt32($0) }
            guard let first = ends.first, let last = ends.last, first <= last, last < 32 else { return lengths }
            return (first...last).reduce(lengths) { $0 | 1 << $1 }
        }
    }
}
