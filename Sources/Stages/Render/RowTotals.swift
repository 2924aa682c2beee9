import Model
import Tabular

/// Numbers over the cells of some columns, for the rows of a list or of a group.
struct RowTotals {
    /// What is known of a column's cells.
    struct Cells {
        var count = 0
        var sum: Int128 = 0
        var least = Int64.max
        var greatest = Int64.min

        mutating func add(_ other: Cells) {
            count += other.count
            sum += other.sum
            least = min(least, other.least)
            greatest = max(greatest, other.greatest)
        }
    }

    /// The places of the columns among those of the rows.
    let columns: [Int]
    private(set) var rowCount = 0
    private(set) var cells: [Cells]

    init(columns: [Int]) {
        self.columns = columns
        cells = Array(repeating: Cells(), count: columns.count)
    }

    mutating func add(_ batch: Batch, rows: Range<Int>) {
        rowCount += rows.count
        for (index, place) in columns.enumerated() {
            let column = batch.columns[place]
            let isText = column.type.isText
            for row in rows where column.hasContent(row) {
                cells[index].count += 1
                guard !isText else { continue }
                let value = column.fixed[row]
                cells[index].sum += Int128(value)
                cells[index].least = min(cells[index].least, value)
                cells[index].greatest = max(cells[index].greatest, value)
            }
        }
    }

    mutating func add(_ other: RowTotals) {
        rowCount += other.rowCount
        for index in cells.indices { cells[index].add(other.cells[index]) }
    }

    /// The number that `function` makes of the column at `place`, divided by ten to the power of a scale; nil where there are no cells.
    func number(_ function: ListTotal.Function, place: Int, scale: Int) -> (value: Int128, scale: Int)? {
        guard let index = columns.firstIndex(of: place) else { return nil }
        let cells = cells[index]
        switch function {
        case .count: return (Int128(cells.count), 0)
        case .sum: return (cells.sum, scale)
        case .minimum: return cells.count > 0 ? (Int128(cells.least), scale) : nil
        case .maximum: return cells.count > 0 ? (Int128(cells.greatest), scale) : nil
        case .average:
            guard cells.count > 0 else { return nil }
            // Two digits more than the values have say enough; half is rounded away from zero.
            let scaled = cells.sum * 100
            let half = Int128(cells.count) / 2
            return ((scaled + (scaled < 0 ? -half : half)) / Int128(cells.count), scale + 2)
        }
    }
}
