/// Addresses that cells may link to.
///
/// What comes out is a URI of plain ASCII (RFC 3986) that no part of the text can widen: a mail address has no headers, and a web address
/// has a scheme that only shows a page.
enum LinkAddress {
    /// What texts of a column are.
    enum Kind: Sendable {
        case none, mail, web
    }

    /// Excel refuses longer ones.
    private static let byteLimit = 2000

    /// The address that the text links to, and the place within it; nil where it is none.
    static func of(_ text: UnsafeBufferPointer<UInt8>, _ kind: Kind) -> (target: [UInt8], fragment: [UInt8])? {
        guard text.count > 3, text.count < byteLimit else { return nil }
        switch kind {
        case .none: return nil
        case .mail: return unsafe mail(text).map { ($0, []) }
        case .web: return unsafe web(text)
        }
    }

    /// Whether the text looks like an address, told by a glance.
    static func seems(_ text: UnsafeBufferPointer<UInt8>, _ kind: Kind) -> Bool {
        switch kind {
        case .none: false
        case .mail: unsafe text.contains(UInt8(ascii: "@"))
        case .web: unsafe starts(text, with: "http://") || starts(text, with: "https://")
        }
    }

    private static func mail(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        var target = Array("mailto:".utf8)
        var at: Int?
        for index in text.indices {
            let byte = unsafe text[index]
            switch byte {
            case UInt8(ascii: "@"):
                guard at == nil, index > 0, index < text.count - 1 else { return nil }
                at = index
                target.append(byte)
            case _ where isUnreserved(byte) || byte == UInt8(ascii: "+"): target.append(byte)
            case 0...0x20, 0x7F: return nil
            case _ where "\"(),:;<>[\\]".utf8.contains(byte): return nil
            default: appendEscaped(byte, to: &target)
            }
        }
        return at != nil && target.count < byteLimit ? target : nil
    }

    private static func web(_ text: UnsafeBufferPointer<UInt8>) -> (target: [UInt8], fragment: [UInt8])? {
        let schemes = ["https://", "http://"]
        guard let scheme = schemes.first(where: { unsafe starts(text, with: $0) }) else { return nil }
        var index = scheme.utf8.count
        var target = Array(scheme.utf8)
        while index < text.count, unsafe isUnreserved(text[index]) || text[index] == UInt8(ascii: ":") {
            unsafe target.append(text[index])
            index += 1
        }
        let isAtEnd = unsafe index == text.count || "/?#".utf8.contains(text[index])
        guard index > scheme.utf8.count, isAtEnd else { return nil }
        var fragment: [UInt8] = []
        var isFragment = false
        while index < text.count {
            let byte = unsafe text[index]
            defer { index += 1 }
            switch byte {
            case 0...0x20, 0x7F, UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"): return nil
            case UInt8(ascii: "#") where !isFragment: isFragment = true
            case UInt8(ascii: "%"):
                guard index + 2 < text.count, unsafe isHex(text[index + 1]), unsafe isHex(text[index + 2]) else { return nil }
                isFragment ? fragment.append(byte) : target.append(byte)
            case _ where isUnreserved(byte) || "!$&'()*+,;=:@/?".utf8.contains(byte):
                isFragment ? fragment.append(byte) : target.append(byte)
            default:
                if isFragment { appendEscaped(byte, to: &fragment) } else { appendEscaped(byte, to: &target) }
            }
        }
        return target.count + fragment.count < byteLimit ? (target, fragment) : nil
    }

    private static func starts(_ text: UnsafeBufferPointer<UInt8>, with prefix: String) -> Bool {
        guard text.count > prefix.utf8.count else { return false }
        return unsafe zip(text, prefix.utf8).allSatisfy { $0 == $1 || ($0 | 0x20 == $1 && $1 >= 97) }
    }

    @inline(__always)
    private static func isUnreserved(_ byte: UInt8) -> Bool {
        (byte | 0x20 >= 97 && byte | 0x20 <= 122) || (48...57).contains(byte) || byte == 0x2D || byte == 0x2E || byte == 0x5F
            || byte == 0x7E
    }

    private static func isHex(_ byte: UInt8) -> Bool { (48...57).contains(byte) || (97...102).contains(byte | 0x20) }

    private static func appendEscaped(_ byte: UInt8, to target: inout [UInt8]) {
        let digits = Array("0123456789ABCDEF".utf8)
        target += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
}
