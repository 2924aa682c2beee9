import Model
import Packaging
import Testing

struct PasswordRuleTests {
    @Test(arguments: [
        ("Salasana-1", []), ("salasana", ["password.no-digit", "password.no-special"]), ("a-1", ["password.short"]),
        ("12345678", ["password.no-special"]), ("åäö åäö 1", ["password.no-special"]), ("åäö-åäö1", []),
        ("Salasana-1\u{7}", ["password.control"]), ("", ["password.short", "password.no-digit", "password.no-special"]),
    ])
    func tellsWhatAPasswordLacks(password: String, keys: [String]) {
        #expect(PasswordRule.problems(in: Secret(password)).map(\.key.rawValue) == keys)
    }

    @Test func makesPasswordsThatMeetTheRuleAndDiffer() throws {
        let passwords = try (0..<200).map { _ in try PasswordRule.generate() }
        #expect(passwords.allSatisfy { PasswordRule.problems(in: $0).isEmpty })
        #expect(Set(passwords).count == 200)
        #expect(passwords.allSatisfy { !$0.exposed.contains { "0O1lI".contains($0) } })
    }

    @Test func aSecretNeverPrintsItself() {
        let secret = Secret("Salasana-1")
        var dumped = ""
        dump(secret, to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), dumped, "\([secret])", "\(Optional(secret) as Any)"] {
            #expect(!text.contains("Salasana"))
        }
    }
}
