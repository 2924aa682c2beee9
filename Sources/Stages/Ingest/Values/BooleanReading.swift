/// Yes and no, in the words of the languages that files come in.
enum BooleanReading {
    /// Each word in lower case, as its UTF-8 bytes in one integer.
    private static let words: [UInt64: Int64] = {
        var words: [UInt64: Int64] = [:]
        for word in ["true", "kyllä", "ja", "yes", "1", "x", "tosi", "sant"] { words[packed(Array(word.utf8).span) ?? 0] = 1 }
        for word in ["false", "ei", "nej", "no", "0", "epätosi", "falskt"] { words[packed(Array(word.utf8).span) ?? 0] = 0 }
        return words
    }()

    /// 1 or 0.
    ///
    /// - Throws: `notBoolean`.
    static func value(_ text: Span<UInt8>) throws(Refusal) -> Int64 {
        guard let packed = packed(text), let value = words[packed] ?? words[lowercased(text)] else { throw .notBoolean }
        return value
    }

    /// The bytes of a word of at most eight.
    @inline(__always)
    private static func packed(_ text: Span<UInt8>) -> UInt64? {
        guard text.count <= 8 else { return nil }
        var packed: UInt64 = 0
        for index in 0..<text.count { packed = packed << 8 | UInt64(text[index]) }
        return packed
    }

    private static func lowercased(_ text: Span<UInt8>) -> UInt64 {
        packed(CellText.lowercased(text).span) ?? 0
    }
}
