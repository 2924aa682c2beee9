/// A value of a record as it lies in the database's file (https://sqlite.org/fileformat2.html#record_format).
///
/// Good for as long as whoever lends it says.
@safe struct StoredCell {
    /// What kind of value it is, and how large.
    let serialType: Int64
    let bytes: UnsafePointer<UInt8>
    /// Its size in bytes.
    let count: Int

    @inline(__always)
    init(serialType: Int64, bytes: UnsafePointer<UInt8>, count: Int) {
        self.serialType = serialType
        unsafe self.bytes = bytes
        self.count = count
    }

    var isNull: Bool { serialType == 0 }
    /// Whether it is a text, or bytes that a text column takes for one.
    var isText: Bool { serialType >= 12 }

    /// The value of an integer; nil for anything else.
    @inline(__always)
    var integer: Int64? {
        switch serialType {
        case 1: return unsafe Int64(Int8(bitPattern: bytes[0]))
        case 2: return unsafe Int64(Int16(bitPattern: UInt16(bytes[0]) << 8 | UInt16(bytes[1])))
        case 3...6:
            // The first byte has the sign.
            var value = unsafe Int64(Int8(bitPattern: bytes[0]))
            for place in 1..<count { value = unsafe value << 8 | Int64(bytes[place]) }
            return value
        case 8: return 0
        case 9: return 1
        default: return nil
        }
    }

    /// The size in bytes of a value of this type; nil for types that SQLite does not use.
    @inline(__always)
    static func size(_ serialType: Int64) -> Int? {
        switch serialType {
        case 12...: Int(serialType - 12) / 2
        case 0, 8, 9: 0
        case 1...4: Int(serialType)
        case 5: 6
        case 6, 7: 8
        default: nil
        }
    }
}
