import ArgumentParser
import Logging
import Model
import ServiceLifecycle
import UnixSignals

/// `serve`.
struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration("serve", "cli.serve")

    @Option(help: ArgumentHelp(key: "cli.serve.log-level", value: "cli.value.level"))
    var logLevel = LogLevelArgument.notice

    /// Runs the services until SIGTERM or SIGINT; each finishes what it has in hand.
    func serve() async throws -> ExitStatus {
        let session = try Session.open(logLevel: logLevel.level)
        let services = try ServingLoops(session)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [services.watching, services.scheduling, services.working], gracefulShutdownSignals: [.sigterm, .sigint],
                logger: Logs.logger(.error)))
        try await group.run()
        Console.message(Message("cli.serve.stopped"))
        return .done
    }
}

/// How much is logged, on the command line.
enum LogLevelArgument: String, ExpressibleByArgument, CaseIterable {
    case debug, info, notice, warning, error

    var level: Logger.Level { Logger.Level(rawValue: rawValue) ?? .notice }
}
