/// Bytes in memory that grow at the end, for the tokens of PDF.
///
/// Its state lies behind a pointer: some million small additions a second are no place for the checks of a property's access.
@safe final class TokenBuffer {
    @unsafe private struct State {
        var start: UnsafeMutablePointer<UInt8>
        var count: Int
        var capacity: Int
    }

    private let state: UnsafeMutablePointer<State>

    /// An empty buffer with room for `capacity` bytes.
    init(capacity: Int) {
        unsafe state = .allocate(capacity: 1)
        let capacity = max(capacity, 64)
        unsafe state.initialize(to: State(start: .allocate(capacity: capacity), count: 0, capacity: capacity))
    }

    deinit {
        unsafe state.pointee.start.deallocate()
        unsafe state.deallocate()
    }

    /// The number of bytes.
    @inline(__always)
    var count: Int { unsafe state.pointee.count }

    /// Removes all bytes.
    func clear() { unsafe state.pointee.count = 0 }

    /// The bytes, valid until the buffer grows or goes.
    var bytes: UnsafeBufferPointer<UInt8> { unsafe UnsafeBufferPointer(start: state.pointee.start, count: state.pointee.count) }

    /// The bytes in an array of their own.
    func copy() -> [UInt8] { unsafe Array(bytes) }

    /// Adds one byte.
    @inline(__always)
    func put(_ byte: UInt8) {
        if unsafe state.pointee.count == state.pointee.capacity { grow(1) }
        unsafe state.pointee.start[state.pointee.count] = byte
        unsafe state.pointee.count &+= 1
    }

    /// Adds `length` bytes that `body` writes.
    @inline(__always)
    func extend(_ length: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Void) {
        if unsafe state.pointee.capacity &- state.pointee.count < length { grow(length) }
        unsafe body(state.pointee.start + state.pointee.count)
        unsafe state.pointee.count &+= length
    }

    /// Adds the ASCII text of a literal.
    @inline(__always)
    func put(_ literal: StaticString) {
        let length = literal.utf8CodeUnitCount
        unsafe extend(length) { unsafe $0.update(from: literal.utf8Start, count: length) }
    }

    /// Adds bytes.
    func append(_ bytes: [UInt8]) {
        unsafe bytes.withUnsafeBufferPointer { unsafe append($0) }
    }

    /// Adds bytes.
    func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let source = bytes.baseAddress else { return }
        unsafe extend(bytes.count) { unsafe $0.update(from: source, count: bytes.count) }
    }

    /// Adds the bytes of another buffer.
    func put(_ other: TokenBuffer) { unsafe append(other.bytes) }

    /// Makes room for `additional` bytes behind the last one.
    func reserve(_ additional: Int) {
        if unsafe state.pointee.capacity - state.pointee.count < additional { grow(additional) }
    }

    @inline(never)
    private func grow(_ additional: Int) {
        let count = unsafe state.pointee.count
        let larger = unsafe max(state.pointee.capacity * 2, count + additional)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        unsafe moved.update(from: state.pointee.start, count: count)
        unsafe state.pointee.start.deallocate()
        unsafe state.pointee.start = moved
        unsafe state.pointee.capacity = larger
    }
}
