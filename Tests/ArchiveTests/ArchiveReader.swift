import TestSupport

/// Programs nobody here wrote that open what this package writes.
enum ArchiveReader {
    static func sevenZip(_ arguments: [String]) throws -> Tool.Outcome { try Tool.outcome("7z", arguments) }

    static func python(_ script: String, _ arguments: [String]) throws -> Tool.Outcome {
        try Tool.outcome(Tool.python, ["-c", script] + arguments)
    }
}
