import Archive
import XML

/// A sheet whose rows are being gathered, deflated: in memory while there are few, in a file when there are many.
struct SheetStream {
    let name: String
    /// The number of the next row; the first is the header row's.
    var nextNumber = 2
    private(set) var tally: RowTally
    private var crc = CRC32()
    private var byteCount = 0
    private var memory: [UInt8] = []
    private var file: SpoolFile?

    private static let memoryLimit = 1 << 20

    init(name: String, columnCount: Int) {
        self.name = name
        tally = RowTally(columnCount: columnCount)
    }

    /// Adds the next rows.
    ///
    /// - Parameter path: where the workbook will be, which is where a file goes.
    mutating func append(_ block: EncodedBlock, path: String) throws(XLSXError) {
        crc.append(block.crc, byteCount: block.byteCount)
        byteCount += block.byteCount
        tally.add(block.tally)
        do {
            if file == nil, memory.count + block.deflated.count > Self.memoryLimit {
                let file = try SpoolFile(besides: path)
                try file.append(memory)
                memory = []
                self.file = file
            }
            if let file { try file.append(block.deflated) } else { memory += block.deflated }
        } catch {
            throw XLSXError(error)
        }
    }

    /// The whole sheet, with what `part` has before and after the rows; to be read while this value lives.
    func finish(_ part: SheetPart, _ deflater: Deflater) throws(XLSXError) -> DeflatedData {
        let head: [UInt8]
        let tail: [UInt8]
        do {
            head = try part.head()
            tail = try part.tail()
        } catch {
            throw XLSXError(error)
        }
        let start: [UInt8]
        let end: [UInt8]
        do {
            start = try deflater.deflate(head, isLast: false)
            end = try deflater.deflate(tail, isLast: true)
        } catch {
            throw XLSXError(error)
        }
        var whole = CRC32()
        var tailCheck = CRC32()
        whole.update(head)
        tailCheck.update(tail)
        whole.append(crc, byteCount: byteCount)
        whole.append(tailCheck, byteCount: tail.count)
        return DeflatedData(
            pieces: [.memory(start), file?.piece ?? .memory(memory), .memory(end)],
            crc: whole, byteCount: head.count + byteCount + tail.count)
    }
}
