import Model

/// Reads what a customer list tells of its rows together.
struct ListSummaryReader {
    let columns: ListColumnReader
    let references: References
    let module: ModuleDefinition?

    func read(_ node: DocumentNode?, _ problems: inout Problems) -> ListSummary {
        ListSummary(
            totals: node?["totals"].map { totals($0, &problems) } ?? [],
            charts: (node?["charts"]?.items ?? []).compactMap { chart($0, &problems) })
    }

    /// The columns to be summed up: a list of those that are summed, or a function for each.
    func totals(_ node: DocumentNode, _ problems: inout Problems) -> [ListTotal] {
        let pairs: [(DocumentNode, ListTotal.Function)] =
            node.entries.isEmpty
            ? node.items.map { ($0, .sum) }
            : node.entries.map { entry in
                let key = DocumentNode(content: .scalar(entry.key, .plain), location: entry.keyLocation)
                return (key, entry.value.text.flatMap(ListTotal.Function.init(rawValue:)) ?? .sum)
            }
        var totals: [ListTotal] = []
        for (place, function) in pairs {
            guard let key = place.text, let field = columns.field(place, &problems) else { continue }
            if !columns.columns.contains(where: { $0.key == key }) {
                problems.error(Message(.listTotalColumn, ["name": .text(key)]), at: place.location)
            } else if totals.contains(where: { $0.column == key }) {
                problems.error(Message(.listTwice, ["name": .text(key)]), at: place.location)
            } else if !ListSummaryReader.fits(function, field) {
                let arguments: [String: MessageArgument] = [
                    "name": .text(key), "type": .text(field.type.rawValue), "function": .text(function.rawValue),
                ]
                problems.error(Message(.listTotalType, arguments), at: place.location)
            } else {
                totals.append(ListTotal(column: key, function: function))
            }
        }
        return totals
    }

    private static func fits(_ function: ListTotal.Function, _ field: FieldDefinition) -> Bool {
        switch function {
        case .count: true
        case .sum, .average: field.isNumber
        case .minimum, .maximum: field.isNumber || field.type == .date || field.type == .instant
        }
    }

    private func chart(_ node: DocumentNode, _ problems: inout Problems) -> ListChart? {
        var measure = ListChart.Measure.count
        if let sum = node["sum"] {
            guard let field = columns.field(sum, &problems) else { return nil }
            guard field.isNumber else {
                problems.error(Message(.listChartNumber, ["name": .text(field.key)]), at: sum.location)
                return nil
            }
            measure = .sum(field.key)
        }
        let grouping: ListChart.Grouping
        if let by = node["count-by"] ?? node["by"] {
            guard let field = columns.field(by, &problems) else { return nil }
            grouping = .values(field.key)
        } else if let over = node["count-over"] ?? node["over"] {
            guard let field = columns.field(over, &problems) else { return nil }
            guard field.type == .date || field.type == .instant else {
                problems.error(Message(.listChartDate, ["name": .text(field.key)]), at: over.location)
                return nil
            }
            grouping = .periods(field.key, node["each"]?.text.flatMap(ListChart.Period.init(rawValue:)) ?? .month)
        } else {
            problems.error(Message(.keyOneNeeded, ["needed": .list(["by", "over"])]), at: node.location)
            return nil
        }
        var kind = ListChart.Kind.bars
        if case .periods = grouping { kind = .lines }
        return ListChart(
            label: LocalizedShape.read(node["label"]), kind: node["kind"]?.text.flatMap(ListChart.Kind.init(rawValue:)) ?? kind,
            measure: measure, grouping: grouping, limit: node["top"]?.integer ?? ListChart.standardLimit)
    }
}
