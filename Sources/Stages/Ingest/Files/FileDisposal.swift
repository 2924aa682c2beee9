internal import Files
internal import Glibc

/// Moves a file that has been dealt with out of its folder.
struct FileDisposal {
    /// Where a file goes.
    enum Place {
        case archive, rejected, held
    }

    let file: DroppedFile
    let folders: DropIntake.Folders
    let keepsOriginal: Bool
    /// The copy of a file that stays, where one is being made already.
    let begun: ArchiveCopy?

    /// Whether the archive has the file of drop `drop` already.
    func isArchived(drop: Int64) -> Bool {
        unsafe access(path(.archive, drop), F_OK) == 0
    }

    /// Moves the file, or copies it where it is to stay, and gives its new path.
    ///
    /// - Parameter syncing: whether the move is made to outlast a power cut at once.
    /// - Throws: `unwritable`; `stillChanging` when the path leads to another content by now, which stays.
    func move(to place: Place, drop: Int64, syncing: Bool = true) throws(IngestError) -> String {
        guard file.isStillInPlace else { throw .stillChanging(file.path) }
        let target = path(place, drop)
        do {
            try Folder.create(Folder.parent(of: target))
            if keepsOriginal {
                // The original stays, so the copy need not outlast a power cut at once.
                try copy(to: target, syncing: false)
                return target
            }
            do {
                // What was not applied is nowhere else; of what was, the rows are in the store.
                try AtomicFile.publish(
                    file.path, to: target, expecting: file.node, durability: place != .archive ? .content : syncing ? .names : .none)
            } catch {
                // The watched folder may be on another file system.
                guard error.number == EXDEV else { throw error }
                try copy(to: target, syncing: true)
                try Folder.remove(file.path)
            }
        } catch {
            if (error as? FilesError)?.isReplaced == true { throw .stillChanging(file.path) }
            guard let error = error as? FilesError else { throw .unwritable(target, "\(error)") }
            throw .unwritable(target, error.reason)
        }
        return target
    }

    /// Writes why the drop was refused.
    ///
    /// - Throws: `unwritable`.
    func writeReceipt(_ text: String, drop: Int64) throws(IngestError) {
        let path = "\(folders.rejected)/\(drop).txt"
        do {
            try Folder.create(folders.rejected)
            try AtomicFile.write(Array((text + "\n").utf8), to: path)
        } catch {
            throw .unwritable(path, error.reason)
        }
    }

    private func path(_ place: Place, _ drop: Int64) -> String {
        // A name may have 255 bytes; the drop's number needs some of them.
        var name = (file.name.split(separator: "/").last ?? "")[...]
        while name.utf8.count > 220 { name = name.dropFirst() }
        let folder =
            switch place {
            case .archive: folders.archive
            case .rejected: folders.rejected
            case .held: folders.held
            }
        return "\(folder)/\(drop)-\(name)"
    }

    private func copy(to target: String, syncing: Bool) throws {
        if let begun { return try begun.move(to: target) }
        let temporary = AtomicFile.temporaryName(beside: target)
        do {
            try file.copy(to: temporary)
            if syncing { try AtomicFile.publish(temporary, to: target) } else { try Folder.move(temporary, to: target) }
        } catch {
            try Folder.remove(temporary)
            throw error
        }
    }
}
