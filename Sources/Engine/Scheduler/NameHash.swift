/// A hash of a schedule's name, the same in every process (FNV-1a, 64 bits).
enum NameHash {
    static func value(of name: String) -> UInt64 {
        name.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }

    /// The hash as letters and digits.
    static func of(_ name: String) -> String { String(value(of: name), radix: 36) }
}
