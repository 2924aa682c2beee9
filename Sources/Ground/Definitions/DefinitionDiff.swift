package import Model

/// What differs between two sets of definition files, for `apply` to show.
package struct DefinitionDiff: Hashable, Sendable {
    /// What becomes of a definition.
    package enum Change: Hashable, Sendable {
        case added, removed
        /// The keys that differ; none where only comments, order or layout do.
        case changed([KeyChange])
    }

    /// A key whose value differs.
    package struct KeyChange: Hashable, Sendable {
        /// The keys that lead there, such as `timing.at` or `tasks[2].deliver-list.columns`.
        package var path: String
        /// Shortened where it is long; nil where the key is new.
        package var old: String?
        /// Shortened where it is long; nil where the key is gone.
        package var new: String?
    }

    /// One definition that differs.
    package struct Entry: Hashable, Sendable {
        package var definition: DefinitionName
        package var change: Change
    }

    /// Sorted by kind and name.
    package let entries: [Entry]

    /// Compares `old` with `new`; files that are no definitions are passed over.
    package init(from old: [DefinitionFile], to new: [DefinitionFile]) {
        let before = DefinitionDiff.byName(old)
        let after = DefinitionDiff.byName(new)
        entries = Set(before.keys).union(after.keys).sorted().compactMap { name in
            switch (before[name], after[name]) {
            case (nil, _): Entry(definition: name, change: .added)
            case (_, nil): Entry(definition: name, change: .removed)
            case (let left?, let right?):
                left.text == right.text ? nil : Entry(definition: name, change: .changed(DefinitionDiff.changes(left, right)))
            }
        }
    }

    private static func byName(_ files: [DefinitionFile]) -> [DefinitionName: DefinitionFile] {
        var named: [DefinitionName: DefinitionFile] = [:]
        for file in files {
            if let name = DefinitionPaths.definition(at: file.path) { named[name] = file }
        }
        return named
    }

    private static func changes(_ old: DefinitionFile, _ new: DefinitionFile) -> [KeyChange] {
        var changes: [KeyChange] = []
        compare(DocumentReader.read(old.text, file: old.path).root, DocumentReader.read(new.text, file: new.path).root, path: "", &changes)
        return changes
    }

    private static func compare(_ old: DocumentNode?, _ new: DocumentNode?, path: String, _ changes: inout [KeyChange]) {
        if let old, let new, old.means(new) { return }
        switch (old?.content, new?.content) {
        case (.map(let left)?, .map(let right)?):
            let removed = left.filter { entry in !right.contains { $0.key == entry.key } }
            for entry in right + removed {
                let key = path.isEmpty ? entry.key : "\(path).\(entry.key)"
                compare(old?[entry.key], new?[entry.key], path: key, &changes)
            }
        case (.list(let left)?, .list(let right)?) where (left + right).contains { !$0.entries.isEmpty }:
            for index in 0..<max(left.count, right.count) {
                let key = "\(path)[\(index + 1)]"
                compare(index < left.count ? left[index] : nil, index < right.count ? right[index] : nil, path: key, &changes)
            }
        case (nil, nil): return
        default: changes.append(KeyChange(path: path, old: old.map(shortened), new: new.map(shortened)))
        }
    }

    private static func shortened(_ node: DocumentNode) -> String {
        let text = flow(node)
        return text.count <= 60 ? text : text.prefix(59) + "…"
    }

    /// The value on one line.
    private static func flow(_ node: DocumentNode) -> String {
        switch node.content {
        case .scalar(let text, _): text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        case .list(let items): "[" + items.map(flow).joined(separator: ", ") + "]"
        case .map(let entries): "{" + entries.map { "\($0.key): \(flow($0.value))" }.joined(separator: ", ") + "}"
        }
    }
}
