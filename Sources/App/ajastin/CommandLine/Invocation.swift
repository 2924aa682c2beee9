import Definitions
import Files
import Foundation
import Model

/// What the program was started with: arguments, workspace and language.
struct Invocation: Sendable {
    /// The arguments without `--workspace` and `--language` and their values.
    let arguments: [String]
    /// The workspace's folder, as an absolute path; nil where there is none to be found.
    let workspace: String?
    let language: Language

    /// The one of this process.
    static let current = Invocation(
        arguments: Array(CommandLine.arguments.dropFirst()), environment: ProcessInfo.processInfo.environment,
        folder: FileManager.default.currentDirectoryPath)

    init(arguments: [String], environment: [String: String], folder: String) {
        var rest: [String] = []
        var workspace: String?
        var language: Language?
        var index = 0
        while index < arguments.count {
            let argument = arguments[index]
            // What follows `--` is meant literally.
            if argument == "--" { break }
            let (name, value, length) = Invocation.option(at: index, of: arguments)
            if name == "--workspace", let value, !value.isEmpty {
                workspace = value
            } else if name == "--language", let value, let known = Language(rawValue: value) {
                language = known
            } else {
                // Missing and unknown values are left for the parser to tell.
                rest.append(argument)
                index += 1
                continue
            }
            index += length
        }
        self.arguments = rest + arguments[index...]
        let named = workspace ?? environment["AJASTIN_WORKSPACE"].flatMap { $0.isEmpty ? nil : $0 }
        self.workspace = named.map { Invocation.absolute($0, from: folder) } ?? Invocation.nearestWorkspace(from: folder)
        self.language = language ?? self.workspace.flatMap(Invocation.language(ofWorkspace:)) ?? Invocation.language(of: environment)
    }

    /// The option at `index`, its value if it has one, and how many arguments they take.
    private static func option(at index: Int, of arguments: [String]) -> (name: String, value: String?, length: Int) {
        let argument = arguments[index]
        if argument.hasPrefix("--"), let equals = argument.firstIndex(of: "=") {
            return (String(argument[..<equals]), String(argument[argument.index(after: equals)...]), 1)
        }
        let next = index + 1 < arguments.count ? arguments[index + 1] : nil
        return (argument, next.flatMap { $0.hasPrefix("-") ? nil : $0 }, 2)
    }

    private static func nearestWorkspace(from folder: String) -> String? {
        var place = folder
        while true {
            if FileManager.default.fileExists(atPath: place + "/ajastin.yaml") { return place }
            let parent = Folder.parent(of: place)
            if parent == place { return nil }
            place = parent
        }
    }

    /// The language that `ajastin.yaml` asks for; nil where it cannot be read.
    private static func language(ofWorkspace folder: String) -> Language? {
        // That the file cannot be read is told by the command that needs it.
        guard let bytes = try? InputFile.contents(of: folder + "/ajastin.yaml") else { return nil }
        let file = DefinitionFile(path: "ajastin.yaml", text: String(decoding: bytes, as: UTF8.self))
        let context = DefinitionContext(zones: Zones.database, today: SystemClock().utcDay)
        return DefinitionLoader.load([file], context: context).catalog.settings.language
    }

    private static func language(of environment: [String: String]) -> Language {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        return locale.flatMap { Language(rawValue: String($0.prefix(2))) } ?? .en
    }

    /// `path` as it is meant by a person whose working folder is `folder`.
    static func absolute(_ path: String, from folder: String = FileManager.default.currentDirectoryPath) -> String {
        let full = path.hasPrefix("/") ? path : folder + "/" + path
        return URL(filePath: full).standardizedFileURL.path(percentEncoded: false).trimmingSlash
    }
}

extension String {
    fileprivate var trimmingSlash: String { count > 1 && hasSuffix("/") ? String(dropLast()) : self }
}
