/// Windows code page 1252 to UTF-8 and back.
///
/// Five bytes stand for nothing (81, 8D, 8F, 90, 9D). They travel as bytes that UTF-8 never has, F8 to FC, so that the rows that
/// hold them can be found and written again as they were.
struct Windows1252: Sendable {
    /// The first of the bytes that stand for undefined ones.
    static let firstUndefined: UInt8 = 0xF8

    private static let undefined: [UInt8] = [0x81, 0x8D, 0x8F, 0x90, 0x9D]
    /// U+0080 to U+009F in the code page, where they differ from ISO 8859-1; 0 where nothing is defined.
    private static let controls: [UInt32] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
    ]
    /// The UTF-8 of the bytes 80 to FF.
    private static let encoded: [[UInt8]] = (UInt8(0x80)...0xFF).map { byte in
        if let index = undefined.firstIndex(of: byte) { return [firstUndefined + UInt8(index)] }
        let scalar = byte < 0xA0 ? controls[Int(byte - 0x80)] : UInt32(byte)
        return Unicode.Scalar(scalar).map { Array(String($0).utf8) } ?? []
    }
    private static let bytes: [[UInt8]: UInt8] = Dictionary(uniqueKeysWithValues: encoded.enumerated().map { ($1, UInt8($0 + 0x80)) })

    /// Whether an undefined byte has been met.
    private(set) var hasMetUndefined = false
    /// The UTF-8 of the bytes 80 to FF: three bytes each, and how many of them count.
    private let table: [UInt8] = encoded.flatMap { $0 + Array(repeating: 0, count: 3 - $0.count) }
    private let lengths: [UInt8] = encoded.map { UInt8($0.count) }

    /// Writes the UTF-8 of `source` into `target`, which must have three bytes for each of its bytes, and gives its length.
    mutating func decode(_ source: ArraySlice<UInt8>, into target: inout [UInt8]) -> Int {
        precondition(target.count >= source.count * 3)  // safe: callers size it by their own buffer
        var hasUndefined = false
        let count = unsafe source.withUnsafeBytes { source in
            unsafe target.withUnsafeMutableBytes { target in unsafe decode(source, into: target, &hasUndefined) }
        }
        if hasUndefined { hasMetUndefined = true }
        return count
    }

    /// Gives the number of bytes written.
    private func decode(_ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer, _ hasUndefined: inout Bool) -> Int {
        var place = 0
        var count = 0
        while place < source.count {
            // Eight at a time, up to the first that is not ASCII; what is written past it is written over.
            if place &+ 8 <= source.count {
                let word = unsafe source.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                unsafe target.storeBytes(of: word, toByteOffset: count, as: UInt64.self)
                let ascii = (word.littleEndian & 0x8080_8080_8080_8080).trailingZeroBitCount >> 3
                place &+= ascii
                count &+= ascii
                if ascii == 8 { continue }
            }
            let byte = unsafe source[place]
            place &+= 1
            guard byte >= 0x80 else {
                unsafe target[count] = byte
                count &+= 1
                continue
            }
            let index = Int(byte &- 0x80)
            let length = Int(lengths[index])
            if length == 1 { hasUndefined = true }
            for offset in 0..<length { unsafe target[count &+ offset] = table[index &* 3 &+ offset] }
            count &+= length
        }
        return count
    }

    /// The bytes that decoding made `text` of; a question mark for characters that the code page lacks.
    static func encode(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var place = text.startIndex
        while place < text.endIndex {
            let lead = text[place]
            let width = lead < 0x80 || lead >= firstUndefined ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
            let end = min(place + width, text.endIndex)
            result.append(lead < 0x80 ? lead : bytes[Array(text[place..<end])] ?? UInt8(ascii: "?"))
            place = end
        }
        return result
    }
}
