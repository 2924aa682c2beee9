import Expressions
import Files
package import Model
import Processes
package import Store
package import Tabular

/// Runs a tool of the workspace's own: first its program, over a snapshot and outside every transaction, then what it answered is applied.
package struct OwnToolRun {
    private let task: RunToolTask
    private let tool: ToolDefinition
    private let module: ModuleDefinition
    private let inputs: [FieldDefinition]
    private let outputs: [FieldDefinition]

    /// Where the program lies and works, and what it is told of the run.
    package struct Setting {
        /// The folder of the workspace's tools.
        package var tools: String
        /// An empty folder that is the program's alone and is removed by the caller.
        package var folder: String
        package var language: Language
        /// An IANA name.
        package var timeZone: String
        package var today: Day

        package init(tools: String, folder: String, language: Language, timeZone: String, today: Day) {
            self.tools = tools
            self.folder = folder
            self.language = language
            self.timeZone = timeZone
            self.today = today
        }
    }

    /// - Throws: ``ActionError`` where the definitions no longer have what the task names.
    package init(_ task: RunToolTask, catalog: Catalog) throws(ActionError) {
        guard let tool = catalog.tools[task.tool] else { throw .unknownTool(task.tool) }
        guard let segment = catalog.segments[task.segment], let module = catalog.modules[segment.module] else {
            throw .unknownSegment(task.segment)
        }
        self.task = task
        self.tool = tool
        self.module = module
        inputs = try OwnToolRun.fields(tool.inputs, of: module)
        outputs = try OwnToolRun.fields(tool.outputs, of: module)
    }

    private static func fields(_ keys: [String], of module: ModuleDefinition) throws(ActionError) -> [FieldDefinition] {
        var fields: [FieldDefinition] = []
        for key in keys {
            guard let field = module.field(key) else { throw .unknownField(key, module: module.name) }
            fields.append(field)
        }
        return fields
    }

    /// The members with what the program is given of them and what it may change.
    private func query() throws(ActionError) -> RecordQuery {
        guard let key = module.key.flatMap(module.field) else { throw .unknownField(module.key ?? "key", module: module.name) }
        let columns = [key] + inputs + outputs.filter { !inputs.contains($0) }
        return RecordQuery(module: module, columns: columns, segment: task.segment, includesIdentity: true)
    }

    // MARK: The program

    /// Has the program look at the members as they are in `snapshot`; its answers are kept in `answers`.
    ///
    /// - Throws: ``ToolFailure`` where it is stopped or cannot be believed, `ProcessError` where it cannot be run.
    package func ask(_ snapshot: StoreTransaction, _ answers: ToolAnswers, in setting: Setting) throws {
        let program: String
        switch ToolProgram.path(of: tool.program, in: setting.tools) {
        case .success(let path): program = path
        case .failure(let problem): throw ToolFailure(problem.reason, tool)
        }
        let conversation = ToolConversation(tool, inputs: inputs, outputs: outputs, answers: answers)
        let outcome = try snapshot.records.withBatches(try query()) { cursor in
            var greeting: [UInt8]? = conversation.greeting(options: task.options, language: setting.language, today: setting.today)
            return try ChildProcess.run(
                request(program, setting),
                input: {
                    defer { greeting = nil }
                    return try greeting ?? cursor.next().map(conversation.lines(of:))
                }, output: conversation.take)
        }
        try check(outcome)
        try conversation.finish()
    }

    private func request(_ program: String, _ setting: Setting) -> ProcessRequest {
        ProcessRequest(
            program: program, arguments: tool.arguments,
            environment: [
                "PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": setting.timeZone, "HOME": setting.folder,
                "TMPDIR": setting.folder,
            ],
            folder: setting.folder, timeLimit: .seconds(tool.timeLimit), memoryLimit: tool.memoryLimit)
    }

    /// What programs in all languages say when they get no more memory.
    private static let memoryWords = ["memoryerror", "out of memory", "cannot allocate memory", "bad_alloc", "outofmemory", "heap"]

    private func check(_ outcome: ProcessOutcome) throws(ToolFailure) {
        guard outcome.end != .exited(0) else { return }
        let said = String(decoding: outcome.errors, as: UTF8.self).lowercased()
        let limit: [String: MessageArgument] = ["limit": .integer(tool.memoryLimit >> 20)]
        switch outcome.end {
        case .outOfTime: throw ToolFailure(.toolRunTime, tool, ["limit": .integer(tool.timeLimit)]).adding(outcome.errors)
        case _ where Self.memoryWords.contains(where: said.contains): throw ToolFailure(.toolRunMemory, tool, limit).adding(outcome.errors)
        case .signalled(let signal): throw ToolFailure(.toolRunSignal, tool, ["signal": .integer(signal)]).adding(outcome.errors)
        case .exited(let status): throw ToolFailure(.toolRunExit, tool, ["status": .integer(status)]).adding(outcome.errors)
        }
    }

    // MARK: Its answers

    /// Applies what the program answered, in the transaction of `context`; records that have changed since it saw them are left alone.
    package func apply(_ answers: ToolAnswers, _ context: ActionContext) throws -> TaskOutcome {
        var stale = 0
        let query = try query()
        let lookedAt = try answers.withAnswers { next in
            // Both come by the identities of the records.
            var answer = try next()
            return try RecordPass(context: context, module: module).plan(query) { batch, row in
                let record = batch.columns[0].fixed[row]
                while let earlier = answer, earlier.record < record { answer = try next() }
                guard let found = answer, found.record == record else { return [] }
                if let reason = found.failure { return [.fail(field: "", Message(.toolRecordFailed, ["reason": .text(reason)]))] }
                guard batch.state(row) == found.state else {
                    stale += 1
                    return [.fail(field: "", Message(.toolRecordChanged))]
                }
                return found.values.map { .set(field: outputs[$0.field].key, $0.value) }
            }
        }
        var edit = try context.transaction.edits.apply(run: context.run, task: context.position, at: context.now)
        (edit.lookedAt, edit.stale) = (lookedAt, stale)
        return TaskOutcome(
            affected: edit.changed, counts: try context.counts(of: edit),
            summary: Message(
                .toolSummary, ["count": .integer(edit.changed), "looked": .integer(lookedAt), "tool": .label(tool.label)]))
    }

    /// What would be asked: a rehearsal does not start programs that are not ours.
    package func rehearse(_ context: ActionContext) throws -> TaskOutcome {
        let count = try context.transaction.records.count(module, segment: task.segment)
        return TaskOutcome(
            affected: count, counts: TaskCounts(lookedAt: count),
            summary: Message(.toolRehearsed, ["count": .integer(count), "tool": .label(tool.label)]))
    }
}

extension MessageKey {
    static let toolRecordFailed: MessageKey = "tool.run.record-failed"
    static let toolRecordChanged: MessageKey = "tool.run.record-changed"
    static let toolRehearsed: MessageKey = "task.run-tool.rehearsal"
}
