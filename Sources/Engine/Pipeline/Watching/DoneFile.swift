import Files

/// The file `<name>.done` by which a sender says that the file `<name>` beside it is whole.
enum DoneFile {
    static let suffix = ".done"
    /// How much later than its mark a file may come: senders of several files at a time do not keep their order, in nanoseconds.
    static let grace: Int64 = 15_000_000_000

    /// The files that may be records, and the marks beside them or left alone, by the name that they vouch for.
    static func split(_ files: [WaitingFile]) -> (files: [WaitingFile], marks: [String: WaitingFile]) {
        var rest: [WaitingFile] = []
        var marks: [String: WaitingFile] = [:]
        for file in files {
            if file.name.hasSuffix(suffix) { marks[String(file.name.dropLast(suffix.count))] = file } else { rest.append(file) }
        }
        return (rest, marks)
    }

    /// The name of the file that `name` is about: itself, or what it is the mark of.
    static func subject(of name: String) -> String { name.hasSuffix(suffix) ? String(name.dropLast(suffix.count)) : name }

    /// Whether `mark` was made for this content of `file`: not before it was written, nor long before it came into the folder.
    static func isReady(_ file: WaitingFile, _ mark: WaitingFile) -> Bool {
        mark.modified >= file.modified && file.changed <= mark.changed + grace
    }

    /// Removes the mark of the file `name` in `root`, if the file is gone.
    ///
    /// - Throws: `FilesError` when the mark is there and cannot be removed.
    static func removeMark(of name: String, in root: String) throws {
        let path = root + "/" + name
        guard try Folder.modified(path) == nil, !FolderScan(of: [name + suffix], in: root).files.isEmpty else { return }
        let aside = AtomicFile.temporaryName(beside: path)
        // Put aside first: should the sender replace file and mark at this very moment, the new mark can be put back.
        do { try Folder.move(path + suffix, to: aside) } catch { if error.code == .notFound { return } else { throw error } }
        if try Folder.modified(path) == nil {
            try Folder.remove(aside)
        } else {
            try Folder.move(aside, to: path + suffix)
        }
    }
}
