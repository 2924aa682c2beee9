internal import Files
internal import Store

/// Small files that share a transaction and the waits for the disk, each of them still whole or not at all.
struct DropGroup {
    private let intake: DropIntake
    private var attempts: [(attempt: DropAttempt, index: Int)] = []

    /// How many files share a transaction: enough to make the waits for the disk small, few enough to be quick.
    private static let limit = 256

    init(intake: DropIntake) { self.intake = intake }

    var isFull: Bool { attempts.count >= DropGroup.limit }

    mutating func add(_ attempt: DropAttempt, index: Int) { attempts.append((attempt, index)) }

    /// Applies the files and moves them out of their folder.
    ///
    /// What holds all of them up, such as a full disk, is told of each; nothing of the group is changed then.
    mutating func apply(_ failed: (_ index: Int, _ error: any Error) -> Void) throws -> [AppliedDrop] {
        let group = attempts
        attempts = []
        defer { for (attempt, _) in group { attempt.file.unlock() } }
        // A copy that was given its name is no longer there to be removed.
        defer { for (attempt, _) in group { try? attempt.copy?.discard() } }
        guard !group.isEmpty else { return [] }
        let results: [[DropAttempt.Result]]
        do {
            results = try intake.store.write { transaction in
                try group.map { attempt, index -> [DropAttempt.Result] in
                    do { return try attempt.run(in: transaction, alone: group.count == 1) } catch let error as IngestError {
                        failed(index, error)
                        return []
                    }
                }
            }
        } catch {
            for (_, index) in group { failed(index, error) }
            return []
        }
        var drops: [AppliedDrop] = []
        for ((attempt, _), results) in zip(group, results) { drops += try attempt.depart(results, syncing: group.count == 1) }
        if group.count > 1 { try sync(group.map(\.attempt)) }
        let moved = drops.filter { $0.leftBehind == nil && $0.record.isArchived }.map(\.record.id)
        try intake.store.writeLightly { transaction in for id in moved { try transaction.drops.markArchived(id) } }
        return drops
    }

    /// Makes the moves outlast a power cut.
    private func sync(_ attempts: [DropAttempt]) throws {
        var folders = Set(attempts.map { Folder.parent(of: $0.file.path) })
        for folder in [intake.folders.archive, intake.folders.rejected, intake.folders.held] where Folder.isFolder(folder) {
            folders.insert(folder)
        }
        for folder in folders { try Folder.sync(folder) }
    }
}
