import DOCX
import Tabular
import Testing

/// What pictures make of values, through the field that has them.
struct PictureTests {
    private let merge: MergeCase

    init() throws { merge = try MergeCase() }

    private func shown(_ type: ColumnType, _ value: TestValue, _ switches: String, _ language: MergeLanguage) throws -> String {
        try merge.text(Markup.complex(" MERGEFIELD x \(switches) "), TestRecords([("x", type)], [[value]]), language: language)
    }

    /// The examples of Word's reference and of ECMA-376 part 1, section 17.16.4.2, and what follows from them.
    private static let english: [(Int64, Int, String, String)] = [
        (9, 0, "00.00", "09.00"), (15, 0, "$###", "$ 15"), (222_492, 0, "x##", "492"), (125, 3, "0.00x", "0.125"), (75, 2, ".x", ".8"),
        (49_547, 2, "$###.00", "$495.47"), (954, 1, "$###.00", "$ 95.40"), (2_456_800, 0, "$#,###,###", "$2,456,800"),
        (-80, 0, "-##", "-80"), (10, 0, "-##", " 10"), (10, 0, "+##", "+10"), (-10, 0, "+##", "-10"), (0, 0, "+##", "  0"),
        (33, 0, "\"##%\"", "33%"), (124_565, 2, "\"$#,##0.00;-$#,##0.00\"", "$1,245.65"),
        (-124_565, 2, "\"$#,##0.00;-$#,##0.00\"", "-$1,245.65"), (-124_565, 2, "\"$#,##0.00;($#,##0.00)\"", "($1,245.65)"),
        (0, 2, "\"0.00;-0.00;'none'\"", "none"), (1, 0, "\"0.00;-0.00;'none'\"", "1.00"),
        (398, 2, "\"$##0.00 'is the sales tax'\"", "$  3.98 is the sales tax"),
        (1_234_567, 0, "0", "1234567"), (1_234_567, 0, ",0", "1,234,567"), (5, 0, "0000", "0005"), (5, 0, "0,000", "0,005"),
        (-1, 3, "0.00", "0.00"), (-5, 3, "0.00", "-0.01"), (5, 3, "0.00", "0.01"), (999, 2, "0.0", "10.0"),
        (1_234, 2, "#,##0.00", "   12.34"),
        (15, 1, "0.##", "1.5 "), (5, 1, "#.00", " .50"), (1275, 2, ".x", "12.8"), (Int64.max, 0, ",0", "9,223,372,036,854,775,807"),
        (Int64.min, 18, "0.00", "-9.22"), (12_345, 2, "\"0.00 'kg'\"", "123.45 kg"), (5, 0, "\"0 'it''s'\"", "5 its"),
    ]

    @Test(arguments: english) func numbersInEnglish(value: Int64, scale: Int, picture: String, expected: String) throws {
        let type: ColumnType = scale == 0 ? .integer : .decimal(scale: scale)
        #expect(try shown(type, .number(value), "\\# \(picture)", .english) == expected)
    }

    private static let finnish: [(Int64, Int, String, String)] = [
        (123_450, 2, "\"0,00\"", "1234,50"), (123_450, 2, "\"# ##0,00\"", "1\u{A0}234,50"), (9_500, 2, "\"# ##0,00\"", "   95,00"),
        (123_450, 2, "\"#,##0.00\"", "1\u{A0}234,50"), (123_450, 2, "\"0.00\"", "1234,50"), (123_450, 2, "\"0,00 €\"", "1234,50 €"),
        (1_234_500, 3, "\"#,##0\"", "1\u{A0}235"), (1_234_500, 3, "\"0,000\"", "1234,500"), (-5, 0, "\"0,0\"", "-5,0"),
        (1_234_567_890, 2, "\"# ### ##0,00 'euroa'\"", "12\u{A0}345\u{A0}678,90 euroa"), (0, 2, "\"0,00;-0,00;'ei mitään'\"", "ei mitään"),
    ]

    @Test(arguments: finnish) func numbersInFinnish(value: Int64, scale: Int, picture: String, expected: String) throws {
        #expect(try shown(.decimal(scale: scale), .number(value), "\\# \(picture)", .finnish) == expected)
    }

