import Expressions
import Foundation
import Model

/// Reads the task `bulk-edit`, whose shape has been checked.
struct BulkEditReader {
    let expressions: ExpressionReader
    let source: SourceText

    private var references: References { expressions.references }

    /// - Parameter members: the module of the segment.
    func read(_ node: DocumentNode, segment: String, _ members: ModuleDefinition?, _ problems: inout Problems) -> BulkEditTask {
        let module = node["module"] == nil ? members : children(node["module"], of: members, &problems)
        var uses: Set<String> = []
        var condition: String?
        if let written = node["where"] {
            let expression = module.flatMap { expressions.read(written, for: .criteria, of: $0, source, &problems) }
            uses.formUnion(expression?.segments ?? [])
            // One that has errors takes no record rather than all.
            condition = expression?.canonical ?? "false"
        }
        let assignments = assignments(node["set"], module, &uses, &problems)
        return BulkEditTask(
            segment: segment, module: node["module"]?.text, condition: condition, assignments: assignments,
            approval: node["approval"]?.text.flatMap(BulkEditTask.Approval.init(rawValue:)) ?? .none,
            volumeGuard: node["volume-guard"]?.text.flatMap(SourceReader.share), uses: uses.sorted())
    }

    /// The module that `node` names, whose records must belong to those of `members`.
    private func children(_ node: DocumentNode?, of members: ModuleDefinition?, _ problems: inout Problems) -> ModuleDefinition? {
        guard let node, let module = references.module(node, &problems) else { return nil }
        guard let members, module.parent?.module != members.name else { return module }
        let children = references.catalog.modules.values.filter { $0.parent?.module == members.name }.map(\.name).sorted()
        var arguments: [String: MessageArgument] = ["name": .text(module.name), "module": .text(members.name)]
        if children.isEmpty {
            problems.error(Message(.taskNoChildren, arguments), at: node.location)
        } else {
            arguments["known"] = .list(children.map { .text($0) })
            problems.error(Message(.taskNoChild, arguments), at: node.location)
        }
        return nil
    }

    private func assignments(
        _ node: DocumentNode?, _ module: ModuleDefinition?, _ uses: inout Set<String>, _ problems: inout Problems
    ) -> [BulkEditTask.Assignment] {
        var assignments: [BulkEditTask.Assignment] = []
        for entry in node?.entries ?? [] {
            guard let field = references.field(entry.key, at: entry.keyLocation, of: module, &problems) else { continue }
            if field.key == module?.key {
                problems.error(Message(.taskKeyField, ["name": .text(field.key)]), at: entry.keyLocation)
                continue
            }
            guard let module, let value = value(entry.value, field, module, &uses, &problems) else { continue }
            if value == .clear, field.isRequired {
                problems.error(Message(.taskRequiredField, ["name": .text(field.key)]), at: entry.value.location)
                continue
            }
            assignments.append(BulkEditTask.Assignment(field: field.key, value: value))
        }
        return assignments
    }

    private func value(
        _ node: DocumentNode, _ field: FieldDefinition, _ module: ModuleDefinition, _ uses: inout Set<String>,
        _ problems: inout Problems
    ) -> BulkEditTask.Value? {
        guard case .map = node.content else { return plain(node, field, &problems) }
        if let value = node["value"] { return plain(value, field, &problems) }
        if node["clear"]?.boolean == true { return .clear }
        if let written = node["expression"] {
            let expression = expressions.read(written, for: .formula(field), of: module, source, &problems)
            uses.formUnion(expression?.segments ?? [])
            return expression.map { .expression($0.canonical) }
        }
        if let add = node["add"] { return items(add, field, "add", &problems).map { .add($0) } }
        if let remove = node["remove"] { return items(remove, field, "remove", &problems).map { .remove($0) } }
        if let append = node.entries.first(where: { $0.key == "append" }), let text = append.value.text {
            if field.type == .text { return .append(text.precomposedStringWithCanonicalMapping) }
            problems.error(Message(.taskAppend, ["name": .text(field.key)]), at: append.keyLocation)
            return nil
        }
        if let actionDate = node.entries.first(where: { $0.key == "action-date" }), actionDate.value.boolean == true {
            if field.type == .date { return .actionDate }
            problems.error(Message(.taskActionDate, ["name": .text(field.key)]), at: actionDate.keyLocation)
            return nil
        }
        problems.error(Message(.taskNothingSet, ["name": .text(field.key)]), at: node.location)
        return nil
    }

    /// A value as it is written; nothing, where nothing is written.
    private func plain(_ node: DocumentNode, _ field: FieldDefinition, _ problems: inout Problems) -> BulkEditTask.Value? {
        if node.isNull { return .clear }
        guard let value = FieldValueReader.read(node, for: field, &problems) else { return nil }
        return value == .list([]) ? .clear : .value(value)
    }

    private func items(_ node: DocumentNode, _ field: FieldDefinition, _ key: String, _ problems: inout Problems) -> [String]? {
        guard field.type == .list else {
            problems.error(Message(.taskListOnly, ["name": .text(field.key), "key": .text(key)]), at: node.location)
            return nil
        }
        return FieldValueReader.items(node, for: field, &problems)
    }
}
