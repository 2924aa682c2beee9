import Model

extension MessageKey {
    static let expressionUnknownField: MessageKey = "expression.field.unknown"
    static let expressionUnknownFieldNearest: MessageKey = "expression.field.unknown.nearest"
    static let expressionAmbiguousLabel: MessageKey = "expression.field.ambiguous"
    static let expressionFieldOfChild: MessageKey = "expression.field.of-child"
    static let expressionUnknownModule: MessageKey = "expression.module.unknown"
    static let expressionUnknownModuleNearest: MessageKey = "expression.module.unknown.nearest"
    static let expressionUnrelatedModule: MessageKey = "expression.module.unrelated"
}

/// The records that names may mean at one place of an expression: those of an aggregate's module first, then those around it.
struct Scope: Sendable {
    let number: Int
    let module: ModuleDefinition

    /// The field of this scope's module that `name` means, or nil.
    func field(_ name: Name) throws(ExpressionError) -> FieldDefinition? {
        if let field = module.field(name.text) { return field }
        guard name.isBracketed else { return nil }
        let label = TextFolding.fold(name.text)
        let matches = module.fields.filter { $0.label.all.contains { TextFolding.fold($0) == label } }
        guard matches.count <= 1 else {
            throw ExpressionError(
                .expressionAmbiguousLabel, ["label": .text(name.text), "fields": .list(matches.map { .text($0.key) })], at: name.range)
        }
        return matches.first
    }
}

/// Finds what names mean, from the innermost scope outwards.
struct ScopeChain: Sendable {
    /// Innermost last.
    private(set) var scopes: [Scope]
    let modules: [String: ModuleDefinition]

    /// The scopes within a further one.
    func entering(_ scope: Scope) -> ScopeChain { ScopeChain(scopes: scopes + [scope], modules: modules) }

    func resolve(_ name: QualifiedName) throws(ExpressionError) -> FieldReference {
        guard let qualifier = name.module else {
            for scope in scopes.reversed() {
                if let field = try scope.field(name.field) { return FieldReference(scope: scope.number, field: field) }
            }
            throw unknownField(name.field, in: scopes)
        }
        guard let module = try module(qualifier) else { throw unknownModule(qualifier) }
        guard let scope = scopes.last(where: { $0.module.name == module.name }) else {
            guard isChild(module) else { throw unrelated(module, at: qualifier) }
            let range = qualifier.range.lowerBound..<name.field.range.upperBound
            throw ExpressionError(.expressionFieldOfChild, ["name": .text("\(module.name).\(name.field.text)")], at: range)
        }
        guard let field = try scope.field(name.field) else { throw unknownField(name.field, in: [scope]) }
        return FieldReference(scope: scope.number, field: field)
    }

    /// The module of child records that `name` means, and the scope whose children they are.
    func child(_ name: Name) throws(ExpressionError) -> (module: ModuleDefinition, link: String, parent: Scope) {
        guard let module = try module(name) else { throw unknownModule(name) }
        guard let parent = module.parent, let scope = scopes.last(where: { $0.module.name == parent.module }) else {
            throw unrelated(module, at: name)
        }
        return (module, parent.field, scope)
    }

    private func isChild(_ module: ModuleDefinition) -> Bool {
        scopes.contains { $0.module.name == module.parent?.module }
    }

    private func module(_ name: Name) throws(ExpressionError) -> ModuleDefinition? {
        if let module = modules[name.text] ?? scopes.last(where: { $0.module.name == name.text })?.module { return module }
        guard name.isBracketed else { return nil }
        let label = TextFolding.fold(name.text)
        let matches = modules.values.filter { $0.label.all.contains { TextFolding.fold($0) == label } }.sorted { $0.name < $1.name }
        guard matches.count <= 1 else {
            throw ExpressionError(
                .expressionAmbiguousLabel, ["label": .text(name.text), "fields": .list(matches.map { .text($0.name) })], at: name.range)
        }
        return matches.first
    }

    private func unknownField(_ name: Name, in scopes: [Scope]) -> ExpressionError {
        let fields = scopes.flatMap(\.module.fields)
        var arguments: [String: MessageArgument] = ["name": .text(name.text), "module": .text(scopes.last?.module.name ?? "")]
        // A label that stands without brackets is near to itself, and what is suggested is what can be written.
        let labels = fields.flatMap { $0.label.all.sorted() }
        let nearest = NearestName.of(name.text, in: fields.map(\.key) + labels)
        guard let nearest else {
            arguments["known"] = .list((scopes.last?.module.fields ?? []).prefix(20).map { .text($0.key) })
            return ExpressionError(.expressionUnknownField, arguments, at: name.range)
        }
        let isKey = fields.contains { $0.key == nearest }
        arguments["nearest"] = .text(isKey ? nearest : "[\(nearest.replacing("]", with: "]]"))]")
        return ExpressionError(.expressionUnknownFieldNearest, arguments, at: name.range)
    }

    private func unknownModule(_ name: Name) -> ExpressionError {
        var arguments: [String: MessageArgument] = ["name": .text(name.text)]
        guard let nearest = NearestName.of(name.text, in: modules.keys.sorted()) else {
            arguments["known"] = .list(modules.keys.sorted().map(MessageArgument.text))
            return ExpressionError(.expressionUnknownModule, arguments, at: name.range)
        }
        arguments["nearest"] = .text(nearest)
        return ExpressionError(.expressionUnknownModuleNearest, arguments, at: name.range)
    }

    private func unrelated(_ module: ModuleDefinition, at name: Name) -> ExpressionError {
        ExpressionError(
            .expressionUnrelatedModule, ["module": .text(module.name), "parent": .text(scopes.last?.module.name ?? "")], at: name.range)
    }
}
