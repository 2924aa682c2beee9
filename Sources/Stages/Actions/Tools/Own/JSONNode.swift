/// A JSON value whose numbers are kept as they are written.
indirect enum JSONNode: Hashable {
    case null
    case boolean(Bool)
    case number(String)
    case text(String)
    case list([JSONNode])
    /// In their order; of equal names the last one counts, as nearly all readers have it.
    case object([Member])

    struct Member: Hashable {
        let name: String
        let value: JSONNode
    }

    /// The value that all of `bytes` are; nil where they are no JSON (RFC 8259).
    init?(_ bytes: ArraySlice<UInt8>) {
        var parser = JSONParser(bytes)
        guard let node = parser.value(depth: 0) else { return nil }
        parser.skipBlanks()
        guard parser.isAtEnd else { return nil }
        self = node
    }

    /// The value of a member of an object.
    subscript(_ name: String) -> JSONNode? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }
}

/// Reads JSON from bytes; whatever is wrong ends it with nil.
private struct JSONParser {
    private let bytes: ArraySlice<UInt8>
    private var place: Int

    /// Deeper values than an answer ever needs are refused.
    private static let depthLimit = 16

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        place = bytes.startIndex
    }

    var isAtEnd: Bool { place == bytes.endIndex }

    private var next: UInt8? { isAtEnd ? nil : bytes[place] }

    mutating func skipBlanks() {
        while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { place += 1 }
    }

    mutating func value(depth: Int) -> JSONNode? {
        skipBlanks()
        guard depth < Self.depthLimit, let byte = next else { return nil }
        switch byte {
        case UInt8(ascii: "{"): return object(depth)
        case UInt8(ascii: "["): return list(depth)
        case UInt8(ascii: "\""): return string().map { .text($0) }
        case UInt8(ascii: "t"): return take("true") ? .boolean(true) : nil
        case UInt8(ascii: "f"): return take("false") ? .boolean(false) : nil
        case UInt8(ascii: "n"): return take("null") ? .null : nil
        default: return number()
        }
    }

    private mutating func take(_ word: String) -> Bool {
        guard bytes[place...].starts(with: word.utf8) else { return false }
        place += word.utf8.count
        return true
    }

    private mutating func object(_ depth: Int) -> JSONNode? {
        place += 1
        var members: [JSONNode.Member] = []
        skipBlanks()
        if take("}") { return .object([]) }
        while true {
            skipBlanks()
            guard next == UInt8(ascii: "\""), let name = string() else { return nil }
            skipBlanks()
            guard take(":"), let value = value(depth: depth + 1) else { return nil }
            members.append(JSONNode.Member(name: name, value: value))
            skipBlanks()
            if take("}") { return .object(members) }
            guard take(",") else { return nil }
        }
    }

    private mutating func list(_ depth: Int) -> JSONNode? {
        place += 1
        var values: [JSONNode] = []
        skipBlanks()
        if take("]") { return .list([]) }
        while true {
            guard let value = value(depth: depth + 1) else { return nil }
            values.append(value)
            skipBlanks()
            if take("]") { return .list(values) }
            guard take(",") else { return nil }
        }
    }

    private mutating func number() -> JSONNode? {
        let start = place
        _ = take("-")
        guard let first = next, isDigit(first) else { return nil }
        if first == UInt8(ascii: "0") { place += 1 } else { skipDigits() }
        if take(".") {
            guard let digit = next, isDigit(digit) else { return nil }
            skipDigits()
        }
        if take("e") || take("E") {
            _ = take("+") || take("-")
            guard let digit = next, isDigit(digit) else { return nil }
            skipDigits()
        }
        return .number(String(decoding: bytes[start..<place], as: UTF8.self))
    }

    private func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

    private mutating func skipDigits() {
        while let byte = next, isDigit(byte) { place += 1 }
    }

    private mutating func string() -> String? {
        place += 1
        var text: [UInt8] = []
        while let byte = next {
            place += 1
            switch byte {
            case UInt8(ascii: "\""): return String(validating: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let escaped = escape() else { return nil }
                text += escaped
            case ..<0x20: return nil
            default: text.append(byte)
            }
        }
        return nil
    }

    private mutating func escape() -> [UInt8]? {
        guard let byte = next else { return nil }
        place += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"):
            guard var value = codeUnit() else { return nil }
            if (0xD800..<0xDC00).contains(value) {
                guard take("\\u"), let low = codeUnit(), (0xDC00..<0xE000).contains(low) else { return nil }
                value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
            }
            return Unicode.Scalar(value).map { Array(String(Character($0)).utf8) }
        default: return nil
        }
    }

    private mutating func codeUnit() -> UInt32? {
        guard bytes.endIndex - place >= 4 else { return nil }
        let digits = bytes[place..<place + 4]
        guard digits.allSatisfy({ isDigit($0) || (97...102).contains($0 | 0x20) }) else { return nil }
        place += 4
        return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    }
}
