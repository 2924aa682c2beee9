/// A module tool of the workspace's own: `tools/<name>.yaml`, and a program beside it.
package struct ToolDefinition: Hashable, Sendable {
    package var name: String
    package var label: LocalizedText
    /// What it does.
    package var about: LocalizedText?
    /// The module over whose segments it may be run; nil: any that has its fields.
    package var module: String?
    /// The program, relative to `tools/`.
    package var program: String
    package var arguments: [String]
    /// The fields that are given to it, beside the records' keys.
    package var inputs: [String]
    /// The fields that it may change.
    package var outputs: [String]
    package var options: [ToolOption]
    /// In seconds.
    package var timeLimit: Int
    /// For each of its processes, in bytes.
    package var memoryLimit: Int

    /// A minute.
    package static let standardTimeLimit = 60
    /// 256 MiB.
    package static let standardMemoryLimit = 256 << 20

    package init(
        name: String, label: LocalizedText, about: LocalizedText? = nil, module: String? = nil, program: String, arguments: [String] = [],
        inputs: [String], outputs: [String], options: [ToolOption] = [], timeLimit: Int = ToolDefinition.standardTimeLimit,
        memoryLimit: Int = ToolDefinition.standardMemoryLimit
    ) {
        self.name = name
        self.label = label
        self.about = about
        self.module = module
        self.program = program
        self.arguments = arguments
        self.inputs = inputs
        self.outputs = outputs
        self.options = options
        self.timeLimit = timeLimit
        self.memoryLimit = memoryLimit
    }
}

/// Why the file of a tool's program cannot be run.
package enum ToolProgramProblem: String, Hashable, Sendable, CaseIterable {
    case missing
    /// A symbolic link leads out of `tools/`.
    case outside
    /// It is a folder or a device.
    case noFile = "no-file"
    case notExecutable = "not-executable"

    /// What to tell about the program, which is relative to `tools/`.
    package func message(_ program: String) -> Message {
        Message(MessageKey(rawValue: "tool.program.\(rawValue)"), ["program": .text("tools/" + program)])
    }
}

/// Runs a module tool over a segment's members.
package struct RunToolTask: Hashable, Sendable {
    package var segment: String
    /// A ``BuiltInTool`` or a tool of the workspace's own.
    package var tool: String
    /// With what holds where the task says nothing.
    package var options: [String: ToolValue]

    package init(segment: String, tool: String, options: [String: ToolValue] = [:]) {
        self.segment = segment
        self.tool = tool
        self.options = options
    }
}

extension RunToolTask {
    /// Whether the program brings the tool along.
    package var isBuiltIn: Bool { BuiltInTool(rawValue: tool) != nil }

    /// The fields of the segment's module that the tool is told, or means, to write.
    package func writtenFields(in catalog: Catalog) -> Set<String> {
        guard let builtIn = BuiltInTool(rawValue: tool) else { return Set(catalog.tools[tool]?.outputs ?? []) }
        var fields: Set<String> = []
        for option in builtIn.options {
            switch (option.kind, options[option.name]) {
            case (.field(_, isWritten: true), .text(let field)?): fields.insert(field)
            case (.fields(_, isWritten: true), .list(let keys)?): fields.formUnion(keys)
            default: break
            }
        }
        return fields
    }
}
