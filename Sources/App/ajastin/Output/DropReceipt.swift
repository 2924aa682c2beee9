import Ingest
import Localization
import Model
import Store

/// What a drop's receipt tells beside the counts: how the file was read, and how long it took.
enum DropReceipt {
    /// The drop as an object of the listing, with the receipt's own keys.
    static func json(_ drop: DropRecord, detail: DropDetail?, session: Session, completions: [DropRecord] = []) -> JSON {
        guard case .object(let members) = DropListing.of(session).json(drop) else { return .null }
        return .object(members + more(drop, detail: detail, completions: completions))
    }

    /// The keys that only a receipt has.
    static func more(_ drop: DropRecord, detail: DropDetail?, completions: [DropRecord]) -> [(key: String, value: JSON)] {
        var members: [(key: String, value: JSON)] = [
            ("completes", JSON(drop.completes.map { Int($0) })),
            ("completed_by", .array(completions.map { .integer(Int($0.id)) })),
        ]
        guard let detail else { return members }
        members += [
            ("encoding", .string(detail.encoding.rawValue)), ("encoding_evidence", JSON(detail.encodingEvidence?.rawValue)),
            ("delimiter", JSON(detail.delimiter)), ("quote", JSON(detail.quote)), ("escape", JSON(detail.escape)),
            ("skipped_top", JSON(detail.skippedTop)), ("skipped_bottom", JSON(detail.skippedBottom)),
            (
                "columns",
                .array(
                    detail.columns.map { column in
                        .object([
                            ("header", .string(column.header)), ("field", .string(column.field)), ("format", JSON(column.format?.rawValue)),
                            ("pinned", column.isPinned.map { .boolean($0) } ?? .null), ("telling", JSON(column.telling)),
                        ])
                    })
            ),
            ("ignored", .array(detail.ignored.map { .string($0) })),
            (
                "seconds",
                .object(detail.seconds.sorted { $0.key < $1.key }.map { ($0.key, .decimal(unscaled: Int64($0.value * 1000), scale: 3)) })
            ),
            ("rows_per_second", JSON(rate(drop, detail))),
        ]
        return members
    }

    /// Writes the receipt's lines, and a table of the columns, to standard output.
    static func write(_ drop: DropRecord, detail: DropDetail?, session: Session, completions: [DropRecord] = []) {
        let lines = lines(drop, detail, completions)
        if !lines.isEmpty { Console.result("") }
        for line in lines { Console.result(session.words.text(line)) }
        guard let detail, !detail.columns.isEmpty else { return }
        Console.result("")
        Listing<DropDetail.Column>([
            .text("cli.receipt.header", "header", \.header), .text("cli.column.field", "field", \.field),
            .text("cli.receipt.format", "format") { column in format(column).map { session.words.text($0) } ?? "" },
        ]).write(detail.columns, as: .table)
    }

    private static func lines(_ drop: DropRecord, _ detail: DropDetail?, _ completions: [DropRecord]) -> [Message] {
        var lines: [Message] = []
        if let first = drop.completes { lines.append(Message("cli.receipt.completes", ["id": .integer(Int(first))])) }
        for later in completions {
            let taken = later.counts.read - later.counts.rejected
            lines.append(Message("cli.receipt.completed", ["id": .integer(Int(later.id)), "count": .integer(taken)]))
        }
        guard let detail else { return lines }
        let evidence = detail.encodingEvidence.map { MessageArgument.message(Message($0.nameKey)) } ?? ""
        lines.append(Message("cli.receipt.encoding", ["encoding": .text(detail.encoding.rawValue), "why": evidence]))
        if let delimiter = detail.delimiter {
            let arguments: [String: MessageArgument] = [
                "delimiter": delimiter == "\t" ? .message(Message("cli.receipt.tab")) : .text(delimiter),
                "quote": detail.quote.map { .text($0) } ?? .message(Message("cli.receipt.none")),
                "lines": .integer(detail.skippedTop ?? 0),
            ]
            lines.append(Message("cli.receipt.dialect", arguments))
        }
        if !detail.ignored.isEmpty {
            lines.append(Message("cli.receipt.ignored", ["columns": .list(detail.ignored.prefix(30).map { .text($0) })]))
        }
        if let line = times(drop, detail) { lines.append(line) }
        return lines
    }

    /// How long each phase took; nil for a drop that did not come so far.
    private static func times(_ drop: DropRecord, _ detail: DropDetail) -> Message? {
        let phases = ["survey", "plan", "rows", "index"]
        guard phases.allSatisfy({ detail.seconds[$0] != nil }) else { return nil }
        var arguments: [String: MessageArgument] = ["rate": .integer(rate(drop, detail) ?? 0)]
        for phase in phases { arguments[phase] = .decimal(unscaled: Int64((detail.seconds[phase] ?? 0) * 1000), scale: 3) }
        return Message("cli.receipt.times", arguments)
    }

    private static func format(_ column: DropDetail.Column) -> Message? {
        guard let format = column.format else { return nil }
        let name = MessageArgument.message(Message(format.nameKey))
        guard column.isPinned != true else { return Message("cli.receipt.format-pinned", ["format": name]) }
        return Message("cli.receipt.format-told", ["format": name, "number": .integer(column.telling ?? 0)])
    }

    private static func rate(_ drop: DropRecord, _ detail: DropDetail) -> Int? {
        let seconds = detail.seconds.values.reduce(0, +)
        return seconds > 0 && drop.counts.read > 0 ? Int(Double(drop.counts.read) / seconds) : nil
    }
}

extension EncodingEvidence {
    fileprivate var nameKey: MessageKey { MessageKey(rawValue: "encoding-evidence.\(rawValue)") }
}

extension ValueFormat {
    fileprivate var nameKey: MessageKey { MessageKey(rawValue: "value-format.\(rawValue)") }
}
