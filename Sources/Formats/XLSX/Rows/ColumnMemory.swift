import Archive
import Tabular

/// A batch's columns side by side in one stretch of memory, so that rows can be read across them through plain pointers.
@safe final class ColumnMemory {
    /// Where a column's cells are.
    @unsafe struct Column {
        var validity: UnsafePointer<UInt64>
        var fixed: UnsafePointer<Int64>
        var offsets: UnsafePointer<Int>
        var bytes: UnsafePointer<UInt8>
    }

    private let memory = ByteBuffer(capacity: 1 << 20)
    /// The columns of the batch that was loaded last, valid until the next is loaded.
    private(set) var columns: [Column] = unsafe []

    /// Copies the cells of `batch`; behind them there is room that vectors may read.
    func load(_ batch: Batch) {
        memory.count = 0
        memory.reserve(batch.columns.reduce(CellText.padding) { $0 + Self.byteCount($1) })
        unsafe columns.removeAll(keepingCapacity: true)
        for column in batch.columns {
            let validity = unsafe copy(column.validity.words)
            let fixed = unsafe copy(column.fixed)
            let offsets = unsafe copy(column.text.offsets)
            let bytes = unsafe copy(column.text.bytes)
            unsafe columns.append(
                Column(
                    validity: UnsafePointer(validity.assumingMemoryBound(to: UInt64.self)),
                    fixed: UnsafePointer(fixed.assumingMemoryBound(to: Int64.self)),
                    offsets: UnsafePointer(offsets.assumingMemoryBound(to: Int.self)),
                    bytes: UnsafePointer(bytes.assumingMemoryBound(to: UInt8.self))))
        }
    }

    private static func byteCount(_ column: Tabular.Column) -> Int {
        (column.validity.words.count + column.fixed.count + column.text.offsets.count) * 8 + column.text.bytes.count + 8
    }

    private func copy<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafeMutableRawPointer {
        let place = unsafe memory.start + memory.count
        unsafe elements.withUnsafeBytes { source in
            unsafe UnsafeMutableRawBufferPointer(start: place, count: source.count).copyMemory(from: source)
            memory.count += (source.count + 7) & ~7
        }
        return unsafe place
    }
}
