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

    /// How long a file must not have changed of which the system does not tell whether somebody is writing it.
    static let doubtLimit = Duration.seconds(5)

    /// For how long every file must not have changed; nil where that does not matter.
    var quiet: Duration? {
        switch source.ready {
        case .quiet(let seconds): .seconds(seconds)
        case .close: isRemote ? Self.doubtLimit : nil
        case .doneFile: nil
        }
    }

    /// For how long those files must not have changed that must not at all.
    var limit: Duration { quiet ?? Self.doubtLimit }

    /// What one look shows that remembers no earlier one: files are judged by their times and the real time.
    func judge(_ scan: FolderScan, at now: Instant) -> Verdict {
        if source.ready == .doneFile { return vouched(scan) }
        return verdict(scan) { file in
            if let quiet { return Readiness.age(of: file, at: now) >= quiet }
            return isSure(file) || Readiness.stillness(of: file, at: now) >= limit
        }
    }

    /// What a look shows after those that `memory` remembers.
    ///
    /// - Parameters:
    ///   - closed: the names of files of which it was told that they are whole.
    ///   - now: the real time, by which files are judged that are seen for the first time.
    func judge(
        _ scan: FolderScan, closed: Set<String>, _ memory: inout QuietFiles, steady: ContinuousClock.Instant, now: Instant
    ) -> Verdict {
        if source.ready == .doneFile { return vouched(scan) }
        let found = verdict(scan) { file in
            if quiet == nil, closed.contains(file.name) || isSure(file) { return true }
            // Another computer's clock may be anything.
            let age = isRemote ? .zero : Readiness.stillness(of: file, at: now)
            return memory.isSettled(file, for: limit, at: steady, age: age)
        }
        for name in found.ready { memory.forget(name) }
        return found
    }

    /// Whether the system tells about the file; one that is being written is passed over when it is to be taken in.
    private func isSure(_ file: WaitingFile) -> Bool { OpenFile.isBeingWritten(file.path) != nil }

    private func verdict(_ scan: FolderScan, isReady: (WaitingFile) -> Bool) -> Verdict {
        let ready = scan.files.filter(isReady)
        return Verdict(ready: ready.map(\.name), unready: scan.files.count - ready.count)
    }

    private func vouched(_ scan: FolderScan) -> Verdict {
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
