import Model

/// Reads one task of a schedule, whose shape has been checked.
enum TaskReader {
    /// - Parameters:
    ///   - expressions: checks the expressions of the task, and knows what it can refer to.
    ///   - source: the file's text, in which they stand.
    static func read(
        _ node: DocumentNode, _ kind: TaskKind, _ expressions: ExpressionReader, in source: SourceText, _ context: DefinitionContext,
        _ problems: inout Problems
    ) -> TaskDefinition? {
        // It alone may work over several segments.
        guard kind != .deliverList else { return DeliverListReader(expressions: expressions, context: context).read(node, &problems) }
        let references = expressions.references
        let module = references.segmentModule(node["segment"], &problems)
        guard let segment = node["segment"]?.text else { return nil }
        switch kind {
        case .refreshSegment:
            return .refreshSegment(RefreshSegmentTask(segment: segment))
        case .runFormulas:
            return .runFormulas(RunFormulasTask(segment: segment, formulas: formulas(node["formulas"], module, references, &problems)))
        case .createActivities:
            return ActivityReader(references: references, module: module).task(node, segment: segment, &problems)
        case .bulkEdit:
            return .bulkEdit(BulkEditReader(expressions: expressions, source: source).read(node, segment: segment, module, &problems))
        case .runTool:
            return RunToolReader.read(node, segment: segment, module, references, &problems)
        case .deliverList:
            return nil
        }
    }

    private static func formulas(
        _ node: DocumentNode?, _ module: ModuleDefinition?, _ references: References, _ problems: inout Problems
    ) -> [String] {
        (node?.items ?? []).compactMap { item in
            guard let name = references.name(item, of: .formula, &problems) else { return nil }
            guard let formula = references.catalog.formulas[name] else { return name }
            if let module, formula.module != module.name {
                let message = Message(.formulaModule, ["name": .text(name), "module": .text(formula.module), "other": .text(module.name)])
                problems.error(message, at: item.location)
            } else if !formula.isActive {
                problems.warning(Message(.formulaInactive, ["name": .text(name)]), at: item.location)
            }
            return name
        }
    }
}
