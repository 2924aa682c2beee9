/// A growable sequence of bits, 64 to a word, lowest bit first: the validity of a column's cells, or a set of small integers.
public struct Bitmap: Hashable, Sendable {
    @usableFromInline var storage: [UInt64] = []
    @usableFromInline var length = 0

    /// The bits, 64 a word; bits past ``count`` are zero.
    @inlinable public var words: [UInt64] { storage }
    /// The number of bits.
    @inlinable public var count: Int { length }

    /// An empty sequence.
    public init() {}

    /// `count` bits, all `value`.
    public init(repeating value: Bool, count: Int) {
        storage = Array(repeating: value ? .max : 0, count: (count + 63) / 64)
        length = count
        if value, count % 64 != 0 { storage[count / 64] = (1 << UInt64(count % 64)) - 1 }
    }

    /// The first `count` bits of `words`, of which bits past them are zero.
    package init(words: [UInt64], count: Int) {
        storage = words
        length = count
    }

    /// The bit at `index`, from 0.
    @inlinable public subscript(index: Int) -> Bool {
        get { storage[index >> 6] & (1 << UInt64(index & 63)) != 0 }
        set {
            precondition(index < count)  // safe: indices come from loops over `count`
            let bit: UInt64 = 1 << UInt64(index & 63)
            if newValue { storage[index >> 6] |= bit } else { storage[index >> 6] &= ~bit }
        }
    }

    /// Adds a bit at the end.
    @inlinable public mutating func append(_ value: Bool) {
        let bit = UInt64(count & 63)
        if bit == 0 { storage.append(value ? 1 : 0) } else if value { storage[count >> 6] |= 1 << bit }
        length += 1
    }

    /// Sets the bit at `index`, growing the sequence with zeros when it is shorter.
    public mutating func insert(_ index: Int) {
        if index >= count {
            let missing = (index >> 6) + 1 - storage.count
            if missing > 0 { storage.append(contentsOf: repeatElement(0, count: missing)) }
            length = index + 1
        }
        storage[index >> 6] |= 1 << UInt64(index & 63)
    }

    /// Whether the bit at `index` is set; indices past the end are not.
    public func contains(_ index: Int) -> Bool {
        index >= 0 && index < count && self[index]
    }

    /// Clears the bits that are set in `other`.
    package mutating func subtract(_ other: Bitmap) {
        for place in 0..<min(storage.count, other.storage.count) { storage[place] &= ~other.storage[place] }
    }

    /// The indices of the bits that are set, ascending.
    package var indicesSet: [Int] {
        var indices: [Int] = []
        for (place, word) in storage.enumerated() {
            var rest = word
            while rest != 0 {
                indices.append(place << 6 | rest.trailingZeroBitCount)
                rest &= rest &- 1
            }
        }
        return indices
    }

    /// Removes every bit, keeping the storage.
    public mutating func removeAll() {
        storage.removeAll(keepingCapacity: true)
        length = 0
    }

    /// Whether every bit is set.
    public var allSet: Bool {
        guard let last = words.last else { return true }
        let rest = count % 64
        let full: UInt64 = rest == 0 ? .max : (1 << UInt64(rest)) - 1
        return last == full && words.dropLast().allSatisfy { $0 == .max }
    }
}
