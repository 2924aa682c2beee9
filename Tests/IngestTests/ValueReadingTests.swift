import Foundation
import Tabular
import TestSupport
import Testing

@testable import Ingest

struct ValueReadingTests {
    @Test(arguments: [
        ("0", 0), ("5", 500), ("-5", -500), ("−5", -500), ("+5", 500), ("12,5", 1250), ("12.50", 1250), ("12,50 €", 1250), ("12.50€", 1250),
        ("12,50 EUR", 1250), ("1234,50", 123_450), ("1 234,50", 123_450), ("1\u{A0}234,50", 123_450), ("1\u{202F}234.50", 123_450),
        ("1,234.50", 123_450), ("1.234,50", 123_450), ("1.234.567", 123_456_700), ("1,234,567.8", 123_456_780),
        ("12 345 678", 1_234_567_800),
        ("0,500", 50), ("1,5000", 150), (",5", 50), ("1 234,500", 123_450), ("0.00", 0), ("007,10", 710), ("92233720368547758,07", .max),
        ("-92233720368547758,08", .min), ("- 5", -500), ("5-", -500), ("(12,50)", -1250), ("€12.50", 1250), ("1'234.50", 123_450),
        ("1’234.50", 123_450), ("-12,50 €", -1250), ("EUR 12,50", 1250),
    ])
    func readsNumbersWithOneClearMeaning(text: String, expected: Int64) throws {
        #expect(try number(text) == expected)
    }

    @Test(arguments: [
        ("1,2345", Refusal.tooManyDecimals), ("0,125", .tooManyDecimals), ("1 234,567", .tooManyDecimals),
        ("92233720368547758,08", .numberTooLarge),
        ("99999999999999999999", .numberTooLarge), ("abc", .notDecimal), ("-", .notDecimal), ("1e5", .notDecimal), ("12,", .notDecimal),
        ("1 23", .notDecimal), ("1,23,456", .notDecimal), ("1.234,50,1", .notDecimal), ("1,234.567.890", .notDecimal), ("(5", .notDecimal),
        ("-5-", .notDecimal),
        ("12 USD", .notDecimal), ("1234 567", .notDecimal), ("€", .notDecimal), ("0x10", .notDecimal), ("1 234.567,8", .notDecimal),
        ("--5", .notDecimal),
    ])
    func refusesNumbersWithout(text: String, expected: Refusal) {
        #expect(throws: expected) { try number(text) }
    }

    @Test func readsEveryPlainNumberLikeTheCarefulWay() throws {
        for cents in stride(from: -30_000, through: 30_000, by: 7) {
            let digits = String(abs(cents) + 1000).suffix(max(3, String(abs(cents)).count))
            let padded = abs(cents) < 100 ? "0" + String(abs(cents) + 100).suffix(2) : String(digits.isEmpty ? "0" : String(abs(cents)))
            let sign = cents < 0 ? "-" : ""
            for point in [".", ","] {
                let text = sign + padded.dropLast(2) + point + padded.suffix(2)
                #expect(try number(String(text)) == Int64(cents), "\(text)")
                #expect(try number("\(text) €") == Int64(cents), "\(text) €")
            }
        }
    }

    @Test func readsEveryDayInBothForms() throws {
        for value in stride(from: -30_000, through: 60_000, by: 11) {
            let (year, month, day) = Day(number: value).parts
            #expect(try Self.day(Array(Day(number: value).iso.utf8).span) == Int64(value))
            #expect(try Self.day(Array("\(day).\(month).\(year)".utf8).span) == Int64(value))
        }
        #expect(try Self.day(Array("05.06.2026".utf8).span) == Self.day(Array("5.6.2026".utf8).span))
    }

