import Model

/// Reads a `deliver-list` task, whose shape has been checked.
struct DeliverListReader {
    let expressions: ExpressionReader
    let context: DefinitionContext

    private var references: References { expressions.references }

    func read(_ node: DocumentNode, _ problems: inout Problems) -> TaskDefinition? {
        let several = node["lists"]?.items
        let lists = (several ?? [node]).compactMap { list($0, of: node, &problems) }
        guard let first = lists.first else { return nil }
        checkDelivery(node, &problems)
        return .deliverList(
            DeliverListTask(
                label: LocalizedShape.read(node["label"]) ?? first.label, lists: lists,
                workbook: node["workbook"]?.text.flatMap(DeliverListTask.Workbook.init(rawValue:)) ?? .each,
                recipients: recipients(node["to"], &problems), subject: LocalizedShape.read(node["subject"]),
                messageText: LocalizedShape.read(node["message"]),
                deliverAs: node["deliver-as"]?.text.flatMap(DeliverListTask.DeliverAs.init(rawValue:)) ?? .attachment,
                usesPassword: node["password"]?.boolean ?? true))
    }

    /// One list of `task`, which is the task itself when it has one alone.
    private func list(_ node: DocumentNode, of task: DocumentNode, _ problems: inout Problems) -> CustomerList? {
        let module = references.segmentModule(node["segment"], &problems)
        guard let segment = node["segment"]?.text else { return nil }
        let isOneOfSeveral = task["lists"] != nil
        var layers = [node]
        if isOneOfSeveral { layers.append(task) }
        let template = template(node["output-template"] ?? task["output-template"], module, &problems)
        let reader = ListDesignReader(layers: layers, template: template, expressions: expressions, module: module, context: context)
        // Letters have the fields of their template.
        let formats = reader["format"]?.items.compactMap(\.text) ?? []
        let isLetter =
            formats == [ListFormat.mailMerge.rawValue] && reader["template"] != nil
            && LetterDesign.Output(rawValue: reader["letters"]?.text ?? "")?.needsTemplate != false
        for key in isLetter ? [] : ["columns", "format"] where reader[key] == nil {
            problems.error(Message(.keyMissing, ["key": .text(key)]), at: node.location)
        }
        let label = LocalizedShape.read(node["label"]) ?? references.catalog.segments[segment]?.label ?? LocalizedText(segment)
        return CustomerList(segment: segment, label: label, design: reader.read(&problems))
    }

    /// The output template that `node` names, or the workspace's own as far as it holds for lists of `module`.
    private func template(_ node: DocumentNode?, _ module: ModuleDefinition?, _ problems: inout Problems) -> DocumentNode? {
        guard let node else {
            guard let name = references.catalog.settings.outputTemplate, let template = references.outputs[name] else { return nil }
            return template["module"] == nil || template["module"]?.text == module?.name ? template : nil
        }
        guard let name = references.name(node, of: .output, &problems), let template = references.outputs[name] else { return nil }
        if let module, let other = template["module"]?.text, other != module.name {
            let arguments: [String: MessageArgument] = ["name": .text(name), "module": .text(other), "other": .text(module.name)]
            problems.error(Message(.listTemplateModule, arguments), at: node.location)
            return nil
        }
        return template
    }

    private func checkDelivery(_ node: DocumentNode, _ problems: inout Problems) {
        guard let settings = references.settings else { return }
        if let place = node["deliver-as"], place.text == DeliverListTask.DeliverAs.link.rawValue, settings.portalURL == nil {
            problems.error(Message(.taskPortal), at: place.location)
        }
        if let place = node["password"], place.boolean == false, settings.requirePassword {
            problems.error(Message(.taskPassword), at: place.location)
        }
    }

    private func recipients(_ node: DocumentNode?, _ problems: inout Problems) -> [DeliverListTask.Recipient] {
        var recipients: [DeliverListTask.Recipient] = []
        for item in node?.items ?? [] {
            guard let text = item.text else { continue }
            var recipient = DeliverListTask.Recipient.person(text)
            if text.hasPrefix("group:") {
                let group = String(text.dropFirst("group:".count))
                if let groups = references.groups, groups[group] == nil {
                    problems.unknown(.kindGroup, group, known: groups.keys.sorted(), at: item.location)
                }
                recipient = .group(group)
            }
            if recipients.contains(recipient) {
                problems.error(Message(.listTwice, ["name": .text(text)]), at: item.location)
            } else {
                recipients.append(recipient)
            }
        }
        return recipients
    }
}
