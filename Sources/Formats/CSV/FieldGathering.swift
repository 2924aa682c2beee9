internal import Tabular

/// Collects the fields of a text; an array would ask at each of them whether somebody else holds it.
@unsafe struct FieldGathering: ~Copyable {
    private var storage: UnsafeMutableBufferPointer<TextField>
    private(set) var count = 0

    /// - Parameter capacity: about how many fields are expected.
    init(capacity: Int) {
        unsafe storage = .allocate(capacity: max(UInt64.bitWidth, capacity))
    }

    deinit { unsafe storage.deallocate() }

    @inline(__always)
    mutating func append(_ field: TextField) {
        if unsafe count == storage.count { unsafe grow() }
        unsafe storage.initializeElement(at: count, to: field)
        unsafe count &+= 1
    }

    /// Adds the fields that end at the first places of `mask` as far as a delimiter stands there, and takes these out of it.
    ///
    /// - Parameters:
    ///   - block: the bytes of which `mask` has a bit each, at `blockStart` in the text.
    ///   - fieldStart: where the first field starts; then where the next one does.
    @inline(__always)
    mutating func append(
        _ block: UnsafePointer<UInt8>, at blockStart: Int, _ mask: inout UInt64, delimiter: UInt8, from fieldStart: inout Int
    ) {
        if unsafe count &+ UInt64.bitWidth > storage.count { unsafe grow() }
        guard var target = unsafe storage.baseAddress.map({ unsafe $0 + count }) else { return }
        let first = unsafe target
        var (rest, start) = (mask, fieldStart)
        while rest != 0 {
            let place = rest.trailingZeroBitCount
            guard unsafe block[place] == delimiter else { break }
            unsafe target.initialize(to: TextField(start, blockStart &+ place))
            unsafe target += 1
            start = blockStart &+ place &+ 1
            rest &= rest &- 1
        }
        unsafe count &+= target - first
        (mask, fieldStart) = (rest, start)
    }

    @inline(never)
    private mutating func grow() {
        let larger = unsafe UnsafeMutableBufferPointer<TextField>.allocate(capacity: storage.count * 2)
        _ = unsafe larger.moveInitialize(fromContentsOf: storage[..<count])
        unsafe storage.deallocate()
        unsafe storage = larger
    }

    /// Forgets all fields after the first `count`.
    mutating func cut(to count: Int) {
        // safe: only fields that have been added are taken back.
        precondition(unsafe count <= self.count)
        unsafe self.count = count
    }

    /// The fields collected.
    func finish() -> [TextField] { unsafe Array(storage[..<count]) }
}
