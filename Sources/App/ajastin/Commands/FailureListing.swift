import Localization
import Model
import Store

/// What is listed of the records with which a run's tasks failed.
enum FailureListing {
    static func of(_ session: Session) -> Listing<TaskFailure> {
        let words = session.words
        return Listing([
            .number("cli.column.position", "task", \.task),
            .text("cli.column.record", "record", \.key),
            .both(
                "cli.column.field", "field",
                text: { session.catalog.modules[$0.module]?.field($0.field)?.label.text(in: words.language) ?? $0.field },
                json: { JSON($0.field.isEmpty ? nil : $0.field) }),
            .both("cli.column.reason", "reason", text: { words.text($0.reason) }, json: { .string(words.text($0.reason)) }),
        ])
    }
}

extension Listing {
    /// The most rows that a table shows which JSON has all of.
    static var tableLimit: Int { 20 }

    /// Writes the first rows as a table below what was written before, and says how many more there are; nothing where there are none.
    func writeFirst(_ rows: [Row], of count: Int? = nil, more: MessageKey) {
        guard !rows.isEmpty else { return }
        Console.result("")
        let shown = rows.prefix(Self.tableLimit)
        write(Array(shown), as: .table)
        let rest = (count ?? rows.count) - shown.count
        if rest > 0 { Console.result(Words.text(more, ["count": .integer(rest)])) }
    }
}
