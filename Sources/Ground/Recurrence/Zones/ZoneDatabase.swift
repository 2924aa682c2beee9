import Synchronization

/// The zones of a time zone database such as `/usr/share/zoneinfo`, each read and parsed once.
package final class ZoneDatabase: ZoneSource {
    private let read: @Sendable (String) throws -> [UInt8]?
    private let parsed = Mutex<[String: ZoneRules]>([:])

    /// A database over `read`, which gives the bytes of the TZif file of a name, or nil where there is none.
    package init(read: @escaping @Sendable (_ name: String) throws -> [UInt8]?) {
        self.read = read
    }

    package func rules(for name: String) throws(ZoneError) -> ZoneRules {
        if name == ZoneRules.utc.name { return .utc }
        guard Self.isName(name) else { throw ZoneError(.unknown, name: name) }
        if let known = parsed.withLock({ $0[name] }) { return known }
        let bytes: [UInt8]?
        do { bytes = try read(name) } catch { throw ZoneError(.unreadable, name: name) }
        guard let bytes else { throw ZoneError(.unknown, name: name) }
        let rules = try ZoneRules(name: name, tzif: bytes)
        parsed.withLock { $0[name] = rules }
        return rules
    }

    /// Whether `name` can only mean a file below the database: relative, without `..`, of the characters that IANA names use.
    private static func isName(_ name: String) -> Bool {
        let parts = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        return name.utf8.count <= 255
            && parts.allSatisfy { part in
                part.first.map { $0 != UInt8(ascii: ".") } ?? false && part.allSatisfy(isNameByte)
            }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}
