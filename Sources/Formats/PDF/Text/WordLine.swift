/// A line that is put together of words that are set already: what many texts share need not be set again in each.
struct WordLine {
    private var operators: [UInt8] = []
    private(set) var width = 0.0
    private var missingCount = 0

    /// Adds a word or a space.
    mutating func append(_ text: SetText) {
        operators += text.operators
        width += text.width
        missingCount += text.missingCount
    }

    /// The line.
    var text: SetText { SetText(operators: operators, width: width, missingCount: missingCount) }

    /// Where the words of `bytes` are; nil when there is only one, or when words may stand in another order than they are read.
    static func words(_ bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>]? {
        guard unsafe bytes.contains(0x20) else { return nil }
        var words: [Range<Int>] = []
        var start = 0
        var place = 0
        while place < bytes.count {
            let before = place
            guard let character = unsafe UTF8Decoding.next(bytes, &place), !isDirected(character) else { return nil }
            guard character == 0x20 else { continue }
            words.append(start..<before)
            start = place
        }
        words.append(start..<bytes.count)
        return words
    }

    /// Whether a character is, or may make others be, read from right to left.
    private static func isDirected(_ character: UInt32) -> Bool {
        switch character {
        case 0x590...0x8FF, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x1_0800...0x1_0FFF,
            0x1_E800...0x1_EFFF:
            true
        default: false
        }
    }
}
