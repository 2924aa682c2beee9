import ArgumentParser
import Definitions
import Files
import Foundation
import Model
import Store

/// `export DIR`.
struct ExportCommand: WorkingCommand {
    static let configuration = CommandConfiguration("export", "cli.export")

    @Argument(help: ArgumentHelp(key: "cli.export.folder", value: "cli.value.folder"))
    var folder: String

    func perform() throws -> ExitStatus {
        let session = try Session.open()
        let root = Invocation.absolute(folder)
        let files = try session.store.read { try $0.definitions.files() }
        let target = DefinitionFolder(root: root)
        if Folder.isFolder(root) { try refuseOthers(in: target, than: files) }
        try Folder.create(root)
        try target.writeSchemas()
        for file in files { try target.write(file) }
        Console.message(Message("cli.export.done", ["count": .integer(files.count), "folder": .text(root)]))
        return .done
    }

    /// Nothing that a person wrote is lost or mixed with what comes from the store.
    private func refuseOthers(in target: DefinitionFolder, than files: [DefinitionFile]) throws {
        let exported = Set(files)
        if let other = try target.read().first(where: { !exported.contains($0) }) {
            throw CommandError("cli.export.differs", ["file": .text(target.root + "/" + other.path)])
        }
    }
}
