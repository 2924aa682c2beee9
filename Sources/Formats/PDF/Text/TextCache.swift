/// Texts that have been set, by their bytes: lists repeat themselves.
///
/// When it is full it is emptied, so that it takes as much memory for any number of rows.
struct TextCache {
    private var keys: [UInt8] = []
    private var ranges: [Range<Int>] = []
    private var hashes: [UInt64] = []
    private var texts: [SetText] = []
    /// Places in ``texts`` plus one, by hash; 0 is none.
    private var slots = [Int32](repeating: 0, count: slotCount)

    private static let slotCount = 1 << 14
    private static let textLimit = 10_000
    private static let byteLimit = 1 << 20

    /// The hash of `bytes`.
    static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(bytes.count)
        let raw = UnsafeRawBufferPointer(bytes)
        var place = 0
        while place &+ 8 <= raw.count {
            state = mix(state, unsafe raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
            place &+= 8
        }
        var rest: UInt64 = 0
        while place < raw.count {
            rest = unsafe rest << 8 | UInt64(raw[place])
            place &+= 1
        }
        return mix(state, rest)
    }

    private static func mix(_ state: UInt64, _ word: UInt64) -> UInt64 {
        let product = (state ^ word).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
        return product.high ^ product.low &+ 0x2545_F491_4F6C_DD1D
    }

    /// The text that was set from `bytes`.
    func find(_ bytes: UnsafeBufferPointer<UInt8>, hash: UInt64) -> SetText? {
        var slot = Int(truncatingIfNeeded: hash) & (Self.slotCount - 1)
        while slots[slot] != 0 {
            let place = Int(slots[slot]) - 1
            if hashes[place] == hash, unsafe isKey(place, bytes) { return texts[place] }
            slot = (slot + 1) & (Self.slotCount - 1)
        }
        return nil
    }

    /// Keeps the text that was set from `bytes`.
    mutating func add(_ text: SetText, for bytes: UnsafeBufferPointer<UInt8>, hash: UInt64) {
        if texts.count >= Self.textLimit || keys.count >= Self.byteLimit { removeAll() }
        var slot = Int(truncatingIfNeeded: hash) & (Self.slotCount - 1)
        while slots[slot] != 0 { slot = (slot + 1) & (Self.slotCount - 1) }
        let start = keys.count
        unsafe keys.append(contentsOf: bytes)
        ranges.append(start..<keys.count)
        hashes.append(hash)
        texts.append(text)
        slots[slot] = Int32(texts.count)
    }

    private func isKey(_ place: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let range = ranges[place]
        guard range.count == bytes.count else { return false }
        return unsafe keys.withUnsafeBufferPointer { keys in
            for index in 0..<bytes.count where unsafe keys[range.lowerBound &+ index] != bytes[index] { return false }
            return true
        }
    }

    private mutating func removeAll() {
        keys.removeAll(keepingCapacity: true)
        ranges.removeAll(keepingCapacity: true)
        hashes.removeAll(keepingCapacity: true)
        texts.removeAll(keepingCapacity: true)
        for index in slots.indices { slots[index] = 0 }
    }
}
