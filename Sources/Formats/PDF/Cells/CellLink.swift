/// Where a text leads: an e-mail address or a page of the web; nothing else is ever followed from a report.
enum CellLink {
    /// The address that `bytes` are, as the URI of a link; nil when they are none.
    static func uri(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard bytes.count >= 6, bytes.count <= 2048 else { return nil }
        if unsafe hasPrefix(bytes, "http://") || hasPrefix(bytes, "https://") { return unsafe escaped(bytes, prefix: "") }
        return unsafe isMailbox(bytes) ? escaped(bytes, prefix: "mailto:") : nil
    }

    private static func hasPrefix(_ bytes: UnsafeBufferPointer<UInt8>, _ prefix: StaticString) -> Bool {
        guard bytes.count > prefix.utf8CodeUnitCount else { return false }
        for place in 0..<prefix.utf8CodeUnitCount where unsafe bytes[place] | 0x20 != prefix.utf8Start[place] | 0x20 { return false }
        return true
    }

    private static func isMailbox(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var at = -1
        var dot = -1
        for place in 0..<bytes.count {
            switch unsafe bytes[place] {
            case UInt8(ascii: "@"):
                guard at < 0 else { return false }
                at = place
            case UInt8(ascii: "."): dot = place
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "'"), 0x80...:
                break
            default: return false
            }
        }
        return at > 0 && dot > at + 1 && dot < bytes.count - 1
    }

    /// `bytes` with everything that may not stand in a URI (RFC 3986) as percent signs and digits; nil when there is a blank in them.
    private static func escaped(_ bytes: UnsafeBufferPointer<UInt8>, prefix: String) -> [UInt8]? {
        var uri = Array(prefix.utf8)
        for index in bytes.indices {
            let byte = unsafe bytes[index]
            switch byte {
            case 0...0x20, 0x7F: return nil
            case UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"), UInt8(ascii: "^"), UInt8(ascii: "`"),
                UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"), 0x80...:
                let digits = Array("0123456789ABCDEF".utf8)
                uri += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: uri.append(byte)
            }
        }
        return uri
    }
}