    private static let dates: [(String, String, String)] = [
        ("d.M.yyyy", "3.8.2026", "3.8.2026"), ("dd.MM.yy", "03.08.26", "03.08.26"),
        ("\"d. MMMM yyyy\"", "3. August 2026", "3. elokuuta 2026"), ("\"MMMM yyyy\"", "August 2026", "elokuu 2026"),
        ("\"dddd d. MMMM\"", "Monday 3. August", "maanantai 3. elokuuta"), ("\"ddd d MMM\"", "Mon 3 Aug", "ma 3 elo"),
        ("yyyy-MM-dd", "2026-08-03", "2026-08-03"), ("\"'klo' H.mm 'd'\"", "klo 0.00 d", "klo 0.00 d"),
        ("\"h:mm am/pm\"", "12:00 AM", "12:00 ap."),
        ("\"D/M/YYYY\"", "3/8/2026", "3/8/2026"),
    ]

    @Test(arguments: dates) func days(picture: String, english: String, finnish: String) throws {
        #expect(try shown(.day, .day("2026-08-03"), "\\@ \(picture)", .english) == english)
        #expect(try shown(.day, .day("2026-08-03"), "\\@ \(picture)", .finnish) == finnish)
    }

    @Test func momentsAreShownByTheReadersClock() throws {
        var language = MergeLanguage.english
        language.zoneOffset = { _ in 7200 }
        let instant = try #require(Instant(iso: "2026-12-31T22:30:05Z"))
        func text(_ switches: String) throws -> String { try shown(.instant, .number(instant.microseconds), switches, language) }
        #expect(try text("") == "2027-01-01 00:30")
        #expect(try text("\\@ \"d.M.yyyy HH:mm:ss\"") == "1.1.2027 00:30:05")
        #expect(try text("\\@ \"h:mm AM/PM\"") == "12:30 AM")
        language.zoneOffset = { _ in -4 * 3600 }
        #expect(try text("\\@ \"d.M.yyyy h 'o''clock' am/pm\"") == "31.12.2026 6 oclock PM")
    }

    @Test func valuesWithoutPictures() throws {
        #expect(try shown(.integer, .number(-12), "", .finnish) == "-12")
        #expect(try shown(.decimal(scale: 2), .number(5), "", .finnish) == "0,05")
        #expect(try shown(.decimal(scale: 2), .number(-123_456), "", .english) == "-1234.56")
        #expect(try shown(.day, .day("2026-08-03"), "", .finnish) == "3.8.2026")
        #expect(try shown(.boolean, .number(1), "", .finnish) == "kyllä")
        #expect(try shown(.boolean, .number(0), "\\* Upper", .finnish) == "EI")
        #expect(try shown(.decimal(scale: 2), .none, "\\# 0,00", .finnish) == "")
    }

    @Test func textsThatSpellNumbersAndDatesTakePictures() throws {
        #expect(try shown(.text, .text("1234.5"), "\\# \"# ##0,00\"", .finnish) == "1\u{A0}234,50")
        #expect(try shown(.text, .text("1 234,5"), "\\# 0,00", .finnish) == "1234,50")
        #expect(try shown(.text, .text("abc"), "\\# 0,00", .finnish) == "abc")
        #expect(try shown(.text, .text("2026-08-03"), "\\@ d.M.yyyy", .finnish) == "3.8.2026")
        #expect(try shown(.text, .text("ensi viikolla"), "\\@ d.M.yyyy", .finnish) == "ensi viikolla")
    }

    @Test(arguments: [
        ("Upper", "ÅKE VON DER ÖST"), ("Lower", "åke von der öst"), ("Caps", "Åke Von Der Öst"), ("FirstCap", "Åke von der öst"),
        ("MERGEFORMAT", "åke von der öst"), ("CHARFORMAT", "åke von der öst"),
    ])
    func letters(name: String, expected: String) throws {
        #expect(try shown(.text, .text("åke von der öst"), "\\* \(name)", .finnish) == expected)
    }

    @Test func textsAroundStandOnlyAroundValues() throws {
        let code = "\\b \"Puh. \" \\f \", \\\"koti\\\"\""
        #expect(try shown(.text, .text("123"), code, .finnish) == "Puh. 123, \"koti\"")
        #expect(try shown(.text, .text(""), code, .finnish) == "")
        #expect(try shown(.text, .none, code, .finnish) == "")
        #expect(try shown(.decimal(scale: 1), .number(15), "\\# 0,0 \\f \" €\" \\m \\v", .finnish) == "1,5 €")
    }
}