    @Test func readsDatesAloneLikeDatesWithATime() {
        // A time of zero changes nothing, and only without one is the short way taken.
        var random = SeededGenerator(seed: 3)
        func number(_ limit: Int) -> String { String(Int.random(in: 0..<limit, using: &random)) }
        var texts: [String] = ["", ".", "1.1.2026", "01.01.2026", "1.1.0000", "1..12026", "1.1.1.26", "12.12.12.", "1.112026"]
        for _ in 0..<1500 {
            texts.append("\(number(40)).\(number(16)).\(number(12_000))")
            texts.append(String((0..<Int.random(in: 0..<12, using: &random)).map { _ in ".0123456789.123".randomElement(using: &random)! }))
        }
        func read(_ text: String) -> Result<Int64, any Error> { Result { try Self.day(Array(text.utf8).span) } }
        for text in texts where !text.isEmpty {
            let (alone, timed) = (read(text), read("\(text)T00:00"))
            #expect(String(describing: alone) == String(describing: timed), "\(text)")
        }
    }

    @Test(arguments: [
        ("31.2.2025", Refusal.noSuchDate), ("2025-02-30", .noSuchDate), ("0.0.0000", .noSuchDate), ("eilen", .notDate),
        ("13/13/2025", .noSuchDate),
        ("20251301", .noSuchDate), ("1.1.26", .notDate), ("2026-1/1", .notDate), ("1.1.2026 ", .notDate), ("1.1.2026 10:00", .notDate),
        ("1. smarch 2026", .notDate), ("1/1/26", .notDate), ("1.1.20261", .notDate),
        ("2026-01-01x", .notDate),
        ("1.1.", .notDate), ("1.1", .notDate), ("2026-0a-01", .notDate),
    ])
    func refusesWhatIsNoDate(text: String, expected: Refusal) {
        #expect(throws: expected) { try Self.day(Array(text.utf8).span) }
    }

    @Test(arguments: [
        ("2026-11-26T09:00:00Z", "2026-11-26T09:00:00Z"), ("2026-11-26T11:00:00+02:00", "2026-11-26T09:00:00Z"),
        ("2026-11-26 11:00", "2026-11-26T09:00:00Z"), ("26.11.2026 11.00", "2026-11-26T09:00:00Z"),
        ("26.11.2026 9.05.07", "2026-11-26T07:05:07Z"),
        ("26.11.2026", "2026-11-25T22:00:00Z"), ("2026-11-26T09:00:00.25Z", "2026-11-26T09:00:00.250Z"),
        ("2026-11-26 11:00:30", "2026-11-26T09:00:30Z"),
    ])
    func readsMoments(text: String, expected: String) throws {
        #expect(try Instant(microseconds: moment(text)).isoUTC == expected)
    }

    @Test(arguments: [
        "11:00", "26.11.2026 24.00", "26.11.2026 11", "26.11.2026 11.60", "2026-11-26T09:00:00+0200", "2026-11-26T09:00:00 EET", "eilen",
    ])
    func refusesWhatIsNoMoment(text: String) {
        #expect(throws: Refusal.notInstant) { try moment(text) }
    }

    @Test(arguments: [
        ("true", 1), ("TRUE", 1), ("kyllä", 1), ("KYLLÄ", 1), ("Kyllä", 1), ("ja", 1), ("yes", 1), ("1", 1), ("x", 1), ("X", 1),
        ("TOSI", 1),
        ("false", 0), ("ei", 0), ("Ei", 0), ("nej", 0), ("No", 0), ("0", 0), ("EPÄTOSI", 0),
    ])
    func readsYesAndNo(text: String, expected: Int64) throws {
        #expect(try BooleanReading().value(Array(text.utf8).span) == expected)
    }

    @Test(arguments: ["2", "joo", "kylla", "truefalse1", "-", "10"])
    func refusesWhatIsNeitherYesNorNo(text: String) {
        #expect(throws: Refusal.notBoolean) { try BooleanReading().value(Array(text.utf8).span) }
    }

