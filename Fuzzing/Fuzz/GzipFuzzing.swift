import Archive

/// A header byte chooses the size of the reads; the rest is the file.
///
/// What comes out must not hang on that size.
enum GzipFuzzing {
    private static let limit = 4 << 20

    static let run: @Sendable ([UInt8]) -> Void = { input in
        guard let first = input.first else { return }
        let file = Array(input[1...])
        let whole = content(file, 1 << 16)
        guard whole.bytes.count < 1 << 16 else { return }
        let pieces = content(file, Int(first) + 1)
        precondition(pieces.isWhole == whole.isWhole)
        precondition(!whole.isWhole || pieces.bytes == whole.bytes)
    }

    private static func content(_ file: [UInt8], _ size: Int) -> (bytes: [UInt8], isWhole: Bool) {
        let reader = GzipReader(MemorySource(file))
        var content: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: size)
        while content.count < limit {
            guard let count = try? reader.read(into: &buffer) else { return (content, false) }
            content += buffer[..<count]
            precondition(reader.position == content.count && reader.consumed <= file.count)
            if count < size { return (content, true) }
        }
        return (content, true)
    }
}
