/// Where simple text is broken into lines: after spaces and hyphens; in long words after the signs of addresses; else anywhere.
enum LineBreaks {
    /// A line, without the spaces at its end.
    struct Line {
        let range: Range<Int>
        /// Whether there was a space.
        let endsInSpace: Bool
    }

    /// The lines of `bytes`, each at most `limit` thousandths of an em wide.
    static func lines(_ bytes: UnsafeBufferPointer<UInt8>, face: MainFace, limit: Double) -> [Line] {
        var lines: [Line] = []
        var start = 0
        while start < bytes.count {
            let end = unsafe lineEnd(bytes, from: start, face: face, limit: limit)
            var last = end
            while last > start, unsafe bytes[last - 1] == 0x20 { last -= 1 }
            let first = start
            start = end
            while start < bytes.count, unsafe bytes[start] == 0x20 { start += 1 }
            lines.append(Line(range: first..<last, endsInSpace: start > last))
        }
        return lines
    }

    /// Where the line that starts at `start` ends.
    private static func lineEnd(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, face: MainFace, limit: Double) -> Int {
        var place = start
        var width = 0.0
        var wordEnd = start
        var partEnd = start
        var previous: UInt32 = 0
        var previousCode: UInt16 = 0
        while place < bytes.count {
            let before = place
            guard let character = unsafe UTF8Decoding.next(bytes, &place) else { return bytes.count }
            let letter = face.letter(character)
            width += Double(letter.width)
            if previousCode != 0 { width += Double(max(face.move(previous, previousCode, character, letter.code), -500)) }
            if width > limit, character != 0x20 {
                if wordEnd > start { return wordEnd }
                if partEnd > start { return partEnd }
                return before > start ? before : place
            }
            if character == 0x20 || character == 0x2D || character == 0x2010 || character == 0x2013 { wordEnd = place }
            if character == 0x40 || character == 0x2E || character == 0x2F || character == 0x5F || character == 0x2C { partEnd = place }
            previous = character
            previousCode = letter.code
        }
        return bytes.count
    }
}
