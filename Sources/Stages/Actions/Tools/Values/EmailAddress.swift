import Model

/// Checks how e-mail addresses are written, as far as that can be known without asking the domain (RFC 5321, RFC 6531 in practice).
enum EmailAddress {
    /// Whether it is an address, and none whose domain is probably misspelt.
    static func check(_ text: String) throws(ToolRefusal) {
        let (local, domain) = try checkForm(text)
        if let meant = KnownMailDomains.meant(by: domain.lowercased()) {
            throw ToolRefusal(.emailTypo, ["domain": .text(domain), "suggestion": .text("\(local)@\(meant)")])
        }
    }

    /// Whether it is an address; its two parts.
    static func checkForm(_ text: String) throws(ToolRefusal) -> (local: String, domain: String) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2 else { throw ToolRefusal(.emailAt) }
        guard isLocal(parts[0]) else { throw ToolRefusal(.emailLocal, ["part": .text(String(parts[0].prefix(60)))]) }
        let domain = String(parts[1])
        guard isDomain(domain) else { throw ToolRefusal(.emailDomain, ["part": .text(String(domain.prefix(60)))]) }
        return (String(parts[0]), domain)
    }

    /// A dot-atom of at most 64 bytes; what goes beyond ASCII must be letters, digits or marks.
    private static func isLocal(_ part: Substring) -> Bool {
        guard !part.isEmpty, part.utf8.count <= 64 else { return false }
        return part.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty && atom.unicodeScalars.allSatisfy { $0.isASCII ? isAtom($0) : isLetterOrMark($0) }
        }
    }

    private static func isAtom(_ scalar: Unicode.Scalar) -> Bool {
        isLetterOrDigit(scalar) || "!#$%&'*+-/=?^_`{|}~".unicodeScalars.contains(scalar)
    }

    /// At least two labels of letters, digits and inner hyphens, of which the last is no number.
    private static func isDomain(_ domain: String) -> Bool {
        let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, domain.utf8.count <= 253, let last = labels.last, last.count >= 2,
            last.unicodeScalars.contains(where: { !("0"..."9").contains($0) })
        else { return false }
        return labels.allSatisfy { label in
            !label.isEmpty && label.utf8.count <= 63 && !label.hasPrefix("-") && !label.hasSuffix("-")
                && label.unicodeScalars.allSatisfy { $0.isASCII ? isLetterOrDigit($0) || $0 == "-" : isLetterOrMark($0) }
        }
    }

    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
    }

    private static func isLetterOrMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark, .spacingMark,
            .decimalNumber:
            true
        default: false
        }
    }
}

/// Domains that many people have their mail at, and how they are misspelt.
enum KnownMailDomains {
    /// The first labels and the endings that they exist with.
    private static let providers: [String: [String]] = [
        "gmail": ["com"], "googlemail": ["com"],
        "hotmail": ["com", "fi", "se", "no", "dk", "de", "fr", "it", "es", "nl", "be", "co.uk", "ru", "ee", "lv"],
        "outlook": ["com", "fi", "de", "fr", "it", "es", "dk", "be", "at", "pt", "ie", "se", "cz", "hu"],
        "icloud": ["com"],
        "yahoo": ["com", "fi", "se", "no", "dk", "de", "fr", "it", "es", "co.uk", "ca", "in", "co.in", "co.jp", "com.br"],
        "luukku": ["com"], "kolumbus": ["fi"], "elisanet": ["fi"], "saunalahti": ["fi"], "suomi24": ["fi"], "welho": ["com"],
        "protonmail": ["com", "ch"], "dnainternet": ["net"], "telemail": ["fi"],
    ]
    /// Labels near one of those that are themselves.
    private static let others: Set<String> = ["mail", "ymail", "email", "gmx", "cloud", "gmax"]
    /// Endings that do not exist, or that hardly anybody means.
    private static let endings: Set<String> = [
        "con", "cmo", "vom", "xom", "comm", "coms", "om", "ocm", "cm", "co", "cpm", "clm", "kom", "cim", "fo", "fii", "if", "ffi", "dom",
    ]

    /// The domain that was meant by one that is nearly as well known; nil for one that is fine or tells nothing.
    static func meant(by domain: String) -> String? {
        let parts = domain.split(separator: ".", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        let (label, ending) = (String(parts[0]), String(parts[1]))
        if let known = providers[label] {
            if known.contains(ending) { return nil }
            // gmail.con, hotmail.fii; where one domain alone exists, gmail.fi as well.
            let standard = known.contains("fi") && ending.hasPrefix("f") ? "fi" : known[0]
            return endings.contains(ending) || known.count == 1 && ["fi", "com", "net"].contains(ending) ? "\(label).\(standard)" : nil
        }
        guard label.count >= 4, !others.contains(label) else { return nil }
        let near = providers.keys.filter { $0.count >= 5 && NearestName.distance(Array(label), Array($0)) == 1 }
        guard near.count == 1, let provider = near.first, let known = providers[provider] else { return nil }
        if known.contains(ending) { return "\(provider).\(ending)" }
        return endings.contains(ending) || known.count == 1 && ["fi", "com", "net"].contains(ending) ? "\(provider).\(known[0])" : nil
    }
}

extension MessageKey {
    static let emailAt: MessageKey = "tool.email.at"
    static let emailLocal: MessageKey = "tool.email.local"
    static let emailDomain: MessageKey = "tool.email.domain"
    static let emailTypo: MessageKey = "tool.email.typo"
}
