/// Where the characters of a string stand, its quotes left out.
struct JSONString {
    let start: Int
    let end: Int
    let hasEscapes: Bool
}

/// Walks over one JSON text by the grammar of RFC 8259, neither more nor less.
@unsafe struct JSONScanner {
    /// What a value is.
    enum Kind {
        case null
        case boolean
        case number(hasExponent: Bool)
        case string(hasEscapes: Bool)
        /// An array or an object.
        case nested
    }

    let base: UnsafePointer<UInt8>
    private(set) var place: Int
    private let end: Int

    private static let depthLimit = 64

    /// A scanner of the bytes from `start` to before `end`.
    init(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) {
        unsafe self.base = base
        unsafe place = start
        unsafe self.end = end
    }

    /// Moves past white space (section 2).
    @inline(__always)
    mutating func skipBlanks() {
        while unsafe place < end, unsafe base[place] <= 0x20 {
            switch unsafe base[place] {
            case 0x20, 0x09, 0x0A, 0x0D: unsafe place += 1
            default: return
            }
        }
    }

    /// Moves past white space and `byte`, if it is there.
    @inline(__always)
    mutating func take(_ byte: UInt8) -> Bool {
        unsafe skipBlanks()
        guard unsafe place < end, unsafe base[place] == byte else { return false }
        unsafe place += 1
        return true
    }

    /// Whether nothing but white space follows.
    mutating func isAtEnd() -> Bool {
        unsafe skipBlanks()
        return unsafe place == end
    }

    /// Moves past the value that stands here; nil where none does, or one that nests deeper than the limit.
    mutating func value(depth: Int) -> Kind? {
        guard unsafe place < end else { return nil }
        switch unsafe base[place] {
        case UInt8(ascii: "\""):
            unsafe place += 1
            return unsafe string().map { .string(hasEscapes: $0.hasEscapes) }
        case UInt8(ascii: "{"): return unsafe object(depth: depth + 1) ? .nested : nil
        case UInt8(ascii: "["): return unsafe array(depth: depth + 1) ? .nested : nil
        case UInt8(ascii: "t"): return unsafe word("true") ? .boolean : nil
        case UInt8(ascii: "f"): return unsafe word("false") ? .boolean : nil
        case UInt8(ascii: "n"): return unsafe word("null") ? .null : nil
        default: return unsafe number()
        }
    }

    private mutating func word(_ word: StaticString) -> Bool {
        guard unsafe end - place >= word.utf8CodeUnitCount else { return false }
        for index in 0..<word.utf8CodeUnitCount where unsafe base[place + index] != word.utf8Start[index] { return false }
        unsafe place += word.utf8CodeUnitCount
        return true
    }

    private mutating func array(depth: Int) -> Bool {
        guard unsafe depth <= Self.depthLimit, unsafe take(UInt8(ascii: "[")) else { return false }
        if unsafe take(UInt8(ascii: "]")) { return true }
        while true {
            unsafe skipBlanks()
            guard unsafe value(depth: depth) != nil else { return false }
            if unsafe take(UInt8(ascii: ",")) { continue }
            return unsafe take(UInt8(ascii: "]"))
        }
    }

    private mutating func object(depth: Int) -> Bool {
        guard unsafe depth <= Self.depthLimit, unsafe take(UInt8(ascii: "{")) else { return false }
        if unsafe take(UInt8(ascii: "}")) { return true }
        while true {
            guard unsafe take(UInt8(ascii: "\"")), unsafe string() != nil, unsafe take(UInt8(ascii: ":")) else { return false }
            unsafe skipBlanks()
            guard unsafe value(depth: depth) != nil else { return false }
            if unsafe take(UInt8(ascii: ",")) { continue }
            return unsafe take(UInt8(ascii: "}"))
        }
    }

    /// Moves past digits.
    ///
    /// - Returns: how many there are.
    @inline(__always)
    private mutating func digits() -> Int {
        let start = unsafe place
        while unsafe place < end, unsafe base[place] &- 48 < 10 { unsafe place += 1 }
        return unsafe place - start
    }

    /// A number (section 6): no plus sign, no leading zero, digits on both sides of the point.
    @inline(__always)
    private mutating func number() -> Kind? {
        if unsafe base[place] == UInt8(ascii: "-") { unsafe place += 1 }
        let start = unsafe place
        let count = unsafe digits()
        guard count > 0, unsafe count == 1 || base[start] != 48 else { return nil }
        if unsafe place < end, unsafe base[place] == UInt8(ascii: ".") {
            unsafe place += 1
            guard unsafe digits() > 0 else { return nil }
        }
        guard unsafe place < end, unsafe base[place] | 0x20 == UInt8(ascii: "e") else { return .number(hasExponent: false) }
        unsafe place += 1
        if unsafe place < end, unsafe base[place] == UInt8(ascii: "+") || base[place] == UInt8(ascii: "-") { unsafe place += 1 }
        return unsafe digits() > 0 ? .number(hasExponent: true) : nil
    }

    /// The rest of a string (section 7) whose first quote has been passed; nil where it is not closed or not well formed.
    @inline(__always)
    mutating func string() -> JSONString? {
        let start = unsafe place
        var hasEscapes = false
        while unsafe place < end {
            let byte = unsafe base[place]
            if byte == UInt8(ascii: "\"") {
                defer { unsafe place += 1 }
                return unsafe JSONString(start: start, end: place, hasEscapes: hasEscapes)
            }
            if byte == UInt8(ascii: "\\") {
                let length = unsafe JSONEscapes.length(base, place, end)
                guard length > 0 else { return nil }
                hasEscapes = true
                unsafe place += length
            } else if byte >= 0x80 {
                let length = unsafe UTF8Form.length(base, place, end)
                guard length > 0 else { return nil }
                unsafe place += length
            } else {
                guard byte >= 0x20 else { return nil }
                unsafe place += 1
            }
        }
        return nil
    }
}
