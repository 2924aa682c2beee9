/// A growable sequence of bits, 64 to a word, lowest bit first: the validity of a column's cells, or a set of small integers.
package struct Bitmap: Hashable, Sendable {
    /// The bits, 64 a word; bits past ``count`` are zero.
    @usableFromInline package internal(set) var words: [UInt64] = []
    /// The number of bits.
    @usableFromInline package internal(set) var count = 0

    /// An empty sequence.
    package init() {}

    /// `count` bits, all `value`.
    package init(repeating value: Bool, count: Int) {
        words = Array(repeating: value ? .max : 0, count: (count + 63) / 64)
        self.count = count
        if value, count % 64 != 0 { words[count / 64] = (1 << UInt64(count % 64)) - 1 }
    }

    /// The bit at `index`, from 0.
    package subscript(index: Int) -> Bool {
        get { words[index >> 6] & (1 << UInt64(index & 63)) != 0 }
        set {
            precondition(index < count)  // safe: indices come from loops over `count`
            let bit: UInt64 = 1 << UInt64(index & 63)
            if newValue { words[index >> 6] |= bit } else { words[index >> 6] &= ~bit }
        }
    }

    /// Adds a bit at the end.
    @inlinable package mutating func append(_ value: Bool) {
        let bit = UInt64(count & 63)
        if bit == 0 { words.append(value ? 1 : 0) } else if value { words[count >> 6] |= 1 << bit }
        count += 1
    }

    /// Sets the bit at `index`, growing the sequence with zeros when it is shorter.
    package mutating func insert(_ index: Int) {
        if index >= count {
            let missing = (index >> 6) + 1 - words.count
            if missing > 0 { words.append(contentsOf: repeatElement(0, count: missing)) }
            count = index + 1
        }
        words[index >> 6] |= 1 << UInt64(index & 63)
    }

    /// Whether the bit at `index` is set; indices past the end are not.
    package func contains(_ index: Int) -> Bool {
        index >= 0 && index < count && self[index]
    }

    /// Removes every bit, keeping the storage.
    package mutating func removeAll() {
        words.removeAll(keepingCapacity: true)
        count = 0
    }

    /// Whether every bit is set.
    package var allSet: Bool {
        guard let last = words.last else { return true }
        let rest = count % 64
        let full: UInt64 = rest == 0 ? .max : (1 << UInt64(rest)) - 1
        return last == full && words.dropLast().allSatisfy { $0 == .max }
    }
}
