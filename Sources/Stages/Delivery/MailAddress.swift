/// An address as a mail's header carries it.
struct MailAddress {
    let address: String
    let name: String?

    /// What follows the at sign.
    var domain: Substring { address[address.index(after: address.lastIndex(of: "@") ?? address.startIndex)...] }

    /// Refuses what is no plain ASCII address, so that none can bring another header or recipient with it.
    init(_ address: String, name: String?) throws(DeliveryError) {
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        let isPlain = address.utf8.allSatisfy { (33...126).contains($0) && !"()<>[]:;,\\\"".utf8.contains($0) }
        guard isPlain, parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), address.utf8.count <= 254 else {
            throw DeliveryError.address(address)
        }
        self.address = address
        self.name = name.map { HeaderText.onOneLine($0) }.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// `Anna <anna@tuottaja.example>`, folded before the address where the name is long.
    var header: String {
        guard let name else { return address }
        let isAtoms = name.utf8.allSatisfy {
            (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 32 || $0 == 45
        }
        let isShort = name.utf8.count + address.utf8.count < 66
        return (isAtoms && isShort ? name + " " : HeaderText.encodedWords(name) + "\r\n ") + "<\(address)>"
    }
}
