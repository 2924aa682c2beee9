import Files
import Model
import Tabular

/// Decides which of the files that wait in a source's folder may be taken in.
struct Readiness {
    /// What is known of the files of a folder.
    struct Verdict {
        /// In the order in which they are to be taken in.
        var ready: [String] = []
        /// How many are not ready yet.
        var unready = 0
        /// The names of files whose marks have been left alone.
        var orphans: [String] = []
    }

    let source: SourceDefinition
    /// Whether nobody tells when a file is closed, because other computers write it.
    let isRemote: Bool

    /// How long a file on another computer's disk must not have changed.
    static let remoteLimit = Duration.seconds(5)

    /// For how long a file must not have changed; nil where that does not matter.
    var quiet: Duration? {
        switch source.ready {
        case .quiet(let seconds): .seconds(seconds)
        case .close: isRemote ? Self.remoteLimit : nil
        case .doneFile: nil
        }
    }

    /// What one look shows that remembers no earlier one: files are judged by their times and the real time.
    func judge(_ scan: FolderScan, at now: Instant) -> Verdict {
        guard let quiet else { return verdict(scan) }
        let ready = scan.files.filter { Readiness.age(of: $0, at: now) >= quiet }
        return Verdict(ready: ready.map(\.name), unready: scan.files.count - ready.count)
    }

    /// What a look shows after those that `memory` remembers.
    ///
    /// - Parameter now: the real time, by which files are judged that are seen for the first time.
    func judge(_ scan: FolderScan, _ memory: inout QuietFiles, steady: ContinuousClock.Instant, now: Instant) -> Verdict {
        guard let quiet else { return verdict(scan) }
        // Another computer's clock may be anything.
        let ready = memory.settled(scan.files, for: quiet, at: steady) { isRemote ? .zero : Readiness.stillness(of: $0, at: now) }
        for file in ready { memory.forget(file.name) }
        return Verdict(ready: ready.map(\.name), unready: scan.files.count - ready.count)
    }

    private func verdict(_ scan: FolderScan) -> Verdict {
        guard source.ready == .doneFile else { return Verdict(ready: scan.files.map(\.name)) }
        let (files, marks) = DoneFile.split(scan.files)
        let ready = files.filter { file in marks[file.name].map { DoneFile.isReady(file, $0) } ?? false }
        let orphans = Set(marks.keys).subtracting(files.map(\.name))
        return Verdict(ready: ready.map(\.name), unready: files.count - ready.count, orphans: orphans.sorted())
    }

    /// How long ago the file's content was changed; a time to come says nothing, so that the one that nobody can set is taken.
    private static func age(of file: WaitingFile, at now: Instant) -> Duration {
        let nanoseconds = now.microseconds * 1000
        return .nanoseconds(nanoseconds - (file.modified > nanoseconds ? file.changed : file.modified))
    }

    /// For how long nobody can have changed the file.
    private static func stillness(of file: WaitingFile, at now: Instant) -> Duration {
        .nanoseconds(now.microseconds * 1000 - file.changed)
    }
}
