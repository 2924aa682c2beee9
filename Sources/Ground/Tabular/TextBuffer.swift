/// A sequence of UTF-8 texts in one byte buffer with offsets, as in Apache Arrow's variable-size binary layout.
public struct TextBuffer: Hashable, Sendable {
    /// The bytes of all texts, one after another.
    public var bytes: [UInt8] = []
    /// Where each text starts in ``bytes``; one more offset than there are texts, the first one 0.
    public var offsets: [Int] = [0]

    /// An empty sequence.
    public init() {}

    /// The number of texts.
    public var count: Int { offsets.count - 1 }

    /// The place in ``bytes`` of the text at `index`.
    public func range(_ index: Int) -> Range<Int> { offsets[index]..<offsets[index + 1] }

    /// The text at `index` as a `String`; for the edges and tests, not for the paths that move rows.
    public subscript(index: Int) -> String { String(decoding: bytes[range(index)], as: UTF8.self) }

    /// Adds a text made of `utf8` bytes.
    public mutating func append(_ utf8: some Sequence<UInt8>) {
        bytes.append(contentsOf: utf8)
        offsets.append(bytes.count)
    }

    /// Adds the text that `buffer` holds.
    @inlinable public mutating func append(_ buffer: UnsafeBufferPointer<UInt8>) {
        unsafe bytes.append(contentsOf: buffer)
        offsets.append(bytes.count)
    }

    /// Removes every text, keeping the storage.
    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        offsets.removeAll(keepingCapacity: true)
        offsets.append(0)
    }
}