    @Test(arguments: ["matti@example.com", "m.o'brien+x@a-b.example.fi", "åke@åland.ax", "a@b.fi", "1@2.fi"])
    func takesAddresses(text: String) throws {
        try EmailReading.check(Array(text.utf8).span, 0..<text.utf8.count)
    }

    @Test(arguments: [
        "ei sähköpostia", "matti@", "@example.com", "a b@example.com", "matti.example.com", "a@b", "a@b.", "a@.fi", "a@b..fi", ".a@b.fi",
        "a.@b.fi",
        "a..b@c.fi", "a@b@c.fi", "a@-b.fi", "a@b-.fi", "a@b.f", "a@b_c.fi", "<a@b.fi>", "a,b@c.fi", "@", "a@b.fi;c@d.fi",
    ])
    func refusesWhatIsNoAddress(text: String) {
        #expect(throws: Refusal.notEmail) { try EmailReading.check(Array(text.utf8).span, 0..<text.utf8.count) }
    }

    /// A cell that others follow is looked at in another way than the last one of a block.
    @Test func knowsAnAddressWhereverItStands() {
        var random = SeededGenerator(seed: 41)
        let pieces = ["a", "Z", "9", "ä", "@", ".", "-", "_", "+", " ", ".fi", "ab@cd.fi", "x.y@z", String(repeating: "q", count: 30)]
        var counts = (yes: 0, no: 0)
        for _ in 0..<20_000 {
            let chosen = (0..<Int.random(in: 1...7, using: &random)).compactMap { _ in pieces.randomElement(using: &random) }
            let text = Array(chosen.joined().utf8)
            func isAddress(_ before: Int, _ after: String) -> Bool {
                let bytes = [UInt8](repeating: UInt8(ascii: "@"), count: before) + text + Array(after.utf8)
                return (try? EmailReading.check(bytes.span, before..<before + text.count)) != nil
            }
            let last = isAddress(0, "")
            #expect(isAddress(3, String(repeating: ".@-x", count: 20)) == last, "\(String(decoding: text, as: UTF8.self))")
            if last { counts.yes += 1 } else { counts.no += 1 }
        }
        #expect(counts.yes > 500 && counts.no > 500)
    }

    @Test func knowsEveryByteOfAnAddress() {
        let local = "!#$%&'*+-/=?^_`{|}~", letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
        for byte in UInt8.min ... .max where byte != UInt8(ascii: "@") && byte != UInt8(ascii: ".") {
            func isAddress(_ text: [UInt8]) -> Bool { (try? EmailReading.check(text.span, text.indices)) != nil }
            let isLetter = byte >= 0x80 || letters.utf8.contains(byte)
            #expect(isAddress([byte] + Array("a@bc.fi".utf8)) == (isLetter || local.utf8.contains(byte)), "\(byte)")
            #expect(isAddress(Array("a@b".utf8) + [byte] + Array("c.fi".utf8)) == (isLetter || byte == UInt8(ascii: "-")), "\(byte)")
        }
    }

    @Test(arguments: [
        "+35840123456", "+358 40 123 4567", "040-123 4567", "(09) 12345", "+358 (0)9 12345", "12345", "09\u{A0}123456", "00 358 40 123",
        "09009",
    ])
    func takesPhoneNumbers(text: String) throws {
        try PhoneReading.check(Array(text.utf8).span)
    }

    @Test(arguments: [
        "1234", "040 123 x", "ei ole", "358+401234567", "+", "()-", "123456789012345678901", "00", "00000", "000358401234567",
        "+0401234567",
        "0035840", "001234567890123456",
    ])
    func refusesWhatIsNoPhoneNumber(text: String) {
        #expect(throws: Refusal.notPhone) { try PhoneReading.check(Array(text.utf8).span) }
    }

    @Test func takesChoicesInAnyCase() throws {
        let choices = ChoiceReading(["lead", "Äkäslompolo"])
        #expect(try choices.value(Array("lead".utf8).span) == Array("lead".utf8))
        #expect(try choices.value(Array("LEAD".utf8).span) == Array("lead".utf8))
        #expect(try choices.value(Array("äkäsLOMPOLO".utf8).span) == Array("Äkäslompolo".utf8))
        #expect(throws: Refusal.notChoice) { try choices.value(Array("leads".utf8).span) }
    }

