import Localization
import Model
import Tabular

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

    /// The rows as they are shown, and what stands between them.
    mutating func add(_ batch: Batch) -> (shown: Batch, breaks: [RowBreak]) {
        rowCount += batch.rowCount
        let breaks = groups.add(batch).map { place in
            RowBreak(
                after: place.after, summaries: place.ends.map(summary),
                headings: place.starts.map { RowBreak.Heading(level: $0.level, text: name(of: $0.value)) })
        }
        var shown = Batch(columns: Array(batch.columns.prefix(columns.count)))
        shown.rowCount = batch.rowCount
        if source.tellsChanges { shown.columns[0] = told(batch.columns[0]) }
        if isFormatted { dress(&shown) }
        return (shown, breaks)
    }

    /// What stands after the last row.
    mutating func finish() -> RowEnd {
        let summaries = groups.finish().map(summary)
        let totals = source.list.design.summary.totals
        guard isFormatted, !totals.isEmpty, rowCount > 0 else { return RowEnd(summaries: summaries) }
        let cells = numbers(totals, groups.whole)
        return RowEnd(
            summaries: summaries,
            totals: Summary(
                level: 0, label: renderer.localizer.text(.listTotal), place: cells[0] == nil ? 0 : nil, numbers: cells))
    }

    private func summary(_ end: GroupEnd) -> Summary {
        let cells = numbers(source.list.design.subtotals, end.totals)
        let text = renderer.localizer.text(
            .listSubtotal, ["group": .text(name(of: end.value)), "count": .integer(end.totals.rowCount)])
        let own = source.groups[end.level - 1].place
        let place = own < columns.count && cells[own] == nil ? own : columns.indices.first { cells[$0] == nil }
        return Summary(level: end.level, label: text, place: place, numbers: cells)
    }

    private func name(of value: FieldValue?) -> String {
        value.map { renderer.localizer.text(of: $0) } ?? renderer.localizer.text(.listNoValue)
    }

    private func numbers(_ wanted: [ListTotal], _ totals: RowTotals) -> [Int: Summary.Number] {
        var numbers: [Int: Summary.Number] = [:]
        for total in wanted {
            guard let place = columns.firstIndex(where: { $0.field.key == total.column }),
                let number = totals.number(total.function, place: place, scale: columns[place].field.scale)
            else { continue }
            numbers[place] = Summary.Number(function: total.function, value: number.value, scale: number.scale)
        }
        return numbers
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
