import Ingest
import Localization
import Model
import Store

/// Tells what became of a file that came in.
struct DropReport {
    let drop: AppliedDrop
    let session: Session

    /// How a command that took only this file in ends.
    var status: ExitStatus {
        if drop.leftBehind != nil { return .failed }
        if drop.isMoveOnly { return .done }
        return switch drop.record.state {
        case .applied: drop.record.counts.rejected > 0 ? .doneWithRejects : .done
        case .duplicate: .done
        case .rejected, .failed, .held: .failed
        }
    }

    /// The sentence about the whole file.
    var summary: Message {
        let record = drop.record
        let file = MessageArgument.text(record.file)
        if drop.isMoveOnly { return Message("cli.ingest.moved", ["file": file]) }
        switch record.state {
        case .applied:
            let counts = record.counts
            return Message(
                "cli.ingest.applied",
                [
                    "file": file, "count": .integer(counts.read), "added": .integer(counts.added), "changed": .integer(counts.changed),
                    "unchanged": .integer(counts.unchanged), "removed": .integer(counts.removed), "rejected": .integer(counts.rejected),
                ])
        case .duplicate: return Message("cli.ingest.duplicate", ["file": file])
        case .held:
            let arguments = ["file": file, "id": .integer(Int(record.id)), "reason": record.reason.map { .message($0) } ?? ""]
            return Message("cli.ingest.held", arguments)
        case .rejected, .failed:
            return Message("cli.ingest.refused", ["file": file, "reason": record.reason.map { .message($0) } ?? ""])
        }
    }

    /// Writes the summary to standard output, and what was rejected to standard error.
    func write() {
        // A file that still cannot leave its folder has been told of when its rows were taken.
        if !drop.isMoveOnly || drop.leftBehind == nil { Console.result(session.words.text(summary)) }
        for rejection in drop.rejections {
            Console.line("\(drop.record.file):\(rejection.line): \(session.words.text(rejection.reason))")
        }
        if let path = drop.rejectedPath { Console.message(Message("cli.ingest.rejects", ["file": .text(path)])) }
        if let left = drop.leftBehind { Console.message(left.message) }
    }
}
