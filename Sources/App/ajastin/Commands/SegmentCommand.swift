import ArgumentParser
import Localization
import Model
import Segments
import Store
import Tabular

/// `segment list·show·refresh·members·explain·export`.
struct SegmentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        "segment", "cli.segment",
        subcommands: [
            ListSegments.self, ShowSegment.self, RefreshSegment.self, ListMembers.self, ExplainMember.self, ExportSegment.self,
            IncludeRecords.self, ExcludeRecords.self, UnlistRecords.self, FreezeSegment.self, ThawSegment.self,
        ])

    struct ListSegments: WorkingCommand {
        static let configuration = CommandConfiguration("list", "cli.segment.list")

        @OptionGroup var output: FormatOption

        func perform() throws -> ExitStatus {
            let session = try Session.open()
            SegmentListing.of(session).write(try SegmentListing.rows(session), as: output.format)
            return .done
        }
    }

    struct ShowSegment: WorkingCommand {
        static let configuration = CommandConfiguration("show", "cli.segment.show")

        @Argument(help: ArgumentHelp(key: "cli.segment.name", value: "cli.value.name"))
        var name: String

        @OptionGroup var output: FormatOption

        func perform() throws -> ExitStatus {
            let session = try Session.open()
            let segment = try session.segment(name)
            let today = session.calendar.day(at: session.clock.now())
            let refresh = SegmentRefresh(catalog: session.catalog, calendar: session.calendar, today: today)
            for var row in try SegmentListing.rows(session) where row.segment.name == name {
                let history = try session.store.read { try $0.segments.history(name) }
                row.count = try count(segment, refresh, session)
                let listing = SegmentListing.history(session)
                let details = SegmentListing.of(session) + SegmentListing.details(session)
                details.writeDetails(row, as: output.format, more: [("history", .array(history.map(listing.json)))])
                if output.format == .table { try ExpressionListing.tellPeriods(of: segment, session, today: today) }
                if output.format == .table, !history.isEmpty {
                    Console.result("")
                    listing.write(history, as: .table)
                }
            }
            return .done
        }

        /// How many records would be members now, were those of the segments that it uses brought up to date first.
        private func count(_ segment: SegmentDefinition, _ refresh: SegmentRefresh, _ session: Session) throws -> Int {
            guard !segment.uses.isEmpty else { return try session.store.read { try refresh.count(name, in: $0) } }
            let now = session.clock.now()
            return try session.store.rehearse { transaction in
                for used in session.catalog.refreshOrder(of: segment.uses) {
                    _ = try refresh.refresh(used, run: nil, at: now, in: transaction)
                }
                return try refresh.count(name, in: transaction)
            }
        }
    }

    struct RefreshSegment: WorkingCommand {
        static let configuration = CommandConfiguration("refresh", "cli.segment.refresh")

        @Argument(help: ArgumentHelp(key: "cli.segment.name", value: "cli.value.name"))
        var name: String

        @Flag(help: ArgumentHelp(key: "cli.segment.refresh.dry-run"))
        var dryRun = false

        func perform() throws -> ExitStatus {
            let session = try Session.open()
            let segment = try session.segment(name)
            let now = session.clock.now()
            let refresh = SegmentRefresh(catalog: session.catalog, calendar: session.calendar, today: session.calendar.day(at: now))
            if segment.isFrozen, try session.store.read({ try !$0.segments.history(name, limit: 1).isEmpty }) {
                Console.message(Message("cli.segment.refresh.frozen", ["segment": .text(name)]))
            }
            // What its criteria use comes first.
            let work = { (transaction: StoreTransaction) in
                var membership = Membership(segment: name, size: 0, joined: 0, left: 0, at: now)
                for name in session.catalog.refreshOrder(of: [name]) {
                    membership = try refresh.refresh(name, run: nil, at: now, in: transaction)
                }
                return membership
            }
            let membership = dryRun ? try session.store.rehearse(work) : try session.store.write(work)
            let arguments: [String: MessageArgument] = [
                "count": .integer(membership.size), "joined": .integer(membership.joined), "left": .integer(membership.left),
            ]
            Console.result(session.words.text(dryRun ? "cli.segment.refresh.rehearsed" : "cli.segment.refresh.done", arguments))
            return .done
        }
    }
}

/// What is listed of segments.
enum SegmentListing {
    struct Row {
        var segment: SegmentDefinition
        var module: ModuleDefinition?
        var last: Membership?
        /// How many records would be members now.
        var count: Int?
    }

    static func rows(_ session: Session) throws -> [Row] {
        try session.store.read { transaction in
            try session.catalog.segments.values.sorted { $0.name < $1.name }.map { segment in
                Row(
                    segment: segment, module: session.catalog.modules[segment.module],
                    last: try transaction.segments.history(segment.name, limit: 1).first)
            }
        }
    }

    static func of(_ session: Session) -> Listing<Row> {
        let language = session.words.language
        return Listing([
            .text("cli.column.name", "name") { $0.segment.name },
            .text("cli.column.label", "label") { $0.segment.label.text(in: language) },
            .both(
                "cli.column.module", "module", text: { $0.module?.label.text(in: language) ?? $0.segment.module },
                json: { .string($0.segment.module) }),
            .both(
                "cli.column.members", "members", .right, text: { $0.last.map { session.words.integer($0.size) } ?? "" },
                json: { JSON($0.last?.size) }),
            .both("cli.column.refreshed", "refreshed", text: { session.text($0.last?.at) }, json: { session.json($0.last?.at) }),
            .both(
                "cli.column.criteria", "where", text: { ExpressionListing.criteria(of: $0.segment, session) },
                json: { JSON($0.segment.criteria) }),
        ])
    }

    /// What is shown of one segment beside that.
    static func details(_ session: Session) -> Listing<Row> {
        let words = session.words
        func keys(_ keys: [String]) -> String {
            keys.isEmpty ? "" : keys.prefix(20).joined(separator: ", ") + (keys.count > 20 ? " …" : "")
        }
        return Listing([
            .both("cli.segment.show.now", "now", text: { $0.count.map(words.integer) ?? "" }, json: { JSON($0.count) }),
            .both(
                "cli.segment.show.uses", "uses", text: { $0.segment.uses.joined(separator: ", ") },
                json: { .array($0.segment.uses.map(JSON.string)) }),
            .both(
                "cli.segment.show.included", "include", text: { keys($0.segment.included) },
                json: { .array($0.segment.included.map(JSON.string)) }),
            .both(
                "cli.segment.show.excluded", "exclude", text: { keys($0.segment.excluded) },
                json: { .array($0.segment.excluded.map(JSON.string)) }),
            .both(
                "cli.segment.show.frozen", "frozen", text: { $0.segment.isFrozen ? words.boolean(true) : "" },
                json: { .boolean($0.segment.isFrozen) }),
        ])
    }

    static func history(_ session: Session) -> Listing<Membership> {
        Listing([
            .both("cli.column.refreshed", "at", text: { session.text($0.at) }, json: { session.json($0.at) }),
            .number("cli.column.members", "size", \.size),
            .number("cli.column.joined", "joined", \.joined),
            .number("cli.column.left", "left", \.left),
        ])
    }
}
