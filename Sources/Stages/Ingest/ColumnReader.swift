internal import CSV
internal import Model
internal import Tabular

/// Reads one column of a file as values of its field, a block at a time, straight from the bytes.
struct ColumnReader: Sendable {
    let mapped: HeaderMapping.Mapped
    private let local: @Sendable (Day, Int) -> Instant
    private let numbers: NumberReading
    private let dates: DateReading
    private let choices: ChoiceReading
    private let postalCodes: PostalCodeReading

    /// - Parameter format: how values are written that can be read in two ways; nil for the first way.
    init(_ mapped: HeaderMapping.Mapped, format: ValueFormat?, local: @escaping @Sendable (Day, Int) -> Instant) {
        self.mapped = mapped
        self.local = local
        let field = mapped.field
        choices = ChoiceReading(field.choices)
        postalCodes = PostalCodeReading(country: field.country)
        let unit = field.unit?.lowercased()
        let units = ([unit] + (unit == nil || unit == "eur" ? ["€", "eur", "euroa"] : [])).compactMap { $0 }.map { Array($0.utf8) }
        let isInteger = field.type == .integer
        numbers = NumberReading(
            scale: isInteger ? 0 : field.scale, isInteger: isInteger, units: units, prefersComma: format?.isFirst ?? true)
        dates = DateReading(prefersDay: format?.isFirst ?? true)
    }

    /// One block's rows, and how their cells are to be looked at.
    struct Rows {
        let block: TextBlock
        /// Where each row's first field stands.
        let firstFields: [Int]
        let check: RowValidator.ByteCheck
        let mayNeedNormalizing: Bool
    }

    /// The column of `rows`.
    ///
    /// A cell that is no value of the field's type is null, and its row is noted in `refusals` unless it is there already.
    func column(of rows: Rows, refusals: inout [Int: Message], evidence: inout FormatEvidence) -> Column {
        switch mapped.field.type {
        case .text: return texts(rows, &refusals) { _, _ throws(Refusal) in }
        case .email: return texts(rows, &refusals) { bytes, range throws(Refusal) in try EmailReading.check(bytes, range) }
        case .phone: return texts(rows, &refusals) { bytes, range throws(Refusal) in try PhoneReading.check(bytes.extracting(range)) }
        case .postalCode:
            let postalCodes = postalCodes
            return texts(rows, &refusals) { bytes, range throws(Refusal) in try postalCodes.check(bytes.extracting(range)) }
        case .choice: return chosen(rows, &refusals)
        case .list: return lists(rows, &refusals)
        case .integer, .decimal:
            let numbers = numbers
            return values(rows, &refusals) { text, row, isPlain throws(Refusal) in
                if isPlain { return try numbers.plain(text) }
                return try numbers.unscaled(text, row: row, &evidence)
            }
        case .date:
            let dates = dates
            return values(rows, &refusals) { text, row, _ throws(Refusal) in try dates.day(text, row: row, &evidence) }
        case .instant:
            let (dates, local) = (dates, local)
            return values(rows, &refusals) { text, row, _ throws(Refusal) in
                try dates.instant(text, row: row, &evidence, local: local)
            }
        case .boolean:
            let reading = BooleanReading()
            return values(rows, &refusals) { text, _, _ throws(Refusal) in try reading.value(text) }
        }
    }

    /// Goes through the column's cells; `take` is given the row and the trimmed place of each that has a value, `skip` all other rows.
    ///
    /// - Returns: which rows have one.
    @inline(__always)
    private func eachCell(
        _ rows: Rows, _ refusals: inout [Int: Message],
        _ take: (_ row: Int, _ field: Int, Span<UInt8>, Range<Int>) throws(Refusal) -> Void, skip: (_ row: Int) -> Void
    ) -> Bitmap {
        var validity = Bitmap(repeating: true, count: rows.firstFields.count)
        let bytes = rows.block.bytes.span
        let fields = rows.block.fields.span
        let starts = rows.firstFields.span
        let (place, isRequired, isChecked) = (mapped.column, mapped.isRequired, rows.check != .none)
        for row in 0..<starts.count {
            let field = starts[row] &+ place
            let cell = fields[field].range
            let trimmed = CellText.trimmed(cell, of: bytes)
            do throws(Refusal) {
                guard !trimmed.isEmpty else {
                    if isRequired { throw .missing }
                    validity[row] = false
                    skip(row)
                    continue
                }
                if isChecked { try ColumnReader.check(bytes.extracting(cell), rows.check) }
                try take(row, field, bytes, trimmed)
            } catch {
                validity[row] = false
                skip(row)
                if refusals[row] == nil {
                    refusals[row] = mapped.message(error, String(decoding: rows.block.bytes[trimmed], as: UTF8.self))
                }
            }
        }
        return validity
    }

