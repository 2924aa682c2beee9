import Cryptography
package import Model

/// The rule for passwords of bundles (product.md section 6): at least 8 characters, with a digit and a special character.
package enum PasswordRule {
    package static let minimumLength = 8

    /// What `password` lacks; empty when it is good.
    package static func problems(in password: Secret) -> [Message] {
        let text = password.exposed
        var problems: [Message] = []
        if text.count < minimumLength { problems.append(Message(.passwordShort, ["count": .integer(minimumLength)])) }
        if !text.contains(where: \.isNumber) { problems.append(Message(.passwordNoDigit)) }
        if !text.contains(where: { !$0.isLetter && !$0.isNumber && !$0.isWhitespace }) { problems.append(Message(.passwordNoSpecial)) }
        // Such a character could not be typed again, or would end the line on standard input.
        if text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) { problems.append(Message(.passwordControl)) }
        return problems
    }

    /// A new password that meets the rule: four groups that are easy to read out, about 77 bits.
    ///
    /// - Throws: what the system's random source throws.
    package static func generate() throws -> Secret {
        // Without characters that look alike: 0 O, 1 l I.
        let letters = Array("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789")
        while true {
            var characters: [Character] = []
            while characters.count < 13 {
                // Bytes past the last whole multiple are thrown away, so that every character is as likely.
                for byte in try RandomBytes.generate(16) where Int(byte) < 256 / letters.count * letters.count && characters.count < 13 {
                    characters.append(letters[Int(byte) % letters.count])
                }
            }
            let text = [characters[0..<4], characters[4..<8], characters[8..<13]].map { String($0) }.joined(separator: "-")
            if problems(in: Secret(text)).isEmpty { return Secret(text) }
        }
    }
}

extension MessageKey {
    static let passwordShort: MessageKey = "password.short"
    static let passwordNoDigit: MessageKey = "password.no-digit"
    static let passwordNoSpecial: MessageKey = "password.no-special"
    static let passwordControl: MessageKey = "password.control"
}
