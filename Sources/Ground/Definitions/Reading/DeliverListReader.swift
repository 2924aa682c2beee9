import Model

/// Reads a `deliver-list` task, whose shape has been checked.
enum DeliverListReader {
    static func read(
        _ node: DocumentNode, segment: String, _ module: ModuleDefinition?, _ references: References, _ problems: inout Problems
    ) -> TaskDefinition {
        let columns = references.fields(node["columns"], of: module, &problems)
        let sortBy = references.fields(node["sort-by"], of: module, &problems)
        let settings = references.settings
        let deliverAs = node["deliver-as"]?.text.flatMap(DeliverListTask.DeliverAs.init(rawValue:)) ?? .attachment
        if deliverAs == .link, let settings, settings.portalURL == nil, let place = node["deliver-as"]?.location {
            problems.error(Message(.taskPortal), at: place)
        }
        let usesPassword = node["password"]?.boolean ?? true
        if !usesPassword, let settings, settings.requirePassword, let place = node["password"]?.location {
            problems.error(Message(.taskPassword), at: place)
        }
        let list = CustomerList(
            segment: segment,
            label: LocalizedShape.read(node["label"]) ?? references.catalog.segments[segment]?.label ?? LocalizedText(segment),
            columns: columns, sortBy: sortBy, formats: formats(node["format"], &problems),
            layout: node["layout"]?.text.flatMap(ListLayout.init(rawValue:)) ?? .formatted)
        return .deliverList(
            DeliverListTask(
                list: list, recipients: recipients(node["to"], references, &problems), subject: LocalizedShape.read(node["subject"]),
                messageText: LocalizedShape.read(node["message"]), deliverAs: deliverAs, usesPassword: usesPassword))
    }

    private static func formats(_ node: DocumentNode?, _ problems: inout Problems) -> [ListFormat] {
        var formats: [ListFormat] = []
        for item in node?.items ?? [] {
            guard let format = item.text.flatMap(ListFormat.init(rawValue:)) else { continue }
            if formats.contains(format) {
                problems.error(Message(.listTwice, ["name": .text(format.rawValue)]), at: item.location)
            } else {
                formats.append(format)
            }
        }
        return formats
    }

    private static func recipients(
        _ node: DocumentNode?, _ references: References, _ problems: inout Problems
    ) -> [DeliverListTask.Recipient] {
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
