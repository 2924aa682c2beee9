import Files
import Ingest
import Logging
import Model
import Pipeline
import Scheduler
import Store

/// The loops of `serve`, and how they wake one another.
struct ServingLoops {
    let watching: ThreadService
    let scheduling: ThreadService
    let working: ThreadService

    init(_ session: Session) throws {
        let live = try LiveCatalog(session)
        let logger = session.logger
        let runs = WakeSignal()
        let due = WakeSignal()
        let environment: @Sendable () throws -> PipelineEnvironment = { try session.environment(live.current()) }
        let intake = IntakeLoop(
            intake: { try FolderIntake(environment()) }, watcher: try FolderWatcher(), folders: session.folders, logger: logger
        ) { drop in
            Self.log(drop, to: logger)
            runs.wake()
            // A run may have waited for the file.
            due.wake()
        }
        watching = ThreadService(
            work: { intake.run { Console.message(Message("cli.serve.ready", ["count": .integer($0)])) } }, stop: { intake.stop() })
        let dueLoop = DueLoop(clock: session.clock) {
            DueSchedules(store: session.store, catalog: try live.current(), zones: Zones.database, logger: logger)
        }
        scheduling = Self.loop(due, logger) {
            let (isAnyReady, pause) = try dueLoop.turn()
            if isAnyReady { runs.wake() }
            return pause
        }
        let workLoop = WorkLoop(environment: environment, isStopped: { runs.isStopped })
        working = Self.loop(runs, logger) { try workLoop.turn() }
    }

    /// Takes turns until `signal` is stopped; a turn that fails is told in the log and tried again.
    private static func loop(_ signal: WakeSignal, _ logger: Logger, _ turn: @escaping @Sendable () throws -> Duration) -> ThreadService {
        ThreadService(
            work: {
                while !signal.isStopped {
                    var pause = Duration.seconds(2)
                    do { pause = try turn() } catch {
                        logger.error("trying again", metadata: ["error": "\(PipelineError.reason(of: error).key.rawValue)"])
                    }
                    signal.wait(pause)
                }
            }, stop: { signal.stop() })
    }

    private static func log(_ drop: AppliedDrop, to logger: Logger) {
        let record = drop.record
        if let left = drop.leftBehind {
            logger.error(
                "a file cannot leave its folder",
                metadata: ["source": "\(record.source)", "drop": "\(record.id)", "reason": "\(left.message.key.rawValue)"])
        }
        guard !drop.isMoveOnly else { return }
        logger.notice(
            "file taken in",
            metadata: [
                "source": "\(record.source)", "drop": "\(record.id)", "state": "\(record.state.rawValue)", "read": "\(record.counts.read)",
                "rejected": "\(record.counts.rejected)",
            ])
    }
}
