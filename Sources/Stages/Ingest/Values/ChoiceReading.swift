/// The values that a choice may have, ready to be compared with cells.
struct ChoiceReading: Sendable {
    private let choices: [[UInt8]]
    private let folded: [String: Int]

    init(_ choices: [String]) {
        self.choices = choices.map { Array($0.utf8) }
        folded = Dictionary(choices.enumerated().map { ($1.lowercased(), $0) }) { first, _ in first }
    }

    /// The bytes of the choice that `text` names, whatever its case.
    ///
    /// - Throws: `notChoice`.
    func value(_ text: Span<UInt8>) throws(Refusal) -> [UInt8] {
        for choice in choices where choice.count == text.count && (0..<text.count).allSatisfy({ choice[$0] == text[$0] }) { return choice }
        let word = unsafe text.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
        guard let index = folded[word.lowercased()] else { throw .notChoice }
        return choices[index]
    }
}
