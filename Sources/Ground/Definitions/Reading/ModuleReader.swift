import Expressions
import Model

/// Reads `modules/*.yaml`.
enum ModuleReader {
    /// The scale of a decimal that names none: most are sums of money.
    static let standardScale = 2

    /// The module without a look at others.
    static func read(_ node: DocumentNode, name: String, _ problems: inout Problems) -> ModuleDefinition {
        var fields: [FieldDefinition] = []
        for entry in node["fields"]?.entries ?? [] {
            // SQL does not tell `Email` from `email`.
            if let other = fields.first(where: { $0.key.lowercased() == entry.key.lowercased() }) {
                let message = Message(.moduleFieldTwice, ["name": .text(entry.key), "other": .text(other.key)])
                problems.error(message, at: entry.keyLocation)
                continue
            }
            fields.append(field(entry, &problems))
            if isWord(entry.key) { problems.warning(Message(.moduleFieldWord, ["name": .text(entry.key)]), at: entry.keyLocation) }
        }
        let module = ModuleDefinition(
            name: name, label: LocalizedShape.read(node["label"]) ?? LocalizedText(name), key: node["key"]?.text, fields: fields)
        if let key = node["key"]?.text {
            let place = node["key"]?.location ?? node.location
            switch module.field(key)?.type {
            case nil: problems.unknown(.kindField, key, known: fields.map(\.key), at: place)
            case .list?: problems.error(Message(.moduleKeyList, ["name": .text(key)]), at: place)
            default: break
            }
        }
        return module
    }

    /// Whether expressions take `key` for a word of their own rather than for a field.
    private static func isWord(_ key: String) -> Bool {
        let module = ModuleDefinition(name: "m", label: "m", key: nil, fields: [FieldDefinition(key: key, type: .text)])
        do {
            return try !CheckedExpression.check(key, module: module.name, names: ExpressionNames(modules: [module.name: module])).fields
                .contains(key)
        } catch { return true }
    }

    private static func field(_ entry: DocumentNode.Entry, _ problems: inout Problems) -> FieldDefinition {
        let type = entry.value["type"]?.text.flatMap(FieldType.init(rawValue:)) ?? .text
        var choices: [String] = []
        for item in entry.value["choices"]?.items ?? [] {
            guard let choice = item.text else { continue }
            if choices.contains(choice) {
                problems.error(Message(.listTwice, ["name": .text(choice)]), at: item.location)
            } else if type == .list, choice.contains(ItemList.separator) {
                problems.error(Message(.taskListSeparator, ["name": .text(entry.key)]), at: item.location)
            } else {
                choices.append(choice)
            }
        }
        var field = FieldDefinition(
            key: entry.key, type: type, label: LocalizedShape.read(entry.value["label"]),
            scale: type == .decimal ? entry.value["scale"]?.integer ?? standardScale : 0,
            unit: entry.value["unit"]?.text, choices: choices, isRequired: entry.value["required"]?.boolean ?? false)
        field.country = entry.value["country"]?.text
        return field
    }

    /// The parent, once every module has been read.
    static func parent(of module: ModuleDefinition, _ node: DocumentNode, in references: References, _ problems: inout Problems)
        -> ModuleDefinition.Parent?
    {
        guard let parent = node["parent"] else { return nil }
        let field = references.field(parent["field"], of: module, &problems)
        guard let parentModule = references.module(parent["module"], &problems), let place = parent["module"]?.location else { return nil }
        if parentModule.name == module.name {
            problems.error(Message(.moduleParentItself, ["name": .text(module.name)]), at: place)
            return nil
        }
        guard let key = parentModule.key else {
            problems.error(Message(.moduleParentKey, ["name": .text(parentModule.name)]), at: place)
            return nil
        }
        guard let field else { return nil }
        if field.type == .list {
            problems.error(Message(.moduleKeyList, ["name": .text(field.key)]), at: parent["field"]?.location ?? place)
            return nil
        }
        if let keyField = parentModule.field(key), keyField.columnType != field.columnType {
            let message = Message(
                .moduleParentType, ["name": .text(field.key), "module": .text(parentModule.name), "type": .text(keyField.type.rawValue)])
            problems.error(message, at: parent["field"]?.location ?? place)
            return nil
        }
        return ModuleDefinition.Parent(field: field.key, module: parentModule.name)
    }
}
