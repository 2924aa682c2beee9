package import Files
package import Model

/// Where the files of each source lie: its own folder and those below it, but for the folders of other sources.
package struct SourceFolders: Sendable {
    private let folders: WorkspaceFolders
    private let roots: Set<String>

    package init(_ catalog: Catalog, in folders: WorkspaceFolders) {
        self.folders = folders
        roots = Set(catalog.sources.values.map { folders.drop($0.folder) })
    }

    /// The watched folder of `source`.
    package func root(of source: SourceDefinition) -> String { folders.drop(source.folder) }

    /// What lies in the folders of `source`, but for what it ignores.
    ///
    /// - Parameter entering: is told of each folder before its names are read.
    /// - Throws: when the watched folder itself cannot be read.
    func scan(_ source: SourceDefinition, entering: (_ folder: String) -> Void = { _ in }) throws(FilesError) -> FolderScan {
        let root = root(of: source)
        var scan = try FolderScan(of: root, leavingOut: roots.subtracting([root]), entering: entering)
        if !source.ignored.isEmpty { scan.keep(where: wants(source)) }
        return scan
    }

    /// What bears these names, relative to the folder of `source`, but for what it ignores.
    func scan(_ names: some Sequence<String>, of source: SourceDefinition) -> FolderScan {
        var scan = FolderScan(of: names, in: root(of: source))
        if !source.ignored.isEmpty { scan.keep(where: wants(source)) }
        return scan
    }

    /// The path of `path` relative to the folder of `source`; nil when it does not lie there.
    package func name(of path: String, in source: SourceDefinition) -> String? {
        let root = root(of: source)
        guard path.hasPrefix(root + "/") else { return nil }
        var folder = Folder.parent(of: path)
        while folder.utf8.count > root.utf8.count {
            if roots.contains(folder) { return nil }
            folder = Folder.parent(of: folder)
        }
        return String(path.dropFirst(root.count + 1))
    }

    /// What lies in the folder of `source` and waits for a person, since it cannot be taken in as it is.
    ///
    /// - Throws: when the watched folder itself cannot be read.
    package func unusable(of source: SourceDefinition) throws(FilesError) -> [UnusableFile] {
        let scan = try scan(source)
        var found = scan.strays.map { UnusableFile(path: root(of: source) + "/" + $0.name, reason: .stray($0.kind)) }
        let (files, marks) = source.ready == .doneFile ? DoneFile.split(scan.files) : (scan.files, [:])
        for file in files {
            if !InputFile.isReadable(file.path) {
                found.append(UnusableFile(path: file.path, reason: .stray(.unreadable)))
            } else if let mark = marks[file.name], !DoneFile.isReady(file, mark) {
                found.append(UnusableFile(path: file.path, reason: .markTooOld))
            }
        }
        return found
    }

    private func wants(_ source: SourceDefinition) -> (String) -> Bool {
        let patterns = source.ignored.map { NamePattern($0) }
        return { name in !patterns.contains { $0.matches(name) } }
    }
}

/// A file that waits for a person.
package struct UnusableFile: Hashable, Sendable {
    /// Why it is not taken in.
    package enum Reason: Hashable, Sendable {
        case stray(StrayEntry.Kind)
        /// Its `.done` file was there before it.
        case markTooOld
    }

    package let path: String
    package let reason: Reason

    package init(path: String, reason: Reason) {
        self.path = path
        self.reason = reason
    }
}
