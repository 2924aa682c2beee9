/// Records in their order, in a part of a file.
///
/// Each takes the lengths of its key and of its values as two numbers of four bytes, and then both. A key ends with the record's number
/// in eight bytes; a record whose values SQLite has to be asked for has none here.
struct SortedRun: Sendable {
    let file: RunFile
    let bytes: Range<Int>

    /// The size in bytes of the two lengths.
    static let headSize = 8
}
