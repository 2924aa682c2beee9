package import Model

/// Why a tool's program was stopped or cannot be believed; nothing of what it said is applied then.
package struct ToolFailure: MessageError, Hashable {
    package let message: Message

    init(_ key: MessageKey, _ tool: ToolDefinition, _ arguments: [String: MessageArgument] = [:]) {
        message = Message(key, arguments.merging(["tool": .label(tool.label)]) { $1 })
    }

    /// The program cannot be found, or not be run.
    init(_ problem: ToolProgramProblem, _ tool: ToolDefinition) { message = problem.message(tool.program) }

    /// The same with the end of what the program wrote to its error output.
    func adding(_ errors: [UInt8]) -> ToolFailure {
        guard let tail = ErrorTail(errors) else { return self }
        return ToolFailure(Message(.toolRunErrors, ["reason": .message(message), "errors": .text(tail.text)]))
    }

    private init(_ message: Message) { self.message = message }
}

/// The last lines of an error output, as they may be shown: short, without control characters, and without what may be secret.
struct ErrorTail {
    let text: String

    private static let lineLimit = 3
    private static let characterLimit = 300

    /// Nil where nothing was written.
    init?(_ bytes: [UInt8]) {
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map { line in
            String(String.UnicodeScalarView(line.unicodeScalars.filter { $0.properties.generalCategory != .control }))
        }
        let shown = lines.filter { !$0.allSatisfy(\.isWhitespace) }.suffix(Self.lineLimit).joined(separator: " / ")
        guard !shown.isEmpty else { return nil }
        let masked = ErrorTail.masked(shown)
        text = masked.count <= Self.characterLimit ? masked : "…" + masked.suffix(Self.characterLimit - 1)
    }

    /// Without what follows words such as `password=`, and without passwords in addresses.
    private static func masked(_ text: String) -> String {
        text.replacing(
            /(?i)((?:pass(?:word|wd|phrase)?|pwd|secret|token|api[_-]?key|authorization|salasana|avain)["']?\s*[:=]\s*)(?:bearer\s+)?\S+/
        ) {
            $0.1 + "•••"
        }
        .replacing(/:\/\/[^\/\s:@]+:[^\/\s@]+@/, with: "://•••@")
    }
}

extension MessageKey {
    static let toolRunErrors: MessageKey = "tool.run.errors"
    static let toolRunExit: MessageKey = "tool.run.exit"
    static let toolRunSignal: MessageKey = "tool.run.signal"
    static let toolRunTime: MessageKey = "tool.run.time"
    static let toolRunMemory: MessageKey = "tool.run.memory"
    static let toolRunFlood: MessageKey = "tool.run.flood"
    static let toolRunLongLine: MessageKey = "tool.run.long-line"
    static let toolRunNotJSON: MessageKey = "tool.run.not-json"
    static let toolRunNoRecord: MessageKey = "tool.run.no-record"
    static let toolRunUnknownRecord: MessageKey = "tool.run.unknown-record"
    static let toolRunUnknownField: MessageKey = "tool.run.unknown-field"
    static let toolRunUnknownKey: MessageKey = "tool.run.unknown-key"
    static let toolRunTwice: MessageKey = "tool.run.twice"
    static let toolRunWrongValue: MessageKey = "tool.run.wrong-value"
}
