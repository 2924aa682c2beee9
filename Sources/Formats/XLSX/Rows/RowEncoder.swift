import Archive
import Tabular

/// Writes the rows of batches as XML, one pass over each batch.
@safe final class RowEncoder {
    /// A column's fixed text, the cells of the batch at hand, and the longest of them.
    @unsafe private struct State {
        let layout: RowLayout.Cell
        let scale: Int
        var cells: ColumnMemory.Column
        /// The most characters of a text.
        var longest = 0
        /// The largest magnitude of a number.
        var largest: UInt64 = 0
    }

    private let whole: RowLayout
    private let layout: [RowLayout.Cell]
    private let memory = ColumnMemory()
    private let fragments = Fragments()

    /// How much XML is gathered before it is handed on.
    private static let blockByteCount = 3 << 20
    /// The most bytes of a cell without its text.
    private static let cellByteLimit = 256

    init(_ layout: RowLayout) {
        whole = layout
        self.layout = layout.cells
    }

    /// Writes the rows of `block`, whose batch has the layout's types, into `xml`.
    ///
    /// - Parameter handOn: takes what `xml` holds and empties it; called when there is enough.
    func encode(_ block: RowBlock, into xml: ByteBuffer, handOn: () throws(XLSXError) -> Void) throws(XLSXError) -> RowTally {
        memory.load(block.batch)
        var tally = RowTally(columnCount: layout.count)
        var states = unsafe layout.indices.map { index in
            var scale = 0
            if case .decimal(let digits) = layout[index].type { scale = digits }
            return unsafe State(layout: layout[index], scale: scale, cells: memory.columns[index])
        }
        try unsafe states.withUnsafeMutableBufferPointer { states throws(XLSXError) in
            var row = block.rows.lowerBound
            var offset = block.firstNumber - row
            var summaries = block.summaries[...]
            while row < block.rows.upperBound || !summaries.isEmpty {
                if xml.count >= Self.blockByteCount { try handOn() }
                if let summary = summaries.first, summary.row.after <= row {
                    try encode(summary, into: xml, &tally)
                    summaries.removeFirst()
                    offset += 1
                    continue
                }
                let end = min(summaries.first?.row.after ?? block.rows.upperBound, block.rows.upperBound)
                row = unsafe encode(row..<end, numberOffset: offset, states, into: xml, &tally)
            }
        }
        tally.rows = block.rows.count
        unsafe tally.contentLengths = states.enumerated().map { index, state in
            unsafe max(tally.contentLengths[index], state.largest > 0 ? CellNumber.digitCount(state.largest) : state.longest)
        }
        return tally
    }

    private func encode(_ summary: PlacedSummary, into xml: ByteBuffer, _ tally: inout RowTally) throws(XLSXError) {
        let (bytes, cells) = try SummaryEncoder(layout: whole).encode(summary)
        xml.append(bytes)
        tally.cells += cells
        for (index, cell) in summary.row.cells where layout.indices.contains(index) {
            switch cell {
            case .text(let text): if layout[index].type.isText { tally.widen(index, text.count) }
            case .number(_, let value, _): tally.widen(index, String(value.magnitude).count)
            }
        }
    }

    /// Writes rows until a block is full; returns the row that follows.
    private func encode(
        _ rows: Range<Int>, numberOffset: Int, _ states: UnsafeMutableBufferPointer<State>, into xml: ByteBuffer, _ tally: inout RowTally
    ) -> Int {
        var target = unsafe xml.start + xml.count
        var end = unsafe xml.start + xml.capacity
        var row = rows.lowerBound
        while row < rows.upperBound {
            let need = unsafe byteLimit(row: row, states)
            if unsafe end - target < need {
                xml.count = unsafe target - xml.start
                guard xml.count < Self.blockByteCount else { return row }
                xml.reserve(need)
                unsafe target = xml.start + xml.count
                unsafe end = xml.start + xml.capacity
            }
            unsafe encode(row: row, number: row + numberOffset, states, &target, &tally)
            row += 1
        }
        xml.count = unsafe target - xml.start
        return row
    }

