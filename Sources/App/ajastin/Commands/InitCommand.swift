import ArgumentParser
import Definitions
import Files
import Foundation
import Model
import Tabular

/// `init DIR [--sample]`.
struct InitCommand: WorkingCommand {
    static let configuration = CommandConfiguration("init", "cli.init")

    @Argument(help: ArgumentHelp(key: "cli.init.folder", value: "cli.value.folder"))
    var folder: String

    @Flag(help: ArgumentHelp(key: "cli.init.sample"))
    var sample = false

    func perform() throws -> ExitStatus {
        let root = Invocation.absolute(folder)
        try refuseUsedFolder(root)
        try Folder.create(root)
        let clock = SystemClock()
        let workspace = sample ? SampleWorkspace.files(today: try Zones.calendar("Europe/Helsinki").day(at: clock.now())) : nil
        let definitions = DefinitionFolder(root: root)
        try definitions.writeSchemas()
        for folder in DefinitionPaths.folders + ["templates", "drop"] { try Folder.create(root + "/" + folder) }
        try WorkspaceFolders(root: root).create()
        for file in workspace?.data ?? [] {
            try Folder.create(Folder.parent(of: root + "/" + file.path))
            try AtomicFile.write(file.bytes, to: root + "/" + file.path)
        }
        // ajastin.yaml last: a folder without it is no workspace yet, and the command can be given again.
        let files = workspace?.definitions ?? [DefinitionFile(path: "ajastin.yaml", text: InitCommand.settings(of: root))]
        for file in files.sorted(by: { $0.path > $1.path }) where file.path != "ajastin.yaml" { try definitions.write(file) }
        let context = DefinitionContext(zones: Zones.database, today: clock.utcDay)
        for source in DefinitionLoader.load(files, context: context).catalog.sources.values {
            try Folder.create(WorkspaceFolders(root: root).drop(source.folder))
        }
        for file in files where file.path == "ajastin.yaml" { try definitions.write(file) }
        Console.message(Message("cli.init.done", ["folder": .text(root)]))
        Console.line(Words.text(sample ? "cli.init.next.sample" : "cli.init.next", ["folder": .text(folder)]))
        return .done
    }

    private func refuseUsedFolder(_ root: String) throws {
        guard FileManager.default.fileExists(atPath: root) else { return }
        if FileManager.default.fileExists(atPath: root + "/ajastin.yaml") {
            throw CommandError("cli.init.workspace", ["folder": .text(root)])
        }
        let known = Set(DefinitionPaths.folders + ["templates", "drop", "var", "schema", "data", "recipients.yaml"])
        let others = try Folder.names(in: root).filter { !$0.hasPrefix(".") && !known.contains($0) }
        guard others.isEmpty else { throw CommandError("cli.init.used", ["folder": .text(root), "file": .text(others[0])]) }
    }

    private static func settings(of root: String) -> String {
        let name = root.split(separator: "/").last.map(String.init) ?? "Ajastin"
        let quoted = "'" + name.replacing("'", with: "''") + "'"
        return """
            # yaml-language-server: $schema=schema/ajastin.schema.json
            name: \(quoted)
            language: \(Invocation.current.language.rawValue)
            time-zone: Europe/Helsinki
            security: {require-password: true}

            """
    }
}
