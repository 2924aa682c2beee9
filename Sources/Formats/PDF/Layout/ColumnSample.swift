import Tabular

/// Measures the first rows, for the widths of the columns.
final class ColumnSample {
    private(set) var needs: [ColumnWidths.Need]
    private let columns: [PDFColumn]
    private let formatter: CellFormatter
    private let body: StyledText
    private var rowCount = 0

    init(columns: [PDFColumn], formatter: CellFormatter, styles: TextStyles, look: PDFLook) throws(PDFError) {
        self.columns = columns
        self.formatter = formatter
        body = try styles.style(look.boundedTextSize, look.ink)
        let heading = try styles.style(look.boundedTextSize - TableStyles.headingStep, look.ink, isBold: true)
        let ratio = (look.boundedTextSize - TableStyles.headingStep) / look.boundedTextSize
        needs = columns.map { column in
            let words = column.fullHeading.split { $0 == " " || $0 == "\n" }
            let widths = words.map { heading.set(String($0)).width * ratio }
            let space = heading.set(" ").width * ratio
            let whole = widths.reduce(0) { $0 + $1 + space } - space
            var first = -space
            let inTwo = widths.map { width in
                first += width + space
                return max(first, whole - first - space)
            }
            return ColumnWidths.Need(
                heading: max(whole, 0), headingInTwo: inTwo.min() ?? 0, headingWord: widths.max() ?? 0, isWrapped: column.isWrapped,
                fixed: column.width.flatMap { $0.isFinite && $0 > 0 ? $0 : nil })
        }
    }

    /// Measures rows of a batch, no more than `limit` in all.
    func add(_ batch: Batch, rows: Range<Int>, limit: Int) throws(PDFError) {
        let measured = rows.prefix(max(limit - rowCount, 0))
        rowCount += measured.count
        try BatchMemory.with(batch) { memory throws(PDFError) in
            for row in measured {
                for index in columns.indices where memory.hasValue(index, row: row) { measure(memory, index, row: row) }
            }
        }
    }

    private func measure(_ memory: BatchMemory, _ column: Int, row: Int) {
        guard columns[column].type.isText else {
            formatter.write(memory.value(column, row: row), column: column)
            needs[column].content = max(needs[column].content, unsafe body.set(formatter.text.bytes).width)
            return
        }
        guard let text = unsafe memory.text(column, row: row) else { return }
        let lines = unsafe text.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D })
        for index in unsafe lines.indices {
            let line = unsafe UnsafeBufferPointer(rebasing: lines[index])
            let width = unsafe body.set(line).width
            needs[column].content = max(needs[column].content, width)
            // No word is wider than its line.
            guard width > needs[column].word else { continue }
            let words = unsafe line.split(separator: 0x20)
            for word in unsafe words.indices {
                needs[column].word = max(needs[column].word, unsafe body.set(UnsafeBufferPointer(rebasing: words[word])).width)
            }
        }
    }
}
