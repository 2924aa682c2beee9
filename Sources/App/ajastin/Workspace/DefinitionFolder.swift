import Definitions
import Files
import Glibc
import Foundation
import Localization
import Model
import Render
import Processes

/// The definition files of a folder.
struct DefinitionFolder {
    let root: String

    /// The files that are definitions, or may be meant as such, sorted by path.
    func read() throws -> [DefinitionFile] {
        var paths = try Folder.names(in: root)
        for folder in DefinitionPaths.folders where Folder.isFolder(root + "/" + folder) {
            paths += try Folder.names(in: root + "/" + folder).map { folder + "/" + $0 }
        }
        return try paths.filter { DefinitionPaths.isCandidate($0) && !Folder.isFolder(root + "/" + $0) }.sorted().compactMap { path in
            // A file that vanishes while we look is none.
            try InputFile.contents(of: root + "/" + path).map { DefinitionFile(path: path, text: String(decoding: $0, as: UTF8.self)) }
        }
    }

    /// The text of the file at `path`; nil where there is none.
    func text(of path: String) throws -> String? {
        try InputFile.contents(of: root + "/" + path).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Writes `file`, whole.
    func write(_ file: DefinitionFile) throws {
        let path = root + "/" + file.path
        try Folder.create(Folder.parent(of: path))
        try AtomicFile.write(Array(file.text.utf8), to: path)
    }

    /// Removes the file at `path`.
    func remove(_ path: String) throws { try Folder.remove(root + "/" + path) }

    /// Writes the JSON Schemas that the sample files name, for editors.
    func writeSchemas() throws {
        try Folder.create(root + "/schema")
        for schema in JSONSchema.schemas() {
            try AtomicFile.write(Array(schema.json.utf8), to: root + "/schema/" + schema.fileName)
        }
    }
}

extension DefinitionContext {
    /// The same with a look at whether the programs of tools are there and may be run, and the files that definitions name.
    func lookingAtFiles(of folders: WorkspaceFolders) -> DefinitionContext {
        var context = self
        context.programProblem = { program in
            if case .failure(let problem) = ToolProgram.path(of: program, in: folders.tools) { problem.reason } else { nil }
        }
        context.hasFile = { path in unsafe !Folder.isFolder(folders.root + "/" + path) && access(folders.root + "/" + path, R_OK) == 0 }
        context.letterProblems = { name, module, computed, catalog in
            do throws(RenderError) {
                let template = try LetterTemplate(path: folders.templates + "/" + name)
                return template.problems(over: module, computed: computed, in: catalog).filter(\.isError).map(\.message)
            } catch {
                return [error.message]
            }
        }
        return context
    }
}

/// Definitions with errors, told all at once.
struct DefinitionProblems: Error {
    let diagnostics: [Diagnostic]

    func tell() {
        for diagnostic in diagnostics { Console.line(diagnostic.line) }
    }
}

extension Diagnostic {
    /// `file:line:column: message`; a warning says that it is one.
    var line: String {
        let text = Words.localizer.text(message)
        let told = severity == .warning ? Words.text("cli.warning", ["text": .text(text)]) : text
        return location.map { "\($0.file):\($0.line):\($0.column): \(told)" } ?? "ajastin: \(told)"
    }
}
