/// Base64 as mails carry it (RFC 2045, section 6.8).
enum Base64Lines {
    /// Bytes that make whole lines; only the last block may have fewer.
    static let blockSize = 57 * 4096

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Puts the lines of `block`, 76 characters and CR LF each, into `lines` in place of what was there.
    static func encode(_ block: ArraySlice<UInt8>, into lines: inout [UInt8]) {
        lines.removeAll(keepingCapacity: true)
        var start = block.startIndex
        while start < block.endIndex {
            let end = min(start + 57, block.endIndex)
            append(block[start..<end], to: &lines)
            lines.append(13)
            lines.append(10)
            start = end
        }
    }

    /// `bytes` as one line.
    static func encode(_ bytes: [UInt8]) -> String {
        var line: [UInt8] = []
        append(bytes[...], to: &line)
        return String(decoding: line, as: UTF8.self)
    }

    private static func append(_ bytes: ArraySlice<UInt8>, to line: inout [UInt8]) {
        var index = bytes.startIndex
        while index + 3 <= bytes.endIndex {
            let group = Int(bytes[index]) << 16 | Int(bytes[index + 1]) << 8 | Int(bytes[index + 2])
            line.append(alphabet[group >> 18])
            line.append(alphabet[group >> 12 & 63])
            line.append(alphabet[group >> 6 & 63])
            line.append(alphabet[group & 63])
            index += 3
        }
        let rest = bytes[index...]
        guard let first = rest.first else { return }
        let group = Int(first) << 16 | Int(rest.dropFirst().first ?? 0) << 8
        line.append(alphabet[group >> 18])
        line.append(alphabet[group >> 12 & 63])
        line.append(rest.count == 2 ? alphabet[group >> 6 & 63] : UInt8(ascii: "="))
        line.append(UInt8(ascii: "="))
    }
}
