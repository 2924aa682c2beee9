/// A name in a document, without its prefix, valid while it is borrowed.
@safe package struct XMLName: ~Copyable {
    @usableFromInline let bytes: UnsafePointer<UInt8>

    @inlinable
    init(_ bytes: UnsafePointer<UInt8>) { unsafe self.bytes = unsafe bytes }

    /// Whether it is `name`.
    @inlinable @inline(__always)
    package func equals(_ name: StaticString) -> Bool { unsafe XMLName.equals(bytes, name) }

    /// Whether the bytes at `bytes`, which a 0 ends, are `name`.
    @inlinable @inline(__always)
    static func equals(_ bytes: UnsafePointer<UInt8>, _ name: StaticString) -> Bool {
        for index in 0..<name.utf8CodeUnitCount {
            // A name that is shorter differs at its 0, so nothing past it is read.
            guard unsafe bytes[index] == name.utf8Start[index] else { return false }
        }
        return unsafe bytes[name.utf8CodeUnitCount] == 0
    }
}

/// The start of an element with its attributes, valid while it is borrowed: nothing is copied unless it is asked for.
@safe package struct XMLElement: ~Copyable {
    @usableFromInline let nameBytes: UnsafePointer<UInt8>
    /// For each attribute its name, prefix, namespace, the start of its value and the end.
    @usableFromInline let attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
    @usableFromInline let attributeCount: Int
    let prefix: UnsafePointer<UInt8>?
    let namespace: UnsafePointer<UInt8>?
    /// For each namespace declared here its prefix and its name.
    let declarations: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
    let declarationCount: Int

    init(
        _ name: UnsafePointer<UInt8>, prefix: UnsafePointer<UInt8>?, namespace: UnsafePointer<UInt8>?,
        declarations: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, declarationCount: Int,
        attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, attributeCount: Int
    ) {
        unsafe nameBytes = unsafe name
        unsafe self.prefix = unsafe prefix
        unsafe self.namespace = unsafe namespace
        unsafe self.declarations = unsafe declarations
        self.declarationCount = declarationCount
        unsafe self.attributes = unsafe attributes
        self.attributeCount = attributeCount
    }

    /// Whether its name, without the prefix, is `name`.
    @inlinable @inline(__always)
    package func isNamed(_ name: StaticString) -> Bool { unsafe XMLName.equals(nameBytes, name) }

    /// Calls `body` with the value of the attribute `name`, its prefix left out; nil where there is none.
    @inlinable @inline(__always)
    package func attribute<Result>(_ name: StaticString, _ body: (Span<UInt8>) throws -> Result) rethrows -> Result? {
        guard let attributes = unsafe attributes else { return nil }
        for index in 0..<attributeCount {
            let fields = unsafe attributes + 5 * index
            guard let key = unsafe fields[0], unsafe XMLName.equals(key, name),
                let start = unsafe fields[3], let end = unsafe fields[4]
            else { continue }
            let bytes = unsafe UnsafeBufferPointer(start: start, count: end - start)
            return try unsafe body(bytes.span)
        }
        return nil
    }

    /// The value of the attribute `name` as a `String`: for documents that are small.
    package func text(_ name: StaticString) -> String? {
        attribute(name) { value in unsafe value.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) } }
    }

    /// Whether the attribute `name` is true as XML Schema spells it (part 2, section 3.2.2).
    package func isTrue(_ name: StaticString) -> Bool {
        let value = text(name)
        return value == "1" || value == "true"
    }

    /// The attribute `name` as a number without a sign.
    @inlinable
    package func number(_ name: StaticString) -> Int? {
        attribute(name) { value in
            guard !value.isEmpty, value.count <= 18 else { return nil }
            var number = 0
            for index in value.indices {
                let digit = value[index] &- 48
                guard digit < 10 else { return nil }
                number = number &* 10 &+ Int(digit)
            }
            return number
        } ?? nil
    }
}
