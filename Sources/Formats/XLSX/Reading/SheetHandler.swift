import XML

/// Makes rows of the cells of a sheet (ECMA-376 part 1, section 18.3.1).
final class SheetHandler: XMLHandler {
    /// What the value of a cell is (section 18.18.11, ST_CellType).
    private enum CellType { case number, sharedString, inlineString, formulaString, boolean, error, date }

    /// The rows so far.
    var builder = RowBuilder()
    /// The least number of fields of a row.
    var width = 0

    private let part: String
    private let strings: SharedStrings
    private var value: CellValue
    private var text = TextRuns()
    private var isInData = false
    private var isInRow = false
    private var isInCell = false
    private var isInInlineString = false
    private var row = 0
    /// Whether the row has said its number, or its first cell for it.
    private var hasRowNumber = false
    private var column = -1
    private var type = CellType.number
    private var style = 0

    init(part: String, strings: SharedStrings, value: CellValue) {
        self.part = part
        self.strings = strings
        self.value = value
    }

    func start(_ element: borrowing XMLElement) throws {
        if isInCell {
            if element.isNamed("v") {
                text.startValue()
            } else if element.isNamed("is") {
                isInInlineString = true
                text.removeAll()
            } else if isInInlineString {
                text.start(element)
            }
        } else if isInRow {
            if element.isNamed("c") { try startCell(element) }
        } else if isInData {
            if element.isNamed("row") { try startRow(element) }
        } else if element.isNamed("sheetData") {
            isInData = true
        }
    }

    func end(_ name: borrowing XMLName) throws {
        if isInCell {
            if name.equals("v") {
                text.endValue()
            } else if name.equals("is") {
                isInInlineString = false
            } else if isInInlineString {
                text.end(name)
            } else if name.equals("c") {
                isInCell = false
                try endCell()
            }
        } else if name.equals("row"), isInRow {
            isInRow = false
            builder.endRow(row, width: width)
        } else if name.equals("sheetData") {
            isInData = false
        }
    }

    func characters(_ text: Span<UInt8>) { self.text.append(text) }

    private func startRow(_ element: borrowing XMLElement) throws {
        let previous = row
        let number: Int?? = element.attribute("r") { _ in element.number("r") }
        hasRowNumber = number != nil
        row = (number ?? previous + 1) ?? 0
        guard row > previous, row <= CellPlace.rowCount else { throw damaged("row \(row) after row \(previous)") }
        column = -1
        isInRow = true
        builder.startRow()
    }

    private func startCell(_ element: borrowing XMLElement) throws {
        let place: CellPlace?? = element.attribute("r") { CellPlace($0) }
        if let place {
            guard let place else { throw damaged("cell \(element.text("r") ?? "")") }
            if !hasRowNumber, column < 0, place.row > row { row = place.row }
            guard place.row == row, place.column > column else {
                throw damaged("cell \(element.text("r") ?? "") in row \(row) after column \(column + 1)")
            }
            column = place.column
        } else {
            column += 1
            guard column < CellPlace.columnCount else { throw damaged("more than \(CellPlace.columnCount) cells in row \(row)") }
        }
        hasRowNumber = true
        type = element.attribute("t") { Self.type($0) } ?? .number
        style = element.number("s") ?? 0
        text.removeAll()
        isInCell = true
    }

    @inline(__always)
    private static func type(_ name: Span<UInt8>) -> CellType {
        guard let first = name.isEmpty ? nil : name[0] else { return .number }
        switch (first, name.count) {
        case (UInt8(ascii: "s"), 1): return .sharedString
        case (UInt8(ascii: "s"), _): return .formulaString
        case (UInt8(ascii: "i"), _): return .inlineString
        case (UInt8(ascii: "b"), _): return .boolean
        case (UInt8(ascii: "e"), _): return .error
        case (UInt8(ascii: "d"), _): return .date
        default: return .number
        }
    }

    private func endCell() throws {
        guard !text.bytes.isEmpty else { return }
        switch type {
        case .number: builder.add(column) { value.appendNumber(text.bytes, style: style, to: &$0) }
        case .boolean: builder.add(column) { value.appendBoolean(text.bytes, to: &$0) }
        case .date: builder.add(column) { value.appendDate(text.bytes, style: style, to: &$0) }
        case .sharedString: try addSharedString()
        case .inlineString, .formulaString, .error:
            if type == .formulaString { text.decodeEscapes() }
            builder.add(column) {
                $0.append(contentsOf: text.bytes)
                return false
            }
        }
        guard !builder.isTooLarge else { throw XLSXReadError(.tooMuchText, part, reason: "row \(row)") }
    }

    private func addSharedString() throws {
        var index = 0
        for byte in text.bytes {
            guard byte &- 48 < 10, index < strings.count else { throw damaged("shared string in row \(row)") }
            index = index * 10 + Int(byte - 48)
        }
        guard index < strings.count else { throw damaged("shared string \(index) of \(strings.count)") }
        try builder.add(column, strings, index)
    }

    private func damaged(_ reason: String) -> XLSXReadError { XLSXReadError(.damagedPart, part, reason: reason) }
}
