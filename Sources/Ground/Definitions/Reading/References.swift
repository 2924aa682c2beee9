import Model

/// What definitions can refer to, and the telling of what they cannot.
struct References {
    /// The definitions read so far; one whose file could not be read is missing here, yet its name is known.
    var catalog = Catalog()
    /// The texts of the files by their paths.
    let sources: [String: SourceText]
    /// What `outputs/*.yaml` say, by their names.
    let outputs: [String: DocumentNode]
    private let names: [DefinitionKind: Set<String>]
    /// The kinds of which some file could not be read: what it would have said is not known.
    private let unreadable: Set<DefinitionKind>

    init(_ documents: [DefinitionDocument]) {
        names = Dictionary(grouping: documents.map(\.name), by: \.kind).mapValues { Set($0.map(\.name)) }
        sources = Dictionary(documents.map { ($0.name.path, $0.source) }) { first, _ in first }
        let templates = documents.filter { $0.name.kind == .output }.compactMap { file in file.root.map { (file.name.name, $0) } }
        outputs = Dictionary(templates) { first, _ in first }
        unreadable = Set(documents.filter { $0.root == nil }.map(\.name.kind))
    }

    /// The workspace's settings; nil where they could not be read.
    var settings: WorkspaceSettings? { unreadable.contains(.workspace) ? nil : catalog.settings }

    /// The recipients' groups; nil where they could not be read.
    var groups: [String: [String]]? { unreadable.contains(.recipients) ? nil : catalog.recipients.groups }

    /// The name in `node` of a definition of `kind`, if there is one of that name, be it readable or not.
    func name(_ node: DocumentNode?, of kind: DefinitionKind, _ problems: inout Problems) -> String? {
        guard let node, let name = node.text else { return nil }
        let known = names[kind] ?? []
        if known.contains(name) { return name }
        problems.unknown(kind.nameKey, name, known: known.sorted(), at: node.location)
        return nil
    }

    /// The name in `node` of a module tool that the program brings along or the workspace defines.
    func toolName(_ node: DocumentNode?, _ problems: inout Problems) -> String? {
        guard let node, let name = node.text else { return nil }
        let known = BuiltInTool.allCases.map(\.rawValue) + (names[.tool] ?? []).sorted()
        if known.contains(name) { return name }
        problems.unknown(DefinitionKind.tool.nameKey, name, known: known, at: node.location)
        return nil
    }

    /// The module that `node` names.
    func module(_ node: DocumentNode?, _ problems: inout Problems) -> ModuleDefinition? {
        name(node, of: .module, &problems).flatMap { catalog.modules[$0] }
    }

    /// The module of the segment that `node` names.
    func segmentModule(_ node: DocumentNode?, _ problems: inout Problems) -> ModuleDefinition? {
        guard let name = name(node, of: .segment, &problems), let segment = catalog.segments[name] else { return nil }
        return catalog.modules[segment.module]
    }

    /// The field of `module` that `node` names.
    func field(_ node: DocumentNode?, of module: ModuleDefinition?, _ problems: inout Problems) -> FieldDefinition? {
        guard let node, let key = node.text else { return nil }
        return field(key, at: node.location, of: module, &problems)
    }

    /// The field of `module` with this key; nothing is said where the module or its fields could not be read.
    func field(_ key: String, at location: SourceLocation, of module: ModuleDefinition?, _ problems: inout Problems) -> FieldDefinition? {
        guard let module, !module.fields.isEmpty else { return nil }
        if let field = module.field(key) { return field }
        problems.unknown(.kindField, key, known: module.fields.map(\.key), at: location)
        return nil
    }

    /// The fields of `module` that `node` lists, each of which may stand once.
    func fields(_ node: DocumentNode?, of module: ModuleDefinition?, _ problems: inout Problems) -> [String] {
        guard let node else { return [] }
        var keys: [String] = []
        for item in node.items {
            guard let key = item.text else { continue }
            if keys.contains(key) {
                problems.error(Message(.listTwice, ["name": .text(key)]), at: item.location)
                continue
            }
            _ = field(item, of: module, &problems)
            keys.append(key)
        }
        return keys
    }
}
