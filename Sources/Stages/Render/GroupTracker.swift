import Model
import Tabular

/// A place between rows where groups end and others start.
struct GroupBreak {
    /// How many rows of the batch come before it.
    let after: Int
    /// The innermost first.
    var ends: [GroupEnd] = []
    /// The outermost first.
    var starts: [GroupStart] = []
}

/// The start of a group.
struct GroupStart {
    /// 1 for the outermost.
    let level: Int
    /// What the rows of the group have in common.
    let value: FieldValue?
}

/// The end of a group: the rows before it are summed up.
struct GroupEnd {
    /// 1 for the outermost.
    let level: Int
    /// What the rows of the group have in common.
    let value: FieldValue?
    let totals: RowTotals
}

/// Follows rows in the order of their groups, and says where groups end.
struct GroupTracker {
    private struct Cell: Equatable {
        let number: Int64
        let text: ArraySlice<UInt8>?
        let isNull: Bool

        init(_ column: Column, _ row: Int) {
            isNull = !column.hasContent(row)
            number = column.type.isText || isNull ? 0 : column.fixed[row]
            text = column.type.isText && !isNull ? column.text.bytes[column.text.range(row)] : nil
        }
    }

    /// The places of what makes groups, the outermost first, and the fields that they are.
    private let places: [Int]
    private let fields: [FieldDefinition]
    /// What the group that goes on at each level has in common; empty before the first row.
    private var current: [Cell] = []
    private var totals: [RowTotals]
    /// Over all rows.
    private(set) var whole: RowTotals

    /// - Parameter summed: the places of the columns that are summed up.
    init(places: [Int], fields: [FieldDefinition], summed: [Int]) {
        self.places = places
        self.fields = fields
        whole = RowTotals(columns: summed)
        totals = Array(repeating: whole, count: places.count)
    }

    /// Takes in the rows of `batch`, and gives the places among them where groups end and start.
    mutating func add(_ batch: Batch) -> [GroupBreak] {
        guard !places.isEmpty else {
            whole.add(batch, rows: 0..<batch.rowCount)
            return []
        }
        var breaks: [GroupBreak] = []
        var start = 0
        for row in 0..<batch.rowCount {
            let isFirst = current.isEmpty
            guard let level = isFirst ? 0 : row > 0 ? firstChange(batch, row) : firstChange(from: batch) else { continue }
            var place = GroupBreak(after: row)
            if !isFirst {
                totals[places.count - 1].add(batch, rows: start..<row)
                place.ends = close(from: level)
            }
            start = row
            current = places.map { Cell(batch.columns[$0], row) }
            place.starts = (level..<places.count).map { GroupStart(level: $0 + 1, value: value($0)) }
            breaks.append(place)
        }
        totals[places.count - 1].add(batch, rows: start..<batch.rowCount)
        return breaks
    }

    /// Ends all groups, after the last row.
    mutating func finish() -> [GroupEnd] {
        guard !current.isEmpty else { return [] }
        let ends = close(from: 0)
        current = []
        return ends
    }

    /// Ends the groups from the innermost out to the one at `level` (from 0).
    private mutating func close(from level: Int) -> [GroupEnd] {
        (level..<places.count).reversed().map { index in
            let end = GroupEnd(level: index + 1, value: value(index), totals: totals[index])
            if index > 0 { totals[index - 1].add(totals[index]) } else { whole.add(totals[index]) }
            totals[index] = RowTotals(columns: whole.columns)
            return end
        }
    }

    /// The outermost level (from 0) at which a row differs from the one before it; nil where it is of the same group.
    private func firstChange(_ batch: Batch, _ row: Int) -> Int? {
        places.firstIndex { place in
            let column = batch.columns[place]
            let hasContent = column.hasContent(row)
            guard hasContent == column.hasContent(row - 1) else { return true }
            guard hasContent else { return false }
            guard column.type.isText else { return column.fixed[row] != column.fixed[row - 1] }
            return column.text.bytes[column.text.range(row)] != column.text.bytes[column.text.range(row - 1)]
        }
    }

    private func firstChange(from batch: Batch) -> Int? {
        places.indices.first { Cell(batch.columns[places[$0]], 0) != current[$0] }
    }

    private func value(_ index: Int) -> FieldValue? {
        let cell = current[index]
        guard !cell.isNull else { return nil }
        let field = fields[index]
        if let text = cell.text {
            let text = String(decoding: text, as: UTF8.self)
            return field.type == .list ? .list(ItemList.items(of: text)) : .text(text)
        }
        switch field.type {
        case .decimal: return .decimal(unscaled: cell.number, scale: field.scale)
        case .date: return .day(Day(number: Int(cell.number)))
        case .instant: return .instant(Instant(microseconds: cell.number))
        case .boolean: return .boolean(cell.number != 0)
        default: return .integer(cell.number)
        }
    }
}

extension Column {
    /// Whether there is a value at `row`; an empty text is none, as for the sort.
    func hasContent(_ row: Int) -> Bool { validity[row] && (!type.isText || !text.range(row).isEmpty) }
}
