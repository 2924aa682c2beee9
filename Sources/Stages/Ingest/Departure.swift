internal import Files
internal import Model
internal import Store

extension DropAttempt {
    /// Moves the file to where its drops' states say, beside the reasons.
    ///
    /// - Parameter syncing: whether the move is made to outlast a power cut at once; else the caller does so for many.
    func depart(_ results: [Result], syncing: Bool = true) throws -> [AppliedDrop] {
        guard !options.isRehearsal, let first = results.first else {
            return results.map { applied($0, path: file.path, leftBehind: nil) }
        }
        // Of what stays and was taken in before, there is a copy already.
        if options.keepsOriginal, results.allSatisfy({ $0.record.state == .duplicate }) {
            return results.map { applied($0, path: file.path, leftBehind: nil) }
        }
        do {
            let place = place(of: results)
            for result in results where [.failed, .rejected].contains(result.record.state) {
                guard let reason = result.record.reason else { continue }
                try disposal.writeReceipt(intake.render(reason, target.source.language), drop: result.record.id)
            }
            let path = try disposal.move(to: place, drop: first.record.id, syncing: syncing)
            return results.map { result in
                var result = result
                result.record.isArchived = true
                return applied(result, path: path, leftBehind: nil)
            }
        } catch {
            return results.map { applied($0, path: file.path, leftBehind: error) }
        }
    }

    /// Where the file belongs: beside what was refused only if nothing of it was applied.
    private func place(of results: [Result]) -> FileDisposal.Place {
        if results.contains(where: { $0.record.state == .held }) { return .held }
        return results.contains { $0.record.state == .applied || $0.record.state == .duplicate } ? .archive : .rejected
    }

    private func applied(_ result: Result, path: String, leftBehind: IngestError?) -> AppliedDrop {
        AppliedDrop(
            record: result.record, detail: result.detail, rejections: result.rejections, rejectedPath: result.rejectedPath, path: path,
            leftBehind: leftBehind, isMoveOnly: result.isMoveOnly)
    }
}
