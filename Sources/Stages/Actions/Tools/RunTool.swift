package import Model
package import Store

extension RunToolTask {
    /// Runs a tool that the program brings along over the segment's members, in the transaction of `context`.
    ///
    /// - Throws: ``ActionError/unknownTool(_:)`` for any other tool.
    package func perform(_ context: ActionContext) throws -> TaskOutcome {
        guard let tool = BuiltInTool(rawValue: tool) else { throw ActionError.unknownTool(tool) }
        let call = ToolCall(tool: tool, task: self, module: try context.module(of: segment), context: context)
        return switch tool {
        case .normalizePhone: try call.normalizePhone()
        case .normalizeName: try call.normalizeName()
        case .normalizeAddress: try call.normalizeAddress()
        case .validateEmail: try call.validateEmail()
        case .findDuplicates: try call.findDuplicates()
        case .mergeDuplicates: try call.mergeDuplicates()
        case .fillCity: try call.fillCity()
        case .anonymize: try call.anonymize()
        case .archive: try call.archive()
        }
    }
}

/// One run of a built-in tool over the members of a segment.
struct ToolCall {
    let tool: BuiltInTool
    let task: RunToolTask
    let module: ModuleDefinition
    let context: ActionContext

    // MARK: Options

    /// The text of an option; nil where the task says nothing.
    func text(_ option: String) -> String? {
        if case .text(let text)? = task.options[option] { text } else { nil }
    }

    func boolean(_ option: String) -> Bool { task.options[option] == .boolean(true) }

    /// The field that an option names; nil where the task names none.
    func field(_ option: String) throws(ActionError) -> FieldDefinition? {
        guard let key = text(option) else { return nil }
        return try field(named: key)
    }

    /// The field that an option must name.
    func requiredField(_ option: String) throws(ActionError) -> FieldDefinition {
        guard let field = try field(option) else { throw .unknownField(option, module: module.name) }
        return field
    }

    func field(named key: String) throws(ActionError) -> FieldDefinition {
        guard let field = module.field(key) else { throw .unknownField(key, module: module.name) }
        return field
    }

    /// The fields that an option lists; nil where the task lists none.
    func fields(_ option: String) throws(ActionError) -> [FieldDefinition]? {
        guard case .list(let keys)? = task.options[option] else { return nil }
        var fields: [FieldDefinition] = []
        for key in keys { fields.append(try field(named: key)) }
        return fields
    }

    /// The lists of fields of an option.
    func fieldLists(_ option: String) throws(ActionError) -> [[FieldDefinition]] {
        guard case .lists(let lists)? = task.options[option] else { return [] }
        var found: [[FieldDefinition]] = []
        for keys in lists {
            var fields: [FieldDefinition] = []
            for key in keys { fields.append(try field(named: key)) }
            found.append(fields)
        }
        return found
    }

    // MARK: What is left in the ledger

    /// What has been planned so far, made, and told in the words that every tool has.
    func applied(lookedAt: Int) throws -> TaskOutcome {
        let edit = try context.transaction.edits.apply(run: context.run, task: context.position, at: context.now)
        return try outcome(lookedAt: lookedAt, changed: edit.changed)
    }

    /// What every tool leaves: how many records it met and changed; the failures have been noted.
    func outcome(lookedAt: Int, changed: Int) throws -> TaskOutcome {
        TaskOutcome(
            affected: changed, counts: try context.counts(of: EditCounts(lookedAt: lookedAt, changed: changed)),
            summary: Message(
                .toolSummary, ["count": .integer(changed), "looked": .integer(lookedAt), "tool": .message(Message(tool.nameKey))]))
    }
}

extension MessageKey {
    static let toolSummary: MessageKey = "task.run-tool.summary"
}
