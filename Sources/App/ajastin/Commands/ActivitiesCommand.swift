import ArgumentParser
import Files
import Localization
import Model
import Pipeline
import Store
import Tabular

/// `activities list·done·reopen·cancel·feed`.
struct ActivitiesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        "activities", "cli.activities",
        subcommands: [ListActivities.self, FinishActivities.self, ReopenActivities.self, CancelActivities.self, FeedActivities.self])

    struct ListActivities: WorkingCommand {
        static let configuration = CommandConfiguration("list", "cli.activities.list")

        /// Which activities by what has become of them.
        enum Status: String, ExpressibleByArgument, CaseIterable {
            case open, done, cancelled, all
        }

        @Option(help: ArgumentHelp(key: "cli.activities.assignee", value: "cli.value.address"))
        var assignee: String?

        @Option(help: ArgumentHelp(key: "cli.activities.status", value: "cli.value.state"))
        var status = Status.open

        @Option(help: ArgumentHelp(key: "cli.activities.due-before", value: "cli.value.day"))
        var dueBefore: DayArgument?

        @Option(help: ArgumentHelp(key: "cli.activities.run", value: "cli.value.id"))
        var run: Int64?

        @OptionGroup var output: FormatOption

        func perform() throws -> ExitStatus {
            let session = try Session.open()
            let filter = ActivityFilter(
                assignee: assignee.map { Person.canonicalName($0) ?? "" }, status: ActivityStatus(rawValue: status.rawValue),
                dueBefore: dueBefore?.day, run: run)
            let listing = ActivityListing.of(session)
            let isCut = try session.store.read { transaction in
                try transaction.activities.withList(filter) { next in
                    var count = 0
                    var isCut = false
                    _ = try listing.write(as: output.format) {
                        guard let record = try next() else { return nil }
                        // A table has to be known whole before its first line, so it is kept to what a person reads.
                        isCut = output.format == .table && count == Self.tableLimit
                        guard !isCut else { return nil }
                        count += 1
                        return [try ActivityListing.row(record, transaction, session)]
                    }
                    return isCut
                }
            }
            if isCut { Console.message(Message("cli.activities.more", ["count": .integer(Self.tableLimit)])) }
            return .done
        }

        private static let tableLimit = 1000
    }

    struct FeedActivities: WorkingCommand {
        static let configuration = CommandConfiguration("feed", "cli.activities.feed")

        @Argument(help: ArgumentHelp(key: "cli.activities.person", value: "cli.value.address"))
        var person: String

        @Option(help: ArgumentHelp(key: "cli.activities.output", value: "cli.value.file"))
        var output: String?

        func perform() throws -> ExitStatus {
            let session = try Session.open()
            let known = try session.store.read { try $0.activities.people() }
            guard let name = Person.canonicalName(person), known.contains(name) else {
                guard let nearest = NearestName.of(person, in: known) else {
                    throw CommandError("cli.unknown.assignee", ["name": .text(person)])
                }
                throw CommandError("cli.unknown.assignee.near", ["name": .text(person), "suggestion": .text(nearest)])
            }
            let feeds = PersonalFeeds(try session.environment())
            guard let output else {
                try feeds.write(name) { Console.result($0) }
                return .done
            }
            let path = Invocation.absolute(output)
            try AtomicFile.write(to: path) { file in try feeds.write(name) { try file.write($0) } }
            Console.message(Message("cli.activities.feed.done", ["person": .text(name), "file": .text(path)]))
            return .done
        }
    }
}

/// A day on the command line: `2026-11-26`, or as the Finns write it, `26.11.2026`.
struct DayArgument: ExpressibleByArgument {
    let day: Day

    init?(argument: String) {
        let parts = argument.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
        if let day = Day(iso: argument) {
            self.day = day
        } else if parts.count == 3, let dayOfMonth = parts[0], let month = parts[1], let year = parts[2], (1000...9999).contains(year),
            let day = Day(year: year, month: month, day: dayOfMonth)
        {
            self.day = day
        } else {
            return nil
        }
    }
}