    @inline(__always)
    private func encode(
        row: Int, number: Int, _ states: UnsafeMutableBufferPointer<State>, _ target: inout UnsafeMutableRawPointer,
        _ tally: inout RowTally
    ) {
        // The row's number stands in every cell: its digits are kept ready in one word.
        var digits: UInt64 = 0
        let digitCount = CellNumber.digitCount(UInt64(number))
        unsafe withUnsafeMutableBytes(of: &digits) { word in
            guard var place = word.baseAddress else { return }
            unsafe CellNumber.put(UInt64(number), digits: digitCount, &place)
        }

        unsafe put(fragments.row, 8, &target)
        unsafe put(digits, digitCount, &target)
        unsafe put(whole.rowStart, whole.rowStartCount, &target)
        let word = row >> 6
        let bit = UInt64(row & 63)
        for index in states.indices {
            guard unsafe states[index].cells.validity[word] >> bit & 1 != 0 else { continue }
            let cellStart = unsafe target
            unsafe put(states[index].layout.start, states[index].layout.startCount, &target)
            unsafe put(digits, digitCount, &target)
            let isWritten: Bool
            switch unsafe states[index].layout.type {
            case .text: isWritten = unsafe putText(row, number, &states[index], &target, &tally)
            case .integer, .decimal:
                isWritten = true
                unsafe putNumber(row, &states[index], &target, &tally)
            case .day, .instant:
                isWritten = true
                unsafe putDate(row, &states[index], &target, &tally)
            case .boolean:
                isWritten = true
                unsafe put(states[index].layout.number, states[index].layout.numberCount, &target)
                unsafe put(states[index].cells.fixed[row] == 0 ? UInt8(ascii: "0") : UInt8(ascii: "1"), 1, &target)
                unsafe put(fragments.numberEnd, 8, &target)
                unsafe states[index].longest = 1
            }
            if isWritten { tally.cells += 1 } else { unsafe target = cellStart }
        }
        unsafe put(fragments.rowEnd, 6, &target)
    }

    /// Room that the row surely fits in.
    private func byteLimit(row: Int, _ states: UnsafeMutableBufferPointer<State>) -> Int {
        var textCount = 0
        for index in states.indices where unsafe states[index].layout.type == .text {
            let count = unsafe states[index].cells.offsets[row + 1] - states[index].cells.offsets[row]
            textCount += min(count, CellText.unitLimit)
        }
        return textCount * CellText.growth + (layout.count + 1) * Self.cellByteLimit
    }

    /// Writes a text cell; an empty text is no cell.
    @inline(__always)
    private func putText(
        _ row: Int, _ number: Int, _ state: inout State, _ target: inout UnsafeMutableRawPointer, _ tally: inout RowTally
    ) -> Bool {
        let start = unsafe state.cells.offsets[row]
        let count = unsafe state.cells.offsets[row + 1] - start
        guard count > 0 else { return false }
        let source = unsafe state.cells.bytes + start
        if unsafe state.layout.linkKind != .none, unsafe isLink(source, count, number, state.layout, &tally) {
            unsafe put(state.layout.link, state.layout.linkCount, &target)
        } else {
            unsafe put(state.layout.text, state.layout.textCount, &target)
        }

        let isSpaced = unsafe source[0] == 0x20 || source[count - 1] == 0x20
        if count <= CellText.unitLimit, !isSpaced, unsafe CellText.copyPlain(source, count, to: target) {
            unsafe target += count
        } else {
            unsafe putUnusualText(source, count, &target, &tally)
        }
        unsafe put(fragments.textEnd, 13, &target)
        if unsafe count > state.longest { unsafe state.longest = max(state.longest, characterCount(source, count)) }
        return true
    }

    /// Whether the cell is a link, which is noted then.
    private func isLink(
        _ source: UnsafePointer<UInt8>, _ count: Int, _ number: Int, _ cell: RowLayout.Cell, _ tally: inout RowTally
    ) -> Bool {
        // Few texts are web addresses, and all of those start alike.
        if cell.linkKind == .web, unsafe source[0] | 0x20 != UInt8(ascii: "h") { return false }
        let text = unsafe UnsafeBufferPointer(start: source, count: count)
        guard number <= whole.lastLinkedRow else {
            if unsafe LinkAddress.seems(text, cell.linkKind) { tally.linksLeftOut += 1 }
            return false
        }
        guard let (target, fragment) = unsafe LinkAddress.of(text, cell.linkKind) else { return false }
        tally.links.append(cell: cell.letters + "\(number)", target: target, fragment: fragment)
        return true
    }

