/// Yes and no, in the words of the languages that files come in.
struct BooleanReading: Sendable {
    private static let words: [(word: String, value: Int64)] = [
        ("true", 1), ("false", 0), ("kyllä", 1), ("ei", 0), ("1", 1), ("0", 0), ("yes", 1), ("no", 0), ("ja", 1), ("nej", 0), ("x", 1),
        ("tosi", 1), ("epätosi", 0), ("sant", 1), ("falskt", 0),
    ]
    /// Each word in lower case, as its UTF-8 bytes in one integer; the commonest first, since they are few and tried in turn.
    private let packed: [UInt64] = words.map { BooleanReading.packed(Array($0.word.utf8).span) ?? 0 }
    private let values: [Int64] = words.map(\.value)

    /// 1 or 0.
    ///
    /// - Throws: `notBoolean`.
    func value(_ text: Span<UInt8>) throws(Refusal) -> Int64 {
        guard let word = BooleanReading.packed(text) else { throw .notBoolean }
        if let index = packed.firstIndex(of: word) { return values[index] }
        guard let word = BooleanReading.packed(CellText.lowercased(text).span), let index = packed.firstIndex(of: word) else {
            throw .notBoolean
        }
        return values[index]
    }

    /// The bytes of a word of at most eight.
    @inline(__always)
    private static func packed(_ text: Span<UInt8>) -> UInt64? {
        guard text.count <= 8 else { return nil }
        var packed: UInt64 = 0
        for index in 0..<text.count { packed = packed << 8 | UInt64(text[index]) }
        return packed
    }
}
