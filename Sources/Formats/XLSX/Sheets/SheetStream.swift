import Archive
import XML

/// A sheet whose rows are being gathered, deflated: in memory while there are few, in a file when there are many.
struct SheetStream {
    let name: String
    /// The number of the next row; the first is the header row's.
    var nextNumber = 2
    private(set) var tally: RowTally
    /// Whether the list begins with this sheet.
    private let startsList: Bool
    /// The first row of the group that goes on at a level; nil where it began in an earlier sheet.
    private var groupStarts: [Int: Int?] = [:]
    private var crc = CRC32()
    private var byteCount = 0
    private var memory: [UInt8] = []
    private var file: SpoolFile?

    private static let memoryLimit = 1 << 20

    init(name: String, columnCount: Int, startsList: Bool = true) {
        self.name = name
        self.startsList = startsList
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

    /// What is noted of the next summary row at a level: the first row of what it ends, where that is in this sheet.
    mutating func place(_ row: SummaryRow) -> PlacedSummary {
        let first = row.level == 0 ? (startsList ? 2 : nil) : groupStarts[row.level, default: startsList ? 2 : nil]
        let placed = PlacedSummary(row: row, number: nextNumber, firstRow: first)
        nextNumber += 1
        if row.level > 0 { for level in row.level...7 { groupStarts[level] = nextNumber } }
        return placed
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
