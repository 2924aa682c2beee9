import Model
import Testing

@testable import Actions

/// What counts when records are compared.
struct MatchKeyTests {
    private func key(_ text: String, _ type: FieldType = .text) -> String? { MatchKey.of(text, FieldDefinition(key: "x", type: type)) }

    @Test(arguments: [
        ("Meikäläinen", "MEIKALAINEN"), ("Anna-Maija", "anna maija"), ("Söderström", "soderstrom"), ("Ødegård", "odegard"), ("Æ", "ae"),
        ("Straße", "strasse"), ("O'Brien", "o’brien"), (" Matti  M. ", "mattim"),
    ]) func textsThatAPersonTakesForTheSame(left: String, right: String) {
        #expect(key(left) == key(right))
        #expect(key(left) != nil)
    }

    @Test func differentTextsStayDifferent() {
        #expect(key("Virtanen") != key("Virtaneni"))
        #expect(key("Matti 1") != key("Matti 2"))
    }

    @Test func emptyOnesAreLikeNone() {
        for text in ["", "  ", "-", "."] { #expect(key(text) == nil) }
    }

    @Test func addressesAndNumbersHaveTheirOwnRules() {
        #expect(key("A.B@X.fi", .email) == key("a.b@x.fi", .email))
        #expect(key("ab@x.fi", .email) != key("a.b@x.fi", .email))
        #expect(key("040 123 4567", .phone) == key("+358401234567", .phone))
        #expect(key("112", .phone) == "112")
        #expect(key("ooppera;Teatteri", .list) == key("teatteri;ooppera", .list))
    }
}
