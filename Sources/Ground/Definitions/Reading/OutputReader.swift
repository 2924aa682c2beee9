import Model

/// Reads `outputs/*.yaml`.
enum OutputReader {
    static func read(
        _ node: DocumentNode, name: String, _ expressions: ExpressionReader, _ context: DefinitionContext, _ problems: inout Problems
    ) -> OutputTemplate {
        let module = node["module"] == nil ? nil : expressions.references.module(node["module"], &problems)
        let design = ListDesignReader(layers: [node], expressions: expressions, module: module, context: context).read(&problems)
        return OutputTemplate(
            name: name, label: LocalizedShape.read(node["label"]) ?? LocalizedText(name), module: node["module"]?.text, design: design)
    }
}
