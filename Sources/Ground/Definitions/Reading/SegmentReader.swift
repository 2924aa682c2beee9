import Model

/// Reads `segments/*.yaml`, but for what their criteria mean.
enum SegmentReader {
    /// What the file says by itself.
    static func outline(_ node: DocumentNode, name: String, in references: References, _ problems: inout Problems) -> SegmentDefinition? {
        let activities = ActivityReader(references: references, module: references.module(node["module"], &problems))
        let events = activities.events(node["events"], &problems)
        guard let module = node["module"]?.text else { return nil }
        let included = keys(node["include"], &problems)
        let excluded = keys(node["exclude"], &problems)
        for item in node["exclude"]?.items ?? [] where item.text.map(included.contains) == true {
            problems.error(Message(.segmentListedTwice, ["key": .text(item.text ?? "")]), at: item.location)
        }
        if let list = node["include"] ?? node["exclude"], let definition = references.catalog.modules[module], definition.key == nil {
            problems.error(Message(.segmentListKey, ["module": .text(module)]), at: list.location)
        }
        return SegmentDefinition(
            name: name, label: LocalizedShape.read(node["label"]) ?? LocalizedText(name), module: module, criteria: nil,
            included: included, excluded: excluded, isFrozen: node["frozen"]?.boolean ?? false, events: events)
    }

    /// The records' keys that `node` lists, each once.
    private static func keys(_ node: DocumentNode?, _ problems: inout Problems) -> [String] {
        guard let node else { return [] }
        var keys: [String] = []
        var seen: Set<String> = []
        for item in node.items {
            guard let key = item.text else { continue }
            if seen.insert(key).inserted {
                keys.append(key)
            } else {
                problems.warning(Message(.listTwice, ["name": .text(key)]), at: item.location)
            }
        }
        return keys
    }

    /// Tells each circle of segments that are defined by each other.
    static func checkCircles(_ documents: [DefinitionDocument], _ segments: [String: SegmentDefinition], _ problems: inout Problems) {
        for document in documents where document.name.kind == .segment {
            let name = document.name.name
            guard let circle = circle(from: name, segments), circle.min() == name, let place = document.root?["where"]?.location else {
                continue
            }
            let names = (circle + [name]).joined(separator: " → ")
            problems.error(Message(.segmentCircle, ["circle": .text(names)]), at: place)
        }
    }

    /// The shortest way from a segment to itself over those that it uses.
    private static func circle(from start: String, _ segments: [String: SegmentDefinition]) -> [String]? {
        var waiting = [[start]]
        var seen: Set<String> = []
        while !waiting.isEmpty {
            let path = waiting.removeFirst()
            for next in path.last.flatMap({ segments[$0]?.uses }) ?? [] {
                if next == start { return path }
                if seen.insert(next).inserted { waiting.append(path + [next]) }
            }
        }
        return nil
    }
}
