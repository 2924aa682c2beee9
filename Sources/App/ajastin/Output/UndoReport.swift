import Localization
import Model
import Store

/// What taking back a run's edits did, or would do.
struct UndoReport {
    let record: UndoRecord
    let conflicts: [UndoConflict]
    let session: Session

    var json: JSON {
        .object([
            ("run", .integer(Int(record.run))), ("at", session.json(record.at)), ("by", .string(record.who)),
            ("restored", .integer(record.restored)), ("brought-back", .integer(record.broughtBack)), ("left", .integer(record.left)),
            ("conflicts", .array(conflicts.map(listing.json))),
        ])
    }

    /// Writes what was done, and what was left and why.
    func write() {
        Console.result("")
        Console.result(session.words.text("cli.runs.undone", arguments))
        writeConflicts()
    }

    /// Writes what was left and why.
    func writeConflicts() {
        guard !conflicts.isEmpty else { return }
        Console.result(session.words.text("cli.runs.conflicts", ["count": .integer(record.left)]))
        listing.writeFirst(conflicts, of: record.left, more: "cli.runs.more-conflicts")
    }

    /// What the texts about it take.
    var arguments: [String: MessageArgument] {
        [
            "id": .text("\(record.run)"), "who": .text(record.who), "at": .instant(record.at), "count": .integer(record.restored),
            "records": .integer(record.broughtBack), "left": .integer(record.left),
        ]
    }

    private var listing: Listing<UndoConflict> {
        let edits = EditListing.of(session)
        let values = EditListing.values(session)
        return Listing(
            edits.columns(of: \.entry) + [
                .both("cli.column.now", "now", text: { values.text($0.now, $0.entry) }, json: { values.json($0.now, $0.entry) }),
                .both(
                    "cli.column.reason", "reason", text: { Words.text($0.reason.nameKey) }, json: { .string($0.reason.rawValue) }),
            ])
    }
}

extension UndoConflict.Reason {
    /// The catalogue's key of the reason in words.
    fileprivate var nameKey: MessageKey { MessageKey(rawValue: "undo.\(rawValue)") }
}
