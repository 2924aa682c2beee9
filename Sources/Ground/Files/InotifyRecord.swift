internal import Glibc

/// One record of what inotify gives to read (inotify(7)).
struct InotifyRecord {
    let watch: Int32
    let mask: Int32
    /// Empty when the record is about the folder itself; nil when the name is no UTF-8.
    let name: String?

    /// The records that `bytes` hold one after another.
    static func all(in bytes: ArraySlice<UInt8>) -> [InotifyRecord] {
        var records: [InotifyRecord] = []
        var rest = bytes
        let header = MemoryLayout<inotify_event>.size
        while rest.count >= header {
            func word(_ index: Int) -> UInt32 {
                rest[(rest.startIndex + index * 4)...].prefix(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
            }
            let name = rest.dropFirst(header).prefix(Int(word(3))).prefix { $0 != 0 }
            records.append(
                InotifyRecord(
                    watch: Int32(bitPattern: word(0)), mask: Int32(bitPattern: word(1)), name: String(validating: name, as: UTF8.self)))
            rest = rest.dropFirst(header + Int(word(3)))
        }
        return records
    }
}