    @inline(__always)
    private func values(
        _ rows: Rows, _ refusals: inout [Int: Message],
        _ read: (_ cell: Span<UInt8>, _ row: Int, _ isPlain: Bool) throws(Refusal) -> Int64
    ) -> Column {
        var column = Column(mapped.field.columnType)
        let (plain, count) = (rows.block.isPlain, rows.firstFields.count)
        let mayBePlain = plain.count > 0
        var validity = Bitmap()
        column.fixed = unsafe Array(unsafeUninitializedCapacity: count) { values, initialized in
            validity = eachCell(rows, &refusals) { row, field, bytes, range throws(Refusal) in
                let isPlain = mayBePlain && plain.contains(field)
                unsafe values.initializeElement(at: row, to: try read(bytes.extracting(range), row, isPlain))
            } skip: { row in
                unsafe values.initializeElement(at: row, to: 0)
            }
            initialized = count
        }
        column.validity = validity
        return column
    }

    @inline(__always)
    private func texts(
        _ rows: Rows, _ refusals: inout [Int: Message], _ approve: (_ bytes: Span<UInt8>, _ cell: Range<Int>) throws(Refusal) -> Void
    ) -> Column {
        if rows.mayNeedNormalizing { return normalizedTexts(rows, &refusals, approve) }
        var column = Column(.text)
        let count = rows.firstFields.count
        let capacity = rows.firstFields.reduce(ByteGathering.slack) { $0 &+ rows.block.fields[$1 &+ mapped.column].range.count }
        var validity = Bitmap()
        var offsets: [Int] = []
        column.text.bytes = unsafe Array(unsafeUninitializedCapacity: capacity) { memory, textLength in
            var text = unsafe ByteGathering(memory)
            unsafe offsets = Array(unsafeUninitializedCapacity: count + 1) { offsets, initialized in
                unsafe offsets.initializeElement(at: 0, to: 0)
                validity = eachCell(rows, &refusals) { row, _, bytes, range throws(Refusal) in
                    try approve(bytes, range)
                    unsafe text.append(bytes, range)
                    unsafe offsets.initializeElement(at: row &+ 1, to: text.count)
                } skip: { row in
                    unsafe offsets.initializeElement(at: row &+ 1, to: text.count)
                }
                initialized = count + 1
            }
            unsafe textLength = text.count
        }
        (column.validity, column.text.offsets) = (validity, offsets)
        return column
    }

    private func normalizedTexts(
        _ rows: Rows, _ refusals: inout [Int: Message], _ approve: (_ bytes: Span<UInt8>, _ cell: Range<Int>) throws(Refusal) -> Void
    ) -> Column {
        gathered(rows, &refusals) { text throws(Refusal) in
            try approve(text, 0..<text.count)
            return Normalization.normalized(text) ?? (0..<text.count).map { text[$0] }
        }
    }

    private func chosen(_ rows: Rows, _ refusals: inout [Int: Message]) -> Column {
        let choices = choices
        return gathered(rows, &refusals) { text throws(Refusal) in
            if let normalized = rows.mayNeedNormalizing ? Normalization.normalized(text) : nil { return try choices.value(normalized.span) }
            return try choices.value(text)
        }
    }

    private func lists(_ rows: Rows, _ refusals: inout [Int: Message]) -> Column {
        let reading = ListReading(mapped.field.choices.isEmpty ? nil : choices)
        var column = Column(.text)
        var offsets = [Int](repeating: 0, count: rows.firstFields.count + 1)
        var empty: [Int] = []
        column.validity = eachCell(rows, &refusals) { row, _, bytes, range throws(Refusal) in
            let text = try reading.value(bytes.extracting(range))
            if text.isEmpty {
                // Only separators: there is no item.
                if mapped.isRequired { throw .missing }
                empty.append(row)
            }
            column.text.bytes += text
            offsets[row + 1] = column.text.bytes.count
        } skip: { row in
            offsets[row + 1] = column.text.bytes.count
        }
        for row in empty { column.validity[row] = false }
        column.text.offsets = offsets
        return column
    }

    /// A column of the texts that `spell` makes of the cells.
    @inline(__always)
    private func gathered(_ rows: Rows, _ refusals: inout [Int: Message], _ spell: (Span<UInt8>) throws(Refusal) -> [UInt8]) -> Column {
        var column = Column(.text)
        var offsets = [Int](repeating: 0, count: rows.firstFields.count + 1)
        column.validity = eachCell(rows, &refusals) { row, _, bytes, range throws(Refusal) in
            column.text.bytes += try spell(bytes.extracting(range))
            offsets[row + 1] = column.text.bytes.count
        } skip: { row in
            offsets[row + 1] = column.text.bytes.count
        }
        column.text.offsets = offsets
        return column
    }

    /// - Throws: `strangeByte`.
    private static func check(_ cell: Span<UInt8>, _ check: RowValidator.ByteCheck) throws(Refusal) {
        if TextMark.isStrange(cell) { throw .strangeByte }
        guard check == .utf8 else { return }
        var utf8 = UTF8Check()
        unsafe cell.withUnsafeBytes { unsafe utf8.update($0) }
        if !utf8.isComplete { throw .strangeByte }
    }
}
