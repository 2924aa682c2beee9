import Model

/// Reads one task of a schedule, whose shape has been checked.
enum TaskReader {
    static func read(_ node: DocumentNode, _ kind: TaskKind, in references: References, _ problems: inout Problems) -> TaskDefinition? {
        let module = references.segmentModule(node["segment"], &problems)
        guard let segment = node["segment"]?.text else { return nil }
        switch kind {
        case .refreshSegment:
            return .refreshSegment(RefreshSegmentTask(segment: segment))
        case .runFormulas:
            return .runFormulas(RunFormulasTask(segment: segment, formulas: formulas(node["formulas"], module, references, &problems)))
        case .createActivities:
            return ActivityReader(references: references, module: module).task(node, segment: segment, &problems)
        case .bulkEdit:
            return .bulkEdit(BulkEditTask(segment: segment, assignments: assignments(node["set"], module, references, &problems)))
        case .deliverList:
            return DeliverListReader.read(node, segment: segment, module, references, &problems)
        }
    }

    private static func formulas(
        _ node: DocumentNode?, _ module: ModuleDefinition?, _ references: References, _ problems: inout Problems
    ) -> [String] {
        (node?.items ?? []).compactMap { item in
            guard let name = references.name(item, of: .formula, &problems) else { return nil }
            guard let formula = references.catalog.formulas[name] else { return name }
            if let module, formula.module != module.name {
                let message = Message(.formulaModule, ["name": .text(name), "module": .text(formula.module), "other": .text(module.name)])
                problems.error(message, at: item.location)
            } else if !formula.isActive {
                problems.warning(Message(.formulaInactive, ["name": .text(name)]), at: item.location)
            }
            return name
        }
    }

    private static func assignments(
        _ node: DocumentNode?, _ module: ModuleDefinition?, _ references: References, _ problems: inout Problems
    ) -> [BulkEditTask.Assignment] {
        var assignments: [BulkEditTask.Assignment] = []
        for entry in node?.entries ?? [] {
            guard let field = references.field(entry.key, at: entry.keyLocation, of: module, &problems) else { continue }
            if field.key == module?.key {
                problems.error(Message(.taskKeyField, ["name": .text(field.key)]), at: entry.keyLocation)
                continue
            }
            guard let value = value(entry, field, &problems) else { continue }
            if value == .clear, field.isRequired {
                problems.error(Message(.taskRequiredField, ["name": .text(field.key)]), at: entry.value.location)
                continue
            }
            assignments.append(BulkEditTask.Assignment(field: field.key, value: value))
        }
        return assignments
    }

    private static func value(_ entry: DocumentNode.Entry, _ field: FieldDefinition, _ problems: inout Problems) -> BulkEditTask.Value? {
        let node = entry.value
        if node.isNull { return .clear }
        if node.text != nil { return FieldValueReader.read(node, for: field, &problems).map { .value($0) } }
        if let actionDate = node.entries.first(where: { $0.key == "action-date" }), actionDate.value.boolean == true {
            if field.type == .date { return .actionDate }
            problems.error(Message(.taskActionDate, ["name": .text(field.key)]), at: actionDate.keyLocation)
            return nil
        }
        if node["clear"]?.boolean == true { return .clear }
        if let value = node["value"] {
            return value.isNull ? .clear : FieldValueReader.read(value, for: field, &problems).map { .value($0) }
        }
        problems.error(Message(.taskNothingSet, ["name": .text(field.key)]), at: node.location)
        return nil
    }
}
