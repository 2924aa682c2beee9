internal import Glibc

/// What waits in a watched folder and in the folders below it.
package struct FolderScan: Hashable, Sendable {
    /// Regular files: the oldest first, those of one time by name.
    package private(set) var files: [WaitingFile] = []
    /// What will never be taken in as it is, by name.
    package private(set) var strays: [StrayEntry] = []

    /// How many folders may lie one in another below the watched one.
    package static let depthLimit = 16

    /// Looks at everything in `root`, which may be a symbolic link to a folder; what lies below it is never followed.
    ///
    /// - Parameters:
    ///   - leavingOut: paths of folders that are not looked into.
    ///   - entering: is told of each folder before its names are read, `root` included.
    /// - Throws: when `root` itself cannot be read.
    package init(
        of root: String, leavingOut: Set<String> = [], entering: (_ folder: String) -> Void = { _ in }
    ) throws(FilesError) {
        entering(root)
        var folders: [(path: String, name: String, depth: Int)] = []
        func add(_ entries: [FolderEntry], below name: String, depth: Int) {
            for entry in entries where !FolderScan.isPassedOver(entry.name) {
                let relative = name.isEmpty ? entry.name : name + "/" + entry.name
                if entry.kind == .folder, entry.isNameExact {
                    if !leavingOut.contains(entry.path) { folders.append((entry.path, relative, depth + 1)) }
                } else {
                    note(entry, name: relative)
                }
            }
        }
        add(try Folder.entries(root, followsLink: true), below: "", depth: 0)
        while let folder = folders.popLast() {
            guard folder.depth <= Self.depthLimit else {
                strays.append(StrayEntry(name: folder.name, kind: .tooDeep))
                continue
            }
            entering(folder.path)
            do { add(try Folder.entries(folder.path), below: folder.name, depth: folder.depth) } catch {
                // A folder that vanished in between, or became something else, is seen by the next look.
                if error.code != .notFound, error.code != .notAFolder {
                    strays.append(StrayEntry(name: folder.name, kind: .unreadable))
                }
            }
        }
        sort()
    }

    /// Looks at what bears these names, relative to `root`; what is there no more, or behind a symbolic link, is left out.
    package init(of names: some Sequence<String>, in root: String) {
        var plainFolders = ["": true]
        for name in names {
            guard Self.isPlain(Self.parent(of: name), in: root, &plainFolders) else { continue }
            var status = stat()
            let last = name.split(separator: "/").last.map(String.init) ?? name
            guard unsafe lstat(root + "/" + name, &status) == 0, !Self.isPassedOver(last) else { continue }
            let folder = Folder.parent(of: root + "/" + name)
            note(FolderEntry(folder: folder, name: last, isNameExact: true, status: status), name: name)
        }
        sort()
    }

    /// Leaves out everything whose name in its own folder is not wanted.
    package mutating func keep(where isWanted: (_ lastComponent: String) -> Bool) {
        func isKept(_ name: String) -> Bool { isWanted(name.split(separator: "/").last.map(String.init) ?? name) }
        files.removeAll { !isKept($0.name) }
        strays.removeAll { !isKept($0.name) }
    }

    /// Whether programs use such names for what is not finished or not meant for others: `.x`, `x.tmp`, `x.part`, `~$x`.
    package static func isPassedOver(_ name: String) -> Bool {
        name.hasPrefix(".") || name.hasPrefix("~$")
            || [".tmp", ".part", ".partial", ".crdownload", ".filepart"].contains { name.lowercased().hasSuffix($0) }
    }

    private mutating func note(_ entry: FolderEntry, name: String) {
        switch entry.kind {
        case _ where !entry.isNameExact: strays.append(StrayEntry(name: name, kind: .name))
        case .file: files.append(WaitingFile(entry, name: name))
        case .folder: break
        case .link: strays.append(StrayEntry(name: name, kind: .link))
        case .other: strays.append(StrayEntry(name: name, kind: .special))
        }
    }

    private mutating func sort() {
        files.sort { first, second in
            first.modified == second.modified ? NaturalOrder.precedes(first.name, second.name) : first.modified < second.modified
        }
        strays.sort { NaturalOrder.precedes($0.name, $1.name) }
    }

    private static func parent(of name: String) -> String {
        name.lastIndex(of: "/").map { String(name[..<$0]) } ?? ""
    }

    /// Whether no symbolic link leads from `root` to its subfolder `name`; `known` keeps the answers.
    private static func isPlain(_ name: String, in root: String, _ known: inout [String: Bool]) -> Bool {
        if let answer = known[name] { return answer }
        var status = stat()
        let answer =
            unsafe lstat(root + "/" + name, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
            && isPlain(parent(of: name), in: root, &known)
        known[name] = answer
        return answer
    }
}
