internal import Files
internal import Model

/// Makes sure that there is room for what a file becomes, before any work is done.
enum SpaceCheck {
    /// For each byte of the file: the records, the log of the transaction, and the rejected rows at worst.
    private static let factor = 3
    /// What must stay free for everything else, in bytes.
    private static let reserve = 64 << 20

    /// - Throws: `noSpace`; the file stays where it is and is looked at again.
    static func check(_ file: DroppedFile, _ folders: DropIntake.Folders) throws(IngestError) {
        let free: Int
        // Where nobody can tell, writing will.
        do { free = try Folder.freeSpace(at: Folder.parent(of: folders.archive)) } catch { return }
        let needed = file.size * factor + reserve
        guard free < needed else { return }
        throw .noSpace(file.path, neededMiB: needed >> 20, freeMiB: free >> 20)
    }
}
