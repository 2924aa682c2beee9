import Model
import Recurrence

/// Reads `ajastin.yaml` and `recipients.yaml`.
enum WorkspaceReader {
    static func settings(_ node: DocumentNode, _ context: DefinitionContext, _ problems: inout Problems) -> WorkspaceSettings {
        var settings = WorkspaceSettings()
        if let name = LocalizedShape.read(node["name"]) { settings.name = name }
        if let language = language(node["language"]) { settings.language = language }
        if let zone = TimingReader.zone(node["time-zone"], context.zones, &problems) { settings.timeZone = zone }
        if let required = node["security"]?["require-password"]?.boolean { settings.requirePassword = required }
        if let sender = node["transports"]?["mail"]?["from"]?.text { settings.sender = sender }
        if let url = node["portal"]?["url"]?.text { settings.portalURL = url.hasSuffix("/") ? String(url.dropLast()) : url }
        if let days = node["portal"]?["link-days"]?.integer { settings.linkDays = days }
        settings.look = look(node["look"], context, &problems)
        return settings
    }

    private static func look(_ node: DocumentNode?, _ context: DefinitionContext, _ problems: inout Problems) -> ReportLook {
        var look = ReportLook()
        look.ink = node?["ink"]?.text.flatMap(color)
        look.accent = node?["accent"]?.text.flatMap(color)
        look.fonts = node?["font"]?.items.compactMap(\.text) ?? []
        look.logo = node?["logo"]?.text
        if let logo = node?["logo"], let path = logo.text, context.hasFile?(path) == false {
            problems.error(Message(.fileAbsent, ["file": .text(path)]), at: logo.location)
        }
        return look
    }

    /// `#2F6F8F` as a number.
    static func color(_ text: String) -> UInt32? {
        text.utf8.count == 7 && text.hasPrefix("#") ? UInt32(text.dropFirst(), radix: 16) : nil
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
