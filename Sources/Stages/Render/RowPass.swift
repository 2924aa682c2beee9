import Localization
import Model
import Tabular
import XLSX

/// One pass over the rows of a list: what is hidden goes, what is for people is dressed, and groups are summed up.
struct RowPass {
    /// The shown columns.
    let columns: [RenderColumn]
    private(set) var rowCount = 0
    private let renderer: ListRenderer
    private let source: ListSource
    private var groups: GroupTracker
    private let isFormatted: Bool
    /// The words for what became of rows, by the numbers under which they come.
    private let changes: [[UInt8]]

    init(_ renderer: ListRenderer, _ source: ListSource) {
        self.renderer = renderer
        self.source = source
        let columns = renderer.columns(of: source)
        self.columns = columns
        let design = source.list.design
        isFormatted = design.layout == .formatted
        // Nothing is said of rows that are the same.
        changes = [[]] + [.listChanged, .listAdded, .listRemoved].map { Array(renderer.localizer.text($0).utf8) }
        let summed = (design.subtotals + design.summary.totals).compactMap { total in
            columns.firstIndex { $0.field.key == total.column }
        }
        // Data alone has neither groups nor totals.
        groups = GroupTracker(
            places: isFormatted ? source.groups.map(\.place) : [], fields: source.groups.map(\.field),
            summed: isFormatted ? Array(Set(summed)).sorted() : [])
    }

    /// The rows as they are shown, and the summaries between them.
    mutating func add(_ batch: Batch) -> (shown: Batch, summaries: [SummaryRow]) {
        rowCount += batch.rowCount
        let ends = groups.add(batch)
        var shown = Batch(columns: Array(batch.columns.prefix(columns.count)))
        shown.rowCount = batch.rowCount
        if source.tellsChanges { shown.columns[0] = told(batch.columns[0]) }
        if isFormatted { dress(&shown) }
        return (shown, ends.map(summary))
    }

    /// The summaries after the last row, and the totals.
    mutating func finish() -> (summaries: [SummaryRow], totals: [Int: SummaryCell]?) {
        let ends = groups.finish()
        let totals = source.list.design.summary.totals
        guard isFormatted, !totals.isEmpty else { return (ends.map(summary), nil) }
        var cells = cells(totals, groups.whole)
        if cells[0] == nil { cells[0] = .text(renderer.localizer.text(.listTotal)) }
        return (ends.map(summary), cells)
    }

    private func summary(_ end: GroupEnd) -> SummaryRow {
        var cells = cells(source.list.design.subtotals, end.totals)
        let localizer = renderer.localizer
        let name = end.value.map { localizer.text(of: $0) } ?? localizer.text(.listNoValue)
        let text = localizer.text(.listSubtotal, ["group": .text(name), "count": .integer(end.totals.rowCount)])
        let own = source.groups[end.level - 1].place
        let place = own < columns.count && cells[own] == nil ? own : columns.indices.first { cells[$0] == nil } ?? 0
        cells[place] = .text(text)
        return SummaryRow(after: end.after, level: end.level, cells: cells)
    }

    private func cells(_ wanted: [ListTotal], _ totals: RowTotals) -> [Int: SummaryCell] {
        var cells: [Int: SummaryCell] = [:]
        for total in wanted {
            guard let place = columns.firstIndex(where: { $0.field.key == total.column }),
                let number = totals.number(total.function, place: place, scale: columns[place].field.scale)
            else { continue }
            cells[place] = .number(total.function.summary, value: number.value, scale: number.scale)
        }
        return cells
    }

    /// What became of rows, in words.
    private func told(_ column: Column) -> Column {
        var words = Column(.text)
        for row in 0..<column.count {
            let number = Int(column.fixed[row])
            let word = changes.indices.contains(number) ? changes[number] : []
            unsafe word.withUnsafeBufferPointer { unsafe words.append($0) }
        }
        return words
    }

    /// The rows with their lists as people write them.
    private func dress(_ batch: inout Batch) {
        for (index, column) in columns.enumerated() where column.field.type == .list {
            var text = TextBuffer()
            for row in 0..<batch.rowCount { text.append(ItemList.shown(batch.columns[index].text[row]).utf8) }
            batch.columns[index].text = text
        }
    }
}

extension ListTotal.Function {
    fileprivate var summary: SummaryFunction {
        switch self {
        case .sum: .sum
        case .average: .average
        case .count: .count
        case .minimum: .minimum
        case .maximum: .maximum
        }
    }
}

extension MessageKey {
    static let listChange: MessageKey = "list.change"
    static let listChangedFields: MessageKey = "list.changed-fields"
    static let listNoValue: MessageKey = "list.no-value"
    static let listSubtotal: MessageKey = "list.subtotal"
    static let listTotal: MessageKey = "list.total"
    static let listChanged: MessageKey = "list.change.changed"
    static let listAdded: MessageKey = "list.change.added"
    static let listRemoved: MessageKey = "list.change.removed"
}
