import Expressions
import Model
import Store
import Tabular

/// What is said to the program of a tool and what it answers: a line of JSON for each record, both ways (docs/tools.md).
final class ToolConversation {
    /// The longest line that is taken, in bytes.
    static let lineLimit = 64 << 10

    private let tool: ToolDefinition
    private let inputs: [FieldDefinition]
    private let outputs: [FieldDefinition]
    private let answers: ToolAnswers
    /// What has come of a line that is not whole yet.
    private var pending: [UInt8] = []
    private var lineNumber = 0
    private var received = 0
    private var givenCount = 0

    init(_ tool: ToolDefinition, inputs: [FieldDefinition], outputs: [FieldDefinition], answers: ToolAnswers) {
        self.tool = tool
        self.inputs = inputs
        self.outputs = outputs
        self.answers = answers
    }

    // MARK: What is said

    /// The first line.
    func greeting(options: [String: ToolValue], language: Language, today: Day) -> [UInt8] {
        var line = JSONLine()
        line.raw("{\"tool\":")
        line.text(tool.name.utf8)
        line.raw(",\"options\":{")
        for (index, (name, value)) in options.sorted(by: { $0.key < $1.key }).enumerated() {
            if index > 0 { line.raw(",") }
            line.text(name.utf8)
            line.raw(":")
            line.value(value)
        }
        line.raw("},\"language\":\"\(language.rawValue)\",\"today\":\"\(today.iso)\"}")
        line.end()
        return line.bytes
    }

    /// A line for each record of a batch: its identity, its key, the inputs, then what else tells whether it has changed.
    ///
    /// Records without a key cannot be called anything and are not told of.
    func lines(of batch: Batch) throws -> [UInt8] {
        var line = JSONLine()
        var given: [ToolAnswers.Given] = []
        for row in 0..<batch.rowCount {
            guard let key = batch.columns[1].keyText(row) else { continue }
            given.append(ToolAnswers.Given(key: key, record: batch.columns[0].fixed[row], state: batch.state(row)))
            line.raw("{\"record\":")
            line.text(key.utf8)
            line.raw(",\"fields\":{")
            for (index, field) in inputs.enumerated() {
                if index > 0 { line.raw(",") }
                line.text(field.key.utf8)
                line.raw(":")
                line.cell(batch.columns[index + 2], row, of: field.type)
            }
            line.raw("}}")
            line.end()
        }
        try answers.give(given)
        givenCount += given.count
        return line.bytes
    }

    // MARK: What is answered

    /// Takes the next bytes of the program's output.
    ///
    /// - Throws: ``ToolFailure`` where they are not what was agreed.
    func take(_ bytes: ArraySlice<UInt8>) throws {
        received += bytes.count
        // As many full lines as there can be answers at most, and one more.
        guard received <= (givenCount + 1) * Self.lineLimit else { throw ToolFailure(.toolRunFlood, tool, ["count": .integer(received)]) }
        var rest = bytes
        while let end = rest.firstIndex(of: 0x0A) {
            pending += rest[..<end]
            try takeLine()
            rest = rest[(end + 1)...]
        }
        pending += rest
        try checkLength()
    }

    /// Takes what came behind the last line end.
    func finish() throws {
        if !pending.isEmpty { try takeLine() }
    }

    private func checkLength() throws(ToolFailure) {
        if pending.count > Self.lineLimit { throw failure(.toolRunLongLine, ["limit": .integer(Self.lineLimit >> 10)]) }
    }

    private func takeLine() throws {
        lineNumber += 1
        try checkLength()
        defer { pending.removeAll(keepingCapacity: true) }
        guard pending.contains(where: { ![0x20, 0x09, 0x0D].contains($0) }) else { return }
        guard let node = JSONNode(pending[...]), case .object(let members) = node else {
            throw failure(.toolRunNotJSON, ["line": .text(shown(pending))])
        }
        guard case .text(let key)? = node["record"] else { throw failure(.toolRunNoRecord, ["line": .text(shown(pending))]) }
        var answer = ToolAnswers.Answer(key: key)
        for member in members where member.name != "record" {
            switch (member.name, member.value) {
            case ("set", .object(let values)): answer.values = try read(values, record: key)
            case ("error", .text(let reason)): answer.failure = String(reason.prefix(500))
            default:
                throw failure(.toolRunUnknownKey, ["name": .text(String(member.name.prefix(60))), "record": .text(String(key.prefix(60)))])
            }
        }
        let name: [String: MessageArgument] = ["record": .text(String(key.prefix(60)))]
        switch try answers.take(answer) {
        case .unknown?: throw failure(.toolRunUnknownRecord, name)
        case .twice?: throw failure(.toolRunTwice, name)
        case nil: break
        }
    }

    private func read(_ values: [JSONNode.Member], record: String) throws(ToolFailure) -> [(field: Int, value: SQLValue)] {
        var read: [(field: Int, value: SQLValue)] = []
        for member in values {
            var arguments: [String: MessageArgument] = [
                "field": .text(String(member.name.prefix(60))), "record": .text(String(record.prefix(60))),
            ]
            guard let index = outputs.firstIndex(where: { $0.key == member.name }) else { throw failure(.toolRunUnknownField, arguments) }
            guard let value = AnsweredValue.stored(member.value, outputs[index]) else {
                arguments["type"] = .text(outputs[index].type.rawValue)
                throw failure(.toolRunWrongValue, arguments)
            }
            read.append((index, value))
        }
        return read
    }

    private func failure(_ key: MessageKey, _ arguments: [String: MessageArgument]) -> ToolFailure {
        ToolFailure(key, tool, arguments.merging(["number": .integer(lineNumber)]) { $1 })
    }

    /// The start of a line, fit to be shown.
    private func shown(_ line: [UInt8]) -> String {
        let text = String(decoding: line.prefix(120), as: UTF8.self)
        return String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.properties.generalCategory != .control }).prefix(60))
    }
}

extension Batch {
    /// A number that tells whether the record's values are still those that they were; good within one process.
    func state(_ row: Int) -> Int64 {
        var hasher = Hasher()
        for column in columns {
            guard !column.isNull(row) else {
                hasher.combine(false)
                continue
            }
            hasher.combine(true)
            if column.type.isText { hasher.combine(column.text[row]) } else { hasher.combine(column.fixed[row]) }
        }
        return Int64(hasher.finalize())
    }
}