    @Test(arguments: [
        "a", " a", "a ", "\t a\u{A0}", "\u{202F}a\u{202F} ", "a b", "\u{A0}ä\u{A0}", "à", "\u{2009}â\n", "", " ", "\u{A0}", "\u{202F}",
    ])
    func trimsEveryKindOfBlank(text: String) {
        let bytes = Array(text.utf8)
        let blanks: Set<Unicode.Scalar> = [" ", "\t", "\n", "\r", "\u{A0}", "\u{202F}", "\u{2009}", "\u{2007}"]
        var scalars = Array(text.unicodeScalars)[...]
        while let first = scalars.first, blanks.contains(first) { scalars.removeFirst() }
        while let last = scalars.last, blanks.contains(last) { scalars.removeLast() }
        let trimmed = CellText.trimmed(0..<bytes.count, of: bytes.span)
        #expect(String(decoding: bytes[trimmed], as: UTF8.self).unicodeScalars.elementsEqual(scalars))
    }

    @Test(arguments: [
        ("1.234", 123_400, 123, 1, 0, 0), ("12,50", 1250, 1250, 0, 1, 0), ("12.50", 1250, 1250, 0, 0, 1), ("1.234.567", 0, 0, 0, 1, 0),
        ("1,234,567.8", 0, 0, 0, 0, 1), ("1234", 0, 0, 0, 0, 0), ("0,125", 0, 0, 0, 1, 0), ("1 234", 0, 0, 0, 0, 0),
    ])
    func tellsWhichMarkANumberFits(text: String, comma: Int64, point: Int64, ambiguous: Int, first: Int, second: Int) throws {
        var evidence = FormatEvidence()
        let reading = { (prefersComma: Bool) in NumberReading(scale: 3, isInteger: false, units: [], prefersComma: prefersComma) }
        let value = try reading(true).unscaled(Array(text.utf8).span, row: 7, &evidence)
        #expect(Self.counts(evidence) == Counts(ambiguous: ambiguous, first: first, second: second))
        guard ambiguous > 0 else { return }
        #expect(value == comma * 10)
        #expect(try reading(false).unscaled(Array(text.utf8).span, row: 7, &evidence) == 1234)
        #expect(evidence.example?.row == 7)
    }

    @Test func takesThousandsOfWholeNumbersForWhatTheyAre() throws {
        var evidence = FormatEvidence()
        let reading = NumberReading(scale: 0, isInteger: true, units: [], prefersComma: false)
        #expect(try reading.unscaled(Array("1.234".utf8).span, row: 0, &evidence) == 1234)
        #expect(try reading.unscaled(Array("1,234".utf8).span, row: 0, &evidence) == 1234)
        #expect(Self.counts(evidence) == Counts(ambiguous: 0, first: 1, second: 1))
        #expect(throws: Refusal.notInteger) { try reading.unscaled(Array("12.5".utf8).span, row: 0, &evidence) }
    }

    @Test(arguments: [
        ("1. helmikuuta 2026", "2026-02-01"), ("1 helmi 2026", "2026-02-01"), ("1 februari 2026", "2026-02-01"),
        ("February 1, 2026", "2026-02-01"), ("1-Feb-2026", "2026-02-01"), ("20260201", "2026-02-01"), ("2026/2/1", "2026-02-01"),
        ("2026-2-1", "2026-02-01"), ("13/2/2026", "2026-02-13"), ("2/13/2026", "2026-02-13"), ("1. 2. 2026", "2026-02-01"),
        ("1.2.2026 0:00:00", "2026-02-01"), ("2026-02-01T00:00:00", "2026-02-01"), ("13-02-2026", "2026-02-13"),
        ("Kesä 1 2026", "2026-06-01"),
    ])
    func readsDatesAsPeopleWriteThem(text: String, expected: String) throws {
        #expect(Day(number: Int(try Self.day(Array(text.utf8).span))).iso == expected)
    }

