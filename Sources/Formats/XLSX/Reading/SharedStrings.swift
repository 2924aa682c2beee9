import Archive

/// The shared strings of a workbook (ECMA-376 part 1, section 18.4): the first of them in memory, the rest in a temporary file.
final class SharedStrings {
    private let temporaryFolder: String
    private let memoryLimit: Int
    /// Where each text ends, counted over all of them.
    private var ends: [UInt32] = []
    private var memory: [UInt8] = []
    private var file: SpoolFile?
    /// What is to go to the file next.
    private var tail: [UInt8] = []
    private var byteCount = 0
    private var pages: [Page]

    /// A stretch of the file that has been read.
    private struct Page {
        var number = -1
        var bytes: [UInt8] = []
    }

    private static let pageSize = 1 << 15
    private static let pageCount = 128

    /// - Parameter memoryLimit: how many bytes of text stay in memory.
    init(temporaryFolder: String, memoryLimit: Int = 32 << 20) {
        self.temporaryFolder = temporaryFolder
        self.memoryLimit = memoryLimit
        pages = Array(repeating: Page(), count: Self.pageCount)
    }

    /// The number of texts.
    var count: Int { ends.count }

    /// Adds a text; false when all of them together are longer than can be counted.
    func append(_ text: [UInt8]) throws(XLSXError) -> Bool {
        guard let end = UInt32(exactly: byteCount + text.count) else { return false }
        byteCount = Int(end)
        ends.append(end)
        let room = min(text.count, memoryLimit - memory.count)
        memory.append(contentsOf: text[..<room])
        tail.append(contentsOf: text[room...])
        if tail.count >= 1 << 20 { try flush() }
        return true
    }

    /// Says that all texts are there.
    func finish() throws(XLSXError) {
        if !tail.isEmpty { try flush() }
        tail = []
    }

    /// The number of bytes of the text at `index`.
    func length(_ index: Int) -> Int { Int(ends[index]) - start(index) }

    /// Appends the text at `index` to `target`.
    func read(_ index: Int, into target: inout [UInt8]) throws(XLSXError) {
        let start = start(index)
        let end = Int(ends[index])
        if start < memory.count { target.append(contentsOf: memory[start..<min(end, memory.count)]) }
        var place = max(start, memory.count) - memory.count
        while place < end - memory.count {
            let number = place / Self.pageSize
            let slot = number % Self.pageCount
            if pages[slot].number != number { try load(number, into: slot) }
            let offset = place - number * Self.pageSize
            let count = min(pages[slot].bytes.count - offset, end - memory.count - place)
            target.append(contentsOf: pages[slot].bytes[offset..<offset + count])
            place += count
        }
    }

    private func start(_ index: Int) -> Int { index == 0 ? 0 : Int(ends[index - 1]) }

    private func flush() throws(XLSXError) {
        do {
            if file == nil { file = try SpoolFile(in: temporaryFolder) }
            try file?.append(tail)
        } catch {
            throw XLSXError(error)
        }
        tail.removeAll(keepingCapacity: true)
    }

    private func load(_ number: Int, into slot: Int) throws(XLSXError) {
        pages[slot].number = -1
        let size = min(Self.pageSize, byteCount - memory.count - number * Self.pageSize)
        do { pages[slot].bytes = try file?.read(at: number * Self.pageSize, count: size) ?? [] } catch { throw XLSXError(error) }
        guard pages[slot].bytes.count == size else { throw .cutShort(in: temporaryFolder) }
        pages[slot].number = number
    }
}
