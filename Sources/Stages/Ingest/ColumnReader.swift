internal import CSV
internal import Model
internal import Tabular

/// Reads one column of a file as values of its field, a block at a time, straight from the bytes.
struct ColumnReader: Sendable {
    let mapped: HeaderMapping.Mapped
    private let local: @Sendable (Day, Int) -> Instant
    private let units: [[UInt8]]
    private let choices: ChoiceReading

    init(_ mapped: HeaderMapping.Mapped, local: @escaping @Sendable (Day, Int) -> Instant) {
        self.mapped = mapped
        self.local = local
        choices = ChoiceReading(mapped.field.choices)
        let unit = mapped.field.unit?.lowercased()
        units = ([unit] + (unit == nil || unit == "eur" ? ["€", "eur", "euroa"] : [])).compactMap { $0 }.map { Array($0.utf8) }
    }

    /// The column of the rows whose first fields are at `rows`.
    ///
    /// A cell that is no value of the field's type is null, and its row is noted in `refusals` unless it is there already.
    func column(of block: TextBlock, rows: [Int], check: RowValidator.ByteCheck, refusals: inout [Int: Message]) -> Column {
        let field = mapped.field
        let units = units
        switch field.type {
        case .text: return texts(block, rows, check, &refusals) { _ throws(Refusal) in }
        case .email: return texts(block, rows, check, &refusals) { text throws(Refusal) in try TextReading.checkEmail(text) }
        case .phone: return texts(block, rows, check, &refusals) { text throws(Refusal) in try TextReading.checkPhone(text) }
        case .postalCode:
            let rule = PostalCodeReading(country: field.country)
            return texts(block, rows, check, &refusals) { text throws(Refusal) in try rule.check(text) }
        case .choice: return chosen(block, rows, check, &refusals)
        case .integer:
            return values(block, rows, check, &refusals) { text throws(Refusal) in
                do throws(Refusal) { return try NumberReading.unscaled(text, scale: 0, units: units) } catch {
                    throw error == .notDecimal || error == .tooManyDecimals ? .notInteger : error
                }
            }
        case .decimal:
            let scale = field.scale
            return values(block, rows, check, &refusals) { text throws(Refusal) in
                try NumberReading.unscaled(text, scale: scale, units: units)
            }
        case .date: return values(block, rows, check, &refusals) { text throws(Refusal) in try DateReading.day(text) }
        case .instant:
            let local = local
            return values(block, rows, check, &refusals) { text throws(Refusal) in try DateReading.instant(text, local: local) }
        case .boolean:
            let reading = BooleanReading()
            return values(block, rows, check, &refusals) { text throws(Refusal) in try reading.value(text) }
        }
    }

    /// Goes through the column's cells; `take` is given the row and the trimmed place of each that has a value.
    ///
    /// - Returns: which rows have one.
    @inline(__always)
    private func eachCell(
        _ block: TextBlock, _ rows: [Int], _ check: RowValidator.ByteCheck, _ refusals: inout [Int: Message],
        _ take: (Int, Span<UInt8>, Range<Int>) throws(Refusal) -> Void
    ) -> Bitmap {
        var validity = Bitmap(repeating: true, count: rows.count)
        let bytes = block.bytes.span
        let fields = block.fields.span
        let place = mapped.column
        for row in 0..<rows.count {
            let cell = fields[rows[row] &+ place].range
            let trimmed = CellText.trimmed(cell, of: bytes)
            do throws(Refusal) {
                guard !trimmed.isEmpty else {
                    if mapped.isRequired { throw .missing }
                    validity[row] = false
                    continue
                }
                if check != .none { try ColumnReader.check(bytes.extracting(cell), check) }
                try take(row, bytes, trimmed)
            } catch {
                validity[row] = false
                if refusals[row] == nil { refusals[row] = mapped.message(error, String(decoding: block.bytes[trimmed], as: UTF8.self)) }
            }
        }
        return validity
    }

    @inline(__always)
    private func values(
        _ block: TextBlock, _ rows: [Int], _ check: RowValidator.ByteCheck, _ refusals: inout [Int: Message],
        _ read: (Span<UInt8>) throws(Refusal) -> Int64
    ) -> Column {
        var column = Column(mapped.field.columnType)
        var fixed = [Int64](repeating: 0, count: rows.count)
        column.validity = eachCell(block, rows, check, &refusals) { row, bytes, range throws(Refusal) in
            fixed[row] = try read(bytes.extracting(range))
        }
        column.fixed = fixed
        return column
    }

    @inline(__always)
    private func texts(
        _ block: TextBlock, _ rows: [Int], _ check: RowValidator.ByteCheck, _ refusals: inout [Int: Message],
        _ approve: (Span<UInt8>) throws(Refusal) -> Void
    ) -> Column {
        var column = Column(.text)
        var offsets = [Int](repeating: 0, count: rows.count + 1)
        let capacity = rows.reduce(0) { $0 + block.fields[$1 + mapped.column].range.count }
        var text = unsafe ByteGathering(capacity: capacity)
        column.validity = eachCell(block, rows, check, &refusals) { row, bytes, range throws(Refusal) in
            try approve(bytes.extracting(range))
            unsafe text.append(bytes, range)
            unsafe offsets[row + 1] = text.count
        }
        // Rows without a text end where the one before them does; no text that was taken is empty.
        for row in 0..<rows.count where offsets[row + 1] == 0 { offsets[row + 1] = offsets[row] }
        unsafe column.text.bytes = text.finish()
        column.text.offsets = offsets
        return column
    }

    private func chosen(
        _ block: TextBlock, _ rows: [Int], _ check: RowValidator.ByteCheck, _ refusals: inout [Int: Message]
    ) -> Column {
        var column = Column(.text)
        var offsets = [Int](repeating: 0, count: rows.count + 1)
        column.validity = eachCell(block, rows, check, &refusals) { row, bytes, range throws(Refusal) in
            column.text.bytes += try choices.value(bytes.extracting(range))
            offsets[row + 1] = column.text.bytes.count
        }
        for row in 0..<rows.count where offsets[row + 1] == 0 { offsets[row + 1] = offsets[row] }
        column.text.offsets = offsets
        return column
    }

    /// - Throws: `strangeByte`.
    private static func check(_ cell: Span<UInt8>, _ check: RowValidator.ByteCheck) throws(Refusal) {
        for index in 0..<cell.count where cell[index] == 0 || cell[index] >= Windows1252.firstUndefined { throw .strangeByte }
        guard check == .utf8 else { return }
        var utf8 = UTF8Check()
        unsafe cell.withUnsafeBytes { unsafe utf8.update($0) }
        if !utf8.isComplete { throw .strangeByte }
    }
}
