import Expressions
import Model
import Tabular

extension ListRenderer {
    /// The rows with the cells of columns that have a format of their own as texts, for formats that know no other way to write them.
    func formatted(_ batch: Batch, _ columns: [RenderColumn]) -> Batch {
        guard columns.contains(where: { $0.format != nil }) else { return batch }
        var batch = batch
        for (index, column) in columns.enumerated() {
            guard column.format != nil else { continue }
            let values = batch.columns[index]
            var texts = Column(.text)
            for row in 0..<batch.rowCount {
                guard !values.isNull(row) else {
                    texts.appendNull()
                    continue
                }
                texts.append(text(of: values.fixed[row], column) ?? "")
            }
            batch.columns[index] = texts
        }
        return batch
    }

    /// A number, day or moment as the column's own format writes it; nil where the column has none.
    func text(of value: Int64, _ column: RenderColumn) -> String? {
        guard let format = column.format else { return nil }
        let day = column.type == .instant ? calendar.day(at: Instant(microseconds: value)) : Day(number: Int(clamping: value))
        return format.text(number: value) ?? format.text(day)
    }
}