    private func putUnusualText(
        _ source: UnsafePointer<UInt8>, _ count: Int, _ target: inout UnsafeMutableRawPointer, _ tally: inout RowTally
    ) {
        if unsafe CellText.needsSpace(source, count) {
            unsafe target -= 1  // the end of <t>
            unsafe put(fragments.space, 22, &target)
        }
        if unsafe CellText.encode(source, count, to: &target) { tally.cutTexts += 1 }
    }

    @inline(__always)
    private func putNumber(_ row: Int, _ state: inout State, _ target: inout UnsafeMutableRawPointer, _ tally: inout RowTally) {
        let value = unsafe state.cells.fixed[row]
        unsafe state.largest = max(state.largest, value.magnitude)
        guard value.magnitude < CellNumber.exactLimit else {
            unsafe put(state.layout.text, state.layout.textCount, &target)
            unsafe CellNumber.put(value, scale: state.scale, &target)
            unsafe put(fragments.textEnd, 13, &target)
            tally.numbersAsText += 1
            return
        }
        unsafe put(state.layout.number, state.layout.numberCount, &target)
        unsafe CellNumber.put(value, scale: state.scale, &target)
        unsafe put(fragments.numberEnd, 8, &target)
    }

    /// Writes a date or a moment as days since 1899-12-30, which is right from 1900-03-01 on: the days before it are counted
    /// differently by programs that take 1900 for a leap year and by those that do not.
    @inline(__always)
    private func putDate(_ row: Int, _ state: inout State, _ target: inout UnsafeMutableRawPointer, _ tally: inout RowTally) {
        let dayLength: Int64 = 86_400_000_000
        var day = unsafe state.cells.fixed[row]
        var time: Int64 = 0
        var offset = 0
        if unsafe state.layout.type == .instant {
            let instant = Instant(microseconds: day)
            offset = whole.zoneOffset(instant)
            let local = day &+ Int64(offset) * 1_000_000
            day = local >= 0 ? local / dayLength : (local &- dayLength &+ 1) / dayLength
            time = local - day * dayLength
        }
        unsafe state.longest = 1
        let serial = day + 25_569
        guard serial >= 61, serial <= 2_958_465 else {
            let text =
                unsafe state.layout.type == .instant
                ? Instant(microseconds: state.cells.fixed[row]).iso(offset: offset) : Day(number: Int(day)).iso
            unsafe put(state.layout.text, state.layout.textCount, &target)
            for byte in text.utf8 { unsafe put(byte, 1, &target) }
            unsafe put(fragments.textEnd, 13, &target)
            tally.datesAsText += 1
            return
        }
        unsafe put(state.layout.number, state.layout.numberCount, &target)
        unsafe CellNumber.put(UInt64(serial), &target)
        unsafe CellNumber.putDayFraction(microseconds: UInt64(time), &target)
        unsafe put(fragments.numberEnd, 8, &target)
    }

    private func characterCount(_ source: UnsafePointer<UInt8>, _ count: Int) -> Int {
        var characters = 0
        for offset in 0..<count where unsafe source[offset] & 0xC0 != 0x80 { characters += 1 }
        return characters
    }

    /// Stores all of `fragment`, of which the first `count` bytes stay.
    @inline(__always)
    private func put<Value: BitwiseCopyable>(_ fragment: Value, _ count: Int, _ target: inout UnsafeMutableRawPointer) {
        unsafe target.storeBytes(of: fragment, as: Value.self)
        unsafe target += count
    }

    private struct Fragments {
        let row: SIMD8<UInt8> = padded("<row r=\"")
        let rowEnd: SIMD8<UInt8> = padded("</row>")
        let numberEnd: SIMD8<UInt8> = padded("</v></c>")
        let textEnd: SIMD16<UInt8> = padded("</t></is></c>")
        let space: SIMD32<UInt8> = padded(" xml:space=\"preserve\">")
    }
}
