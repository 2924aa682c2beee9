import Localization
import Model
import Tabular
import TestSupport
import Testing

struct LocalizerTests {
    private let finnish = Localizer(language: .fi) { _ in 7200 }
    private let english = Localizer(language: .en) { _ in 7200 }

    @Test(
        arguments: [
            (1_234_567_89, 2, "1\u{A0}234\u{A0}567,89", "1,234,567.89"), (0, 0, "0", "0"), (0, 2, "0,00", "0.00"), (5, 2, "0,05", "0.05"),
            (-5, 1, "\u{2212}0,5", "-0.5"), (999, 0, "999", "999"), (1000, 0, "1\u{A0}000", "1,000"),
            (-1000, 0, "\u{2212}1\u{A0}000", "-1,000"),
            (100_000, 3, "100,000", "100.000"),
            (.min, 4, "\u{2212}922\u{A0}337\u{A0}203\u{A0}685\u{A0}477,5808", "-922,337,203,685,477.5808"),
            (.max, 0, "9\u{A0}223\u{A0}372\u{A0}036\u{A0}854\u{A0}775\u{A0}807", "9,223,372,036,854,775,807"),
        ] as [(Int64, Int, String, String)])
    func groupsNumbers(unscaled: Int64, scale: Int, inFinnish: String, inEnglish: String) {
        #expect(finnish.decimal(unscaled: unscaled, scale: scale) == inFinnish)
        #expect(english.decimal(unscaled: unscaled, scale: scale) == inEnglish)
    }

    @Test func numbersReadBackAsTheyWere() throws {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<2000 {
            let value = Int64.random(in: .min ... .max, using: &random) >> Int64.random(in: 0...62, using: &random)
            let scale = Int.random(in: 0...18, using: &random)
            let text = finnish.decimal(unscaled: value, scale: scale)
            let digits = text.replacing("\u{2212}", with: "-").filter { $0 == "-" || $0.isASCII && $0.isNumber }
            #expect(Int64(digits) == value)
            #expect(scale == 0 || text.reversed().firstIndex(of: ",") == Array(text.reversed()).startIndex + scale)
        }
    }

    @Test func writesDaysAsTheReaderDoes() throws {
        let day = try #require(Day(year: 2026, month: 11, day: 24))
        #expect(finnish.day(day) == "24.11.2026")
        #expect(english.day(day) == "24 Nov 2026")
        let early = try #require(Day(year: 987, month: 9, day: 1))
        #expect(finnish.day(early) == "1.9.987")
        #expect(english.day(early) == "1 Sept 987")
    }

    @Test func writesTimesAsTheReaderDoes() {
        #expect(finnish.time(LocalTime(minutes: 18 * 60)) == "18.00")
        #expect(english.time(LocalTime(minutes: 18 * 60)) == "18:00")
        #expect(finnish.time(LocalTime(minutes: 8 * 60 + 5)) == "8.05")
        #expect(english.time(LocalTime(minutes: 8 * 60 + 5)) == "08:05")
    }

    @Test func writesInstantsInTheReadersZone() throws {
        let instant = try #require(Instant(iso: "2026-11-24T22:30:59Z"))
        #expect(finnish.instant(instant) == "25.11.2026 klo 0.30")
        #expect(english.instant(instant) == "25 Nov 2026, 00:30")
        let west = Localizer(language: .en) { _ in -3600 }
        #expect(west.instant(Instant(seconds: 0)) == "31 Dec 1969, 23:00")
    }

    @Test func joinsListsAsTheLanguageDoes() {
        #expect(finnish.list([]) == "")
        #expect(finnish.list(["a"]) == "a")
        #expect(finnish.list(["a", "b"]) == "a ja b")
        #expect(finnish.list(["a", "b", "c"]) == "a, b ja c")
        #expect(english.text(.list(["a", .integer(2000), "{last}"])) == "a, 2,000 and {last}")
    }

    @Test func argumentsOfEachKindAreTheReaders() {
        #expect(finnish.text(.label(LocalizedText([.fi: "Asiakkaat", .en: "Customers"]))) == "Asiakkaat")
        #expect(english.text(.label(LocalizedText([.fi: "Asiakkaat"]))) == "Asiakkaat")
        #expect(finnish.text(.message(Message("localization.list", ["first": 1, "last": 2000]))) == "1 ja 2\u{A0}000")
        #expect(finnish.text(.decimal(unscaled: 150, scale: 2)) == "1,50")
        #expect(finnish.text(of: .boolean(true)) == "kyllä")
        #expect(english.text(of: .boolean(false)) == "no")
    }
}
