import Model
import Testing

@testable import Actions

/// Phone numbers as people in Finland and elsewhere write them.
struct PhoneNumberTests {
    private func normalized(_ text: String, _ country: String = "FI") throws -> String {
        try PhoneNumber.normalized(text, country: country)
    }

    /// What is the matter with a number, by the end of the message's key.
    private func refusal(of text: String, _ country: String = "FI") -> String? {
        do throws(ToolRefusal) {
            _ = try PhoneNumber.normalized(text, country: country)
            return nil
        } catch { return error.message.key.rawValue.split(separator: ".").last.map(String.init) }
    }

    @Test(arguments: [
        ("0401234567", "+358401234567"), ("040 123 4567", "+358401234567"), ("040-1234567", "+358401234567"),
        ("040–123 4567", "+358401234567"), ("(040) 1234567", "+358401234567"), ("040/1234567", "+358401234567"),
        ("+358 40 123 4567", "+358401234567"), ("+358 (0)40 1234567", "+358401234567"), ("+358(0)401234567", "+358401234567"),
        ("+3580401234567", "+358401234567"), ("+358 040 123 4567", "+358401234567"), ("00358 40 1234567", "+358401234567"),
        ("00358 (0)40 1234567", "+358401234567"), ("011 358 40 1234567", "+358401234567"), ("358401234567", "+358401234567"),
        ("401234567", "+358401234567"), ("09 1234567", "+35891234567"), ("(09) 123 456", "+3589123456"), ("010 123 456", "+35810123456"),
        ("0\u{A0}40\u{202F}1234567", "+358401234567"), ("\u{202A}+358401234567\u{202C}", "+358401234567"),
        ("p. 040 1234567", "+358401234567"),
        ("puh: 040 1234567", "+358401234567"), ("tel:+358-40-1234567", "+358401234567"), ("０４０１２３４５６７", "+358401234567"),
        ("(+358) 40 1234567", "+358401234567"), ("+46 70 123 45 67", "+46701234567"), ("+46 (0)70-123 45 67", "+46701234567"),
        ("0046 070 123 45 67", "+46701234567"), ("+372 5123 4567", "+37251234567"), ("+7 912 345-67-89", "+79123456789"),
        ("+7 800 555 35 35", "+78005553535"), ("+39 06 1234 5678", "+390612345678"), ("+1 (212) 555-0123", "+12125550123"),
        ("+44 (0)20 7946 0958", "+442079460958"), ("+36 06 1 234 5678", "+3612345678"), ("0100 100", "+358100100"),
    ]) func finnishCustomersWriteThem(text: String, number: String) throws {
        #expect(try normalized(text) == number)
    }

    @Test(arguments: [
        ("070-123 45 67", "SE", "+46701234567"), ("8 (912) 345-67-89", "RU", "+79123456789"), ("810 358 40 1234567", "RU", "+358401234567"),
        ("(212) 555-0123", "US", "+12125550123"), ("1-212-555-0123", "US", "+12125550123"), ("011 358 40 1234567", "US", "+358401234567"),
        ("06 1234 5678", "IT", "+390612345678"), ("020 7946 0958", "GB", "+442079460958"), ("0113 496 0000", "GB", "+441134960000"),
        ("06 1 234 5678", "HU", "+3612345678"), ("5123 4567", "EE", "+37251234567"), ("0412 345 678", "AU", "+61412345678"),
        ("0011 358 40 1234567", "AU", "+358401234567"), ("22 12 34 56", "NO", "+4722123456"), ("018 12345", "AX", "+3581812345"),
        ("8 029 491-19-11", "BY", "+375294911911"),
    ]) func othersWriteThem(text: String, country: String, number: String) throws {
        #expect(try normalized(text, country) == number)
    }

    @Test(arguments: [
        ("ei ole", "character"), ("040 123 4567 ext. 12", "extension"), ("040 1234567 x12", "extension"),
        ("09 12345 alanumero 6", "extension"),
        ("112", "length"), ("040 1", "length"), ("+358 40", "length"), ("040 123 4567 040 765 4321", "length"), ("+999 123456", "code"),
        ("+46 1", "length"), ("–", "no-digits"), ("+", "no-digits"), ("040+1234567", "character"), ("maija@x.example", "character"),
        ("+358 0040 123456", "length"), ("0000000", "code"),
    ]) func whatCannotBeANumberIsRefused(text: String, reason: String) {
        #expect(refusal(of: text) == reason)
    }

    @Test func normalizingAgainChangesNothing() throws {
        for plan in ["FI", "SE", "EE", "RU", "US", "IT", "GB", "DE", "NO", "HU", "JP", "BR"] {
            for digits in ["2012345678", "401234567", "12345678"] {
                guard let once = try? normalized(digits, plan) else { continue }
                #expect(try normalized(once, "FI") == once, "\(plan) \(digits)")
            }
        }
    }
}
