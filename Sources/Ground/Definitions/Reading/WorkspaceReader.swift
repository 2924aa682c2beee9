import Model
import Recurrence

/// Reads `ajastin.yaml` and `recipients.yaml`.
enum WorkspaceReader {
    static func settings(_ node: DocumentNode, zones: any ZoneSource, _ problems: inout Problems) -> WorkspaceSettings {
        var settings = WorkspaceSettings()
        if let name = LocalizedShape.read(node["name"]) { settings.name = name }
        if let language = language(node["language"]) { settings.language = language }
        if let zone = TimingReader.zone(node["time-zone"], zones, &problems) { settings.timeZone = zone }
        if let required = node["security"]?["require-password"]?.boolean { settings.requirePassword = required }
        if let sender = node["transports"]?["mail"]?["from"]?.text { settings.sender = sender }
        if let url = node["portal"]?["url"]?.text { settings.portalURL = url.hasSuffix("/") ? String(url.dropLast()) : url }
        if let days = node["portal"]?["link-days"]?.integer { settings.linkDays = days }
        return settings
    }

    static func recipients(_ node: DocumentNode, _ problems: inout Problems) -> Recipients {
        var recipients = Recipients()
        for entry in node["people"]?.entries ?? [] {
            recipients.people[entry.key] = Person(
                address: entry.key, name: entry.value["name"]?.text, language: language(entry.value["language"]))
        }
        for entry in node["groups"]?.entries ?? [] {
            var members: [String] = []
            for item in entry.value.items {
                guard let address = item.text else { continue }
                if members.contains(address) {
                    problems.error(Message(.listTwice, ["name": .text(address)]), at: item.location)
                } else {
                    members.append(address)
                }
            }
            recipients.groups[entry.key] = members
        }
        return recipients
    }

    static func language(_ node: DocumentNode?) -> Language? { node?.text.flatMap(Language.init(rawValue:)) }
}
