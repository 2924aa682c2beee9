import Foundation
import TestSupport
import Testing

/// A workspace that `init --sample` made and `apply` loaded, in a folder of its own.
final class SampleWorkspace {
    let folder: TemporaryFolder
    var path: String { folder.file("teatteri") }

    init() throws {
        folder = try TemporaryFolder()
        try succeed(["init", path, "--sample"])
        try succeed(["apply"])
    }

    /// Runs the program on the workspace.
    func run(_ arguments: [String], input: String = "") throws -> Program.Result {
        try Program().run(["--workspace", path] + arguments, in: folder.path, input: input)
    }

    /// Runs the program, which is to end with status 0, and returns its standard output.
    @discardableResult
    func succeed(_ arguments: [String], input: String = "") throws -> String {
        let result = arguments.first == "init" ? try Program().run(arguments, in: folder.path) : try run(arguments, input: input)
        try #require(result.status == 0, "\(arguments): \(result.errors)")
        return result.output
    }

    /// What a command lists as JSON.
    func list<Row: Decodable>(_ arguments: [String], of type: Row.Type) throws -> [Row] {
        try JSONDecoder().decode([Row].self, from: Data(try succeed(arguments + ["--format", "json"]).utf8))
    }

    /// Writes a file of the workspace.
    func write(_ text: String, to name: String) throws { try folder.write(text, to: "teatteri/" + name) }

    /// The text of a file of the workspace.
    func text(of name: String) throws -> String { try String(contentsOfFile: path + "/" + name, encoding: .utf8) }

    /// Puts a data file of the sample into its watched folder.
    func drop(_ name: String) throws {
        try FileManager.default.copyItem(atPath: "\(path)/data/\(name).csv", toPath: "\(path)/drop/\(name)/\(name).csv")
    }
}
