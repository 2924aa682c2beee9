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
        body = try styles.style(look.textSize, look.ink)
        let heading = try styles.style(look.textSize - TableStyles.headingStep, look.ink, isBold: true)
        let ratio = (look.textSize - TableStyles.headingStep) / look.textSize
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
                fixed: column.width)
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

    private func measure(_ memory: BatchMemory, _ index: Int, row: Int) {
        guard columns[index].type.isText else {
            formatter.write(memory.value(index, row: row), column: index)
            needs[index].content = max(needs[index].content, unsafe body.set(formatter.text.bytes).width)
            return
        }
        guard let text = unsafe memory.text(index, row: row) else { return }
        for unsafe line in unsafe text.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            let line = unsafe UnsafeBufferPointer(rebasing: line)
            let width = unsafe body.set(line).width
            needs[index].content = max(needs[index].content, width)
            guard width > needs[index].word else { continue }
            for unsafe word in unsafe line.split(separator: 0x20) {
                needs[index].word = max(needs[index].word, unsafe body.set(UnsafeBufferPointer(rebasing: word)).width)
            }
        }
    }
}
