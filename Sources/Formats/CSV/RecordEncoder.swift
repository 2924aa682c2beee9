import Tabular

/// Writes the rows of batches as records, through pointers into memory that is used again for each batch.
@safe final class RecordEncoder {
    private var room: UnsafeMutableRawPointer
    private var capacity: Int
    private let style: CSVStyle
    private let values: ValueEncoder
    private let delimiter: UInt8
    private let quote: UInt8?
    /// Words of eight bytes that all are the delimiter, the quote and the escape.
    private let delimiters: UInt64
    private let quotes: UInt64
    private let escapes: UInt64
    /// For each byte, whether a field that holds it is quoted.
    private let isSpecial: [Bool]
    /// For each byte, whether a text that starts with it may be taken for a formula.
    private let mayStartFormula: [Bool]
    /// How many cells got an apostrophe so far.
    private(set) var guardedCells = 0

    /// The most bytes of a value that is no text, quotes and delimiter included.
    private static let fixedByteLimit = 64
    private static let ones: UInt64 = 0x0101_0101_0101_0101

    init(_ style: CSVStyle, isSpecial: [Bool], values: ValueEncoder) {
        self.style = style
        self.values = values
        self.isSpecial = isSpecial
        delimiter = style.dialect.delimiter
        quote = style.dialect.quote
        delimiters = Self.ones &* UInt64(delimiter)
        quotes = Self.ones &* UInt64(style.dialect.quote ?? delimiter)
        escapes = Self.ones &* UInt64(style.dialect.escape ?? delimiter)
        var formula = Array(repeating: false, count: 256)
        if style.guardsFormulas { for byte in FormulaGuard.firstBytes { formula[Int(byte)] = true } }
        mayStartFormula = formula
        capacity = 1 << 16
        unsafe room = .allocate(byteCount: capacity, alignment: 16)
    }

    deinit { unsafe room.deallocate() }

    /// Adds a record for each row of `batch` to `output`.
    func encode(_ batch: Batch, into output: inout [UInt8]) {
        reserve(batch)
        let columns = batch.columns
        var target = unsafe room
        for row in 0..<batch.rowCount {
            let start = unsafe target
            for index in columns.indices {
                if index > 0 { unsafe put(delimiter, &target) }
                guard columns[index].validity[row] else { continue }
                if columns[index].type.isText {
                    unsafe putText(columns[index].text, row, &target)
                } else {
                    unsafe values.put(columns[index].fixed[row], columns[index].type, &target)
                }
            }
            // A blank line would be skipped by readers.
            if unsafe target == start, let quote {
                unsafe put(quote, &target)
                unsafe put(quote, &target)
            }
            if style.lineEnd != .lf { unsafe put(carriageReturn, &target) }
            if style.lineEnd != .cr { unsafe put(lineFeed, &target) }
        }
        unsafe output.append(contentsOf: UnsafeRawBufferPointer(start: room, count: target - room))
    }

    /// Makes room for all of `batch`: each byte of a text may be doubled, and it may get quotes and an apostrophe.
    private func reserve(_ batch: Batch) {
        var need = 16
        for column in batch.columns {
            need += column.text.bytes.count * 2 + batch.rowCount * Self.fixedByteLimit
        }
        guard need > capacity else { return }
        unsafe room.deallocate()
        capacity = need
        unsafe room = .allocate(byteCount: capacity, alignment: 16)
    }

    @inline(__always)
    private func putText(_ text: TextBuffer, _ row: Int, _ target: inout UnsafeMutableRawPointer) {
        let start = text.offsets[row]
        let count = text.offsets[row + 1] - start
        guard count > 0 else { return }
        unsafe text.bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            let source = unsafe base + start
            let isFormula =
                unsafe mayStartFormula[Int(source[0])] && FormulaGuard.isDangerous(UnsafeBufferPointer(start: source, count: count))
            // Eight bytes at a time, where there are as many behind the text's last.
            if !isFormula, start + count + 8 <= bytes.count, unsafe copyPlain(source, count, to: target) {
                unsafe target += count
                return
            }
            unsafe putUnusual(UnsafeBufferPointer(start: source, count: count), isFormula: isFormula, &target)
        }
    }

    /// Copies `count` bytes and says whether none of them is special, so that the copy will do.
    @inline(__always)
    private func copyPlain(_ source: UnsafePointer<UInt8>, _ count: Int, to target: UnsafeMutableRawPointer) -> Bool {
        var found: UInt64 = 0
        var index = 0
        while index < count {
            let word = unsafe UInt64(littleEndian: UnsafeRawPointer(source + index).loadUnaligned(as: UInt64.self))
            unsafe target.storeBytes(of: word.littleEndian, toByteOffset: index, as: UInt64.self)
            let rest = count - index
            found |= special(word) & (rest >= 8 ? .max : (1 << UInt64(rest * 8)) - 1)
            index += 8
        }
        return found == 0
    }

    /// The high bits of bytes below 32 and of those that are the delimiter, the quote or the escape; bits above the lowest of them may be
    /// set without reason, and bytes of 128 and more are told apart by what a subtraction does to them.
    @inline(__always)
    private func special(_ word: UInt64) -> UInt64 {
        let ones = Self.ones
        let high = ones &* 0x80
        func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & high }
        let controls = (word &- ones &* 0x20) & ~word & high
        return controls | zeros(word ^ delimiters) | zeros(word ^ quotes) | zeros(word ^ escapes)
    }

    /// Writes a text that may have to be quoted or made harmless.
    private func putUnusual(_ text: UnsafeBufferPointer<UInt8>, isFormula: Bool, _ target: inout UnsafeMutableRawPointer) {
        if isFormula { guardedCells += 1 }
        let needsQuotes = unsafe text.contains { isSpecial[Int($0)] } || (isFormula && isSpecial[Int(UInt8(ascii: "'"))])
        guard needsQuotes, let quote else {
            if isFormula { unsafe put(UInt8(ascii: "'"), &target) }
            // Without quotes, what would end the field becomes a space.
            for index in text.indices { unsafe put(isSpecial[Int(text[index])] ? UInt8(ascii: " ") : text[index], &target) }
            return
        }
        unsafe put(quote, &target)
        if isFormula { unsafe put(UInt8(ascii: "'"), &target) }
        for index in text.indices {
            let byte = unsafe text[index]
            if byte == style.dialect.escape {
                unsafe put(byte, &target)
            } else if byte == quote {
                unsafe put(style.dialect.escape ?? quote, &target)
            }
            unsafe put(byte, &target)
        }
        unsafe put(quote, &target)
    }

    @inline(__always)
    private func put(_ byte: UInt8, _ target: inout UnsafeMutableRawPointer) {
        unsafe target.storeBytes(of: byte, as: UInt8.self)
        unsafe target += 1
    }
}
