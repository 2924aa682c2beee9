import Model

extension Vocabulary {
    /// Finnish, with Excel's Finnish names of functions, decimal commas and semicolons between arguments.
    static let finnish = Vocabulary(
        language: .fi,
        keywords: [
            ("ja", .and), ("tai", .or), ("ei", .not), ("joissa", .where), ("jossa", .where), ("järjestyksessä", .by), ("tosi", .true),
            ("epätosi", .false), ("tyhjä", .null),
        ],
        periods: [
            "eilen": .yesterday, "tänään": .today, "huomenna": .tomorrow, "viime_viikolla": .lastWeek, "tällä_viikolla": .thisWeek,
            "ensi_viikolla": .nextWeek, "viime_kuussa": .lastMonth, "tässä_kuussa": .thisMonth, "ensi_kuussa": .nextMonth,
            "viime_neljänneksellä": .lastQuarter, "tällä_neljänneksellä": .thisQuarter, "ensi_neljänneksellä": .nextQuarter,
            "viime_vuonna": .lastYear, "tänä_vuonna": .thisYear, "ensi_vuonna": .nextYear, "viime_päivinä": .lastDays,
            "tulevina_päivinä": .nextDays,
        ],
        phrases: affirmed([("jokin", .oneOf), ("välillä", .between), ("luettelossa", .itemOf)])
            + denied([("mikään", .oneOf), ("välillä", .between), ("luettelossa", .itemOf), ("jokin", .oneOf)])
            + [
                Phrase("on tyhjä", .isEmpty), Phrase("ei ole tyhjä", .isEmpty, not: true),
                Phrase("sisältää", .match(.contains)), Phrase("ei sisällä", .match(.contains), not: true),
                Phrase("alkaa", .match(.startsWith)), Phrase("ei ala", .match(.startsWith), not: true),
                Phrase("päättyy", .match(.endsWith)), Phrase("ei pääty", .match(.endsWith), not: true),
            ],
        periodLeads: [([], false), (["on"], false), (["ei"], true), (["ei", "ole"], true)],
        memberPhrases: [
            (["kohderyhmässä"], .segment), (["on", "kohderyhmässä"], .segment), (["ole", "kohderyhmässä"], .segment),
            (["listalla"], .list), (["on", "listalla"], .list), (["ole", "listalla"], .list),
        ],
        reservedWords: ["on", "välillä", "luettelossa", "jokin", "mikään", "kohderyhmässä", "listalla"],
        decimalMark: ",", separator: .semicolon, hasDottedDates: true)

    private static func affirmed(_ phrases: [(word: String, meaning: Phrase.Meaning)]) -> [Phrase] {
        phrases.flatMap { [Phrase("on \($0.word)", $0.meaning), Phrase($0.word, $0.meaning)] }
    }

    private static func denied(_ phrases: [(word: String, meaning: Phrase.Meaning)]) -> [Phrase] {
        phrases.flatMap { [Phrase("ei ole \($0.word)", $0.meaning, not: true), Phrase("ei \($0.word)", $0.meaning, not: true)] }
    }
}
