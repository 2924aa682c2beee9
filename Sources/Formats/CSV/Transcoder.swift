/// UTF-8 into another encoding.
struct Transcoder {
    private let encoding: CSVEncoding
    /// How many characters the encoding lacked.
    private(set) var replacedCharacters = 0

    private static let kin: [Unicode.Scalar: String] = [
        "\u{2212}": "-", "\u{2010}": "-", "\u{2011}": "-", "\u{202F}": "\u{A0}", "\u{2009}": " ", "\u{2007}": "\u{A0}", "\u{2032}": "'",
        "\u{2033}": "\"", "\u{2190}": "<-", "\u{2192}": "->", "\u{2260}": "<>", "\u{2264}": "<=", "\u{2265}": ">=",
    ]
    private static let codePage: [Unicode.Scalar: UInt8] = {
        var bytes: [Unicode.Scalar: UInt8] = [:]
        for (index, value) in WindowsCodePage.controls.enumerated() {
            if value > 0, let scalar = Unicode.Scalar(value) { bytes[scalar] = UInt8(0x80 + index) }
        }
        return bytes
    }()

    /// Nil for UTF-8, which needs none.
    init?(_ encoding: CSVEncoding) {
        if case .utf8 = encoding { return nil }
        self.encoding = encoding
    }

    /// Adds the bytes that spell `text` to `output`.
    mutating func encode(_ text: [UInt8], into output: inout [UInt8]) {
        output.reserveCapacity(output.count + text.count * 2)
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            if encoding == .utf16 {
                for unit in UTF16.encode(scalar).map({ Array($0) }) ?? [0xFFFD] {
                    output.append(UInt8(unit & 0xFF))
                    output.append(UInt8(unit >> 8))
                }
            } else {
                append(scalar, to: &output)
            }
        }
    }

    private mutating func append(_ scalar: Unicode.Scalar, to output: inout [UInt8]) {
        if let byte = Transcoder.byte(of: scalar) { return output.append(byte) }
        replacedCharacters += 1
        for kin in (Transcoder.kin[scalar] ?? "?").unicodeScalars { output.append(Transcoder.byte(of: kin) ?? UInt8(ascii: "?")) }
    }

    private static func byte(of scalar: Unicode.Scalar) -> UInt8? {
        if scalar.value < 0x80 || (0xA0...0xFF).contains(scalar.value) { return UInt8(scalar.value) }
        return codePage[scalar]
    }
}

/// Windows code page 1252.
public enum WindowsCodePage {
    /// What the bytes 80 to 9F stand for (WHATWG Encoding, index windows-1252); 0 where nothing is defined.
    public static let controls: [UInt32] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
    ]
}
