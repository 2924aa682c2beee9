/// Builds TZif files (RFC 8536) for tests.
struct TZifBytes {
    var version: UInt8
    /// When each change happens, and the index of its offset.
    var transitions: [(Int, UInt8)]
    var offsets: [Int]
    var footer = ""

    var bytes: [UInt8] {
        guard version > 0 else { return block(timeSize: 4) }
        let old = TZifBytes(version: version, transitions: [], offsets: [0]).block(timeSize: 4)
        return old + block(timeSize: 8) + Array("\n\(footer)\n".utf8)
    }

    private func block(timeSize: Int) -> [UInt8] {
        let header = Array("TZif".utf8) + [version] + [UInt8](repeating: 0, count: 15)
        let counts = [0, 0, 0, transitions.count, offsets.count, 4].flatMap { Self.bytes($0, 4) }
        let times = transitions.flatMap { Self.bytes($0.0, timeSize) } + transitions.map(\.1)
        return header + counts + times + offsets.flatMap { Self.bytes($0, 4) + [0, 0] } + Array("ABC\0".utf8)
    }

    private static func bytes(_ value: Int, _ size: Int) -> [UInt8] {
        (0..<size).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
}