    @Test func readsADateByTheColumnWhereBothWaysFit() throws {
        var evidence = FormatEvidence()
        #expect(try DateReading(prefersDay: true).day(Array("1/2/2026".utf8).span, row: 0, &evidence) == Self.number("2026-02-01"))
        var other = FormatEvidence()
        #expect(try DateReading(prefersDay: false).day(Array("1/2/2026".utf8).span, row: 0, &other) == Self.number("2026-01-02"))
        _ = try DateReading(prefersDay: true).day(Array("2/2/2026".utf8).span, row: 0, &evidence)
        _ = try DateReading(prefersDay: true).day(Array("13/2/2026".utf8).span, row: 0, &evidence)
        #expect(Self.counts(evidence) == Counts(ambiguous: 1, first: 1, second: 0))
    }

    @Test(arguments: ["00100", "33100"]) func takesFinnishPostalCodes(text: String) throws {
        try PostalCodeReading(country: "FI").check(Array(text.utf8).span)
        try PostalCodeReading(country: nil).check(Array(text.utf8).span)
    }

    @Test(arguments: [("FI", "100"), ("FI", "0010A"), ("SE", "1234"), ("GB", "12345"), ("FI", "FI-00100")])
    func refusesOtherPostalCodes(country: String, text: String) {
        #expect(throws: Refusal.notPostalCode) { try PostalCodeReading(country: country).check(Array(text.utf8).span) }
    }

    @Test(arguments: ["ä", "Å", "é", "ﬁ", "Ω", "한글", "e\u{323}\u{302}"])
    func composesWhatIsWrittenInParts(text: String) {
        let parts = Array(text.decomposedStringWithCanonicalMapping.utf8)
        let composed = Normalization.normalized(parts.span) ?? parts
        #expect(composed == Array(text.precomposedStringWithCanonicalMapping.utf8))
        #expect(Normalization.mayBeNeeded(parts) || parts == composed)
    }

    @Test func looksForPartsInEveryByte() {
        for length in [1, 15, 16, 17, 4095, 4096, 4097, 8200] {
            var bytes = [UInt8](repeating: 0xCB, count: length)
            #expect(!Normalization.mayBeNeeded(bytes))
            for place in Set([0, 7, 15, 16, length / 2, length - 17, length - 2, length - 1]) where bytes.indices.contains(place) {
                bytes[place] = 0xCC
                #expect(Normalization.mayBeNeeded(bytes))
                bytes[place] = 0xCB
            }
        }
    }

    private struct Counts: Equatable {
        var ambiguous: Int
        var first: Int
        var second: Int
    }

    private static func counts(_ evidence: FormatEvidence) -> Counts {
        Counts(ambiguous: evidence.ambiguous, first: evidence.first, second: evidence.second)
    }

    private static func day(_ text: Span<UInt8>) throws -> Int64 {
        var evidence = FormatEvidence()
        return try DateReading(prefersDay: true).day(text, row: 0, &evidence)
    }

    private static func number(_ iso: String) throws -> Int64 { Int64(try #require(Day(iso: iso)).number) }

    private func number(_ text: String) throws -> Int64 {
        var evidence = FormatEvidence()
        return try NumberReading(scale: 2, isInteger: false, units: [Array("eur".utf8), Array("€".utf8)], prefersComma: true)
            .unscaled(Array(text.utf8).span, row: 0, &evidence)
    }

    private func moment(_ text: String) throws -> Int64 {
        var evidence = FormatEvidence()
        return try DateReading(prefersDay: true).instant(Array(text.utf8).span, row: 0, &evidence) { day, second in
            Instant(seconds: day.number * 86_400 + second - 7200)
        }
    }
}
