internal import Model

/// The two columns that a file of rejected rows has behind the sender's own.
enum RejectColumns {
    /// The line and the reason, in the language of the source.
    static func headers(_ language: Language) -> [String] {
        switch language {
        case .fi: ["rivi", "syy"]
        case .en: ["line", "reason"]
        }
    }

    /// Whether `headers` end with the two, in any language.
    static func areLast(in headers: [String]) -> Bool {
        guard headers.count > 2 else { return false }
        let last = headers.suffix(2).map { $0.lowercased() }
        return Language.allCases.contains { RejectColumns.headers($0) == last }
    }
}
