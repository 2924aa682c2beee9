import Files
import Localization
import Model
import Pipeline

/// How the sources' folders are watched, and what in them waits for a person.
struct WatchingReport {
    private let session: Session
    private let states: [WatchState]
    private let unusable: [UnusableFile]
    private let unreadableFolders: [FilesError]

    init(_ session: Session) throws {
        self.session = session
        let sources = session.catalog.sources.values.sorted { $0.name < $1.name }
        let known = try WatchNote.all(in: session.folders)
        states = sources.compactMap { known[$0.name] }
        let places = SourceFolders(session.catalog, in: session.folders)
        var unusable: [UnusableFile] = []
        var unreadable: [FilesError] = []
        for source in sources {
            do { unusable += try places.unusable(of: source) } catch {
                // A folder that is not there yet is made by serve.
                if error.code != .notFound { unreadable.append(error) }
            }
        }
        self.unusable = unusable
        unreadableFolders = unreadable
    }

    /// A line for each source that is watched by a process.
    var lines: [String] { states.map(text) }

    /// What a person is to do something about.
    var needs: [(kind: String, subject: String, text: String)] {
        unusable.map { ("file", $0.path, session.words.text($0.message)) }
            + unreadableFolders.map { ("folder", $0.path, session.words.text("cli.stray.unreadable", ["file": .text($0.path)])) }
    }

    var json: JSON {
        .array(
            states.map { state in
                .object([
                    ("source", .string(state.source)), ("how", .string(state.obstacle == nil ? "events" : "polled")),
                    ("reason", JSON(state.obstacle?.rawValue)), ("system", JSON(state.fileSystem)), ("text", .string(text(state))),
                ])
            })
    }

    private func text(_ state: WatchState) -> String {
        let key: MessageKey =
            switch state.obstacle {
            case nil: "cli.status.watched"
            case .silent: "cli.status.polled-silent"
            case .limit: "cli.status.polled-limit"
            }
        var arguments: [String: MessageArgument] = ["source": .text(state.source)]
        if state.obstacle == .silent { arguments["system"] = .text(state.fileSystem ?? "") }
        return session.words.text(key, arguments)
    }
}

extension UnusableFile {
    /// Why the file waits and what a person can do.
    var message: Message {
        let key: MessageKey =
            switch reason {
            case .stray(.link): "cli.stray.link"
            case .stray(.special): "cli.stray.special"
            case .stray(.name): "cli.stray.name"
            case .stray(.tooDeep): "cli.stray.too-deep"
            case .stray(.unreadable): "cli.stray.unreadable"
            case .markTooOld: "cli.stray.mark"
            }
        return Message(key, ["file": .text(path)])
    }
}
