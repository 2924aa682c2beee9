import CSV
import Tabular
import TestSupport

/// The grammar of delimited records as an automaton that looks at one character after another: slow and obvious.
enum Oracle {
    struct Record: Equatable {
        var line: Int
        var fields: [String]
        var raw: String
        var fault: RecordFault?
    }

    static func records(_ text: [UInt8], _ dialect: CSVDialect = CSVDialect()) -> [Record] {
        var records: [Record] = []
        var place = 0
        var line = 1
        while place < text.count {
            let (record, next, nextLine) = record(text, place, line, dialect)
            if let record { records.append(record) }
            (place, line) = (next, nextLine)
        }
        return records
    }

    private enum State { case fieldStart, plain, quoted, quoteInQuoted }

    /// The record at `start` (nil for a blank line), the place after it and that place's line.
    private static func record(_ text: [UInt8], _ start: Int, _ startLine: Int, _ dialect: CSVDialect) -> (Record?, Int, Int) {
        var (place, line, state) = (start, startLine, State.fieldStart)
        var fields: [String] = []
        var field: [UInt8] = []
        var (open, openLine) = (start, startLine)
        func lineEnd(_ place: Int) -> Int? {
            if text[place] == 10 { return 1 }
            guard text[place] == 13 else { return nil }
            return place + 1 < text.count && text[place + 1] == 10 ? 2 : 1
        }
        func faulty(_ fault: RecordFault) -> (Record?, Int, Int) {
            var end = open
            while end < text.count, lineEnd(end) == nil { end += 1 }
            let next = end < text.count ? end + (lineEnd(end) ?? 0) : end
            return (Record(line: startLine, fields: [], raw: string(text[start..<end]), fault: fault), next, openLine + 1)
        }
        func finished(_ next: Int, _ nextLine: Int) -> (Record?, Int, Int) {
            if place == start { return (nil, next, nextLine) }
            return (
                Record(line: startLine, fields: fields + [string(field[...])], raw: string(text[start..<place]), fault: nil), next, nextLine
            )
        }
        while place < text.count {
            let byte = text[place]
            switch state {
            case .fieldStart where byte == dialect.quote:
                (open, openLine, state) = (place, line, .quoted)
            case .fieldStart, .plain:
                if let width = lineEnd(place) { return finished(place + width, line + 1) }
                if byte == dialect.delimiter {
                    fields.append(string(field[...]))
                    (field, state) = ([], .fieldStart)
                } else {
                    field.append(byte)
                    state = .plain
                }
            case .quoted:
                if byte == dialect.quote {
                    state = .quoteInQuoted
                } else {
                    field.append(byte)
                    if let width = lineEnd(place), !(width == 2) { line += 1 }
                }
            case .quoteInQuoted:
                if byte == dialect.quote {
                    field.append(byte)
                    state = .quoted
                } else if byte == dialect.delimiter {
                    fields.append(string(field[...]))
                    (field, state) = ([], .fieldStart)
                } else if let width = lineEnd(place) {
                    return finished(place + width, line + 1)
                } else {
                    return faulty(.textAfterQuote)
                }
            }
            place += 1
        }
        return state == .quoted ? faulty(.quoteNotClosed) : finished(text.count, line)
    }

    private static func string(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
}

extension SeededGenerator {
    /// A text with much structure in it.
    mutating func text(length: Int, delimiter: UInt8) -> [UInt8] {
        let pieces: [[UInt8]] = [
            [delimiter], [delimiter], Array("\"".utf8), Array("\"\"".utf8), Array("\n".utf8), Array("\r\n".utf8), Array("\r".utf8),
            Array("abcdefgh".utf8), Array("ä".utf8), Array("x".utf8), [delimiter] + Array("\"q\"".utf8) + [delimiter],
            Array(repeating: UInt8(ascii: "y"), count: 70),
        ]
        var text: [UInt8] = []
        while text.count < length { text += pieces.randomElement(using: &self) ?? [] }
        return text
    }

    /// Every text over `alphabet` of at most `maxLength` bytes.
    static func texts(alphabet: [UInt8], maxLength: Int) -> [[UInt8]] {
        var all: [[UInt8]] = [[]]
        var longest = all
        for _ in 0..<maxLength {
            longest = longest.flatMap { text in alphabet.map { text + [$0] } }
            all += longest
        }
        return all
    }
}
