import Files
import Foundation

/// Where `segment export` puts what it makes.
enum ExportDestination {
    /// A file, or a folder of files; one that is there already is replaced in one move.
    case place(String)
    /// A device or a named pipe, which takes bytes one after the other.
    case stream(String)
    case standardOutput

    /// - Parameter output: a path, or `-` for standard output.
    init(_ output: String) {
        let path = Invocation.absolute(output)
        if output == "-" || path == "/dev/stdout" {
            self = .standardOutput
        } else if path.hasPrefix("/dev/fd/") || OutputFile.isStream(path) {
            self = .stream(path)
        } else {
            // What a symbolic link leads to is meant, not the link.
            self = .place(URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false))
        }
    }

    /// The name to tell people.
    var path: String {
        switch self {
        case .place(let path), .stream(let path): path
        case .standardOutput: "/dev/stdout"
        }
    }

    /// A folder for what is being made: on the same file system as a place, so that one move publishes it.
    var workingFolder: String {
        switch self {
        case .place(let path): Folder.parent(of: path)
        case .stream, .standardOutput: FileManager.default.temporaryDirectory.path(percentEncoded: false)
        }
    }

    /// Puts the one finished file at `made` there.
    func take(_ made: String) throws {
        switch self {
        case .place(let path):
            try AtomicFile.publish(made, to: path)
        case .stream(let path):
            try Self.copy(made, to: OutputFile(existing: path))
        case .standardOutput:
            try Self.copy(made, to: OutputFile(standardOutputAs: path))
        }
    }

    /// A reader that goes away is an error like any other: the signal would end the process with its working folder left behind.
    private static func copy(_ made: String, to output: consuming OutputFile) throws {
        signal(SIGPIPE, SIG_IGN)
        defer { signal(SIGPIPE, SIG_DFL) }
        try output.write(contentsOf: made)
        try output.close()
    }
}
