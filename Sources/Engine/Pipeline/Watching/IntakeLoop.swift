package import Files
import Foundation
package import Ingest
package import Logging
package import Model
import Store
import Tabular

/// Watches the folders of the sources and takes in what arrives, until it is stopped.
package final class IntakeLoop: Sendable {
    private let intake: @Sendable () throws -> FolderIntake
    private let watcher: any FolderWatching
    private let probe: any EventProbe
    private let pace: WatchPace
    private let folders: WorkspaceFolders
    private let logger: Logger
    private let told: @Sendable (AppliedDrop) -> Void

    /// - Parameters:
    ///   - intake: with the definitions that the store runs at the time of the call.
    ///   - folders: where the note of how the folders are watched is left.
    ///   - told: is told of each file that was taken in.
    package init(
        intake: @escaping @Sendable () throws -> FolderIntake, watcher: any FolderWatching, probe: any EventProbe = FileSystemProbe(),
        pace: WatchPace = WatchPace(), folders: WorkspaceFolders, logger: Logger, told: @escaping @Sendable (AppliedDrop) -> Void
    ) {
        self.intake = intake
        self.watcher = watcher
        self.probe = probe
        self.pace = pace
        self.folders = folders
        self.logger = logger
        self.told = told
    }

    /// Ends ``run(ready:)`` once the files in hand are done.
    package func stop() { watcher.stop() }

    /// Works until ``stop()``, on the thread on which it is called.
    ///
    /// - Parameter ready: is told how many sources' folders are watched, once they are.
    package func run(ready: @Sendable (_ folders: Int) -> Void) {
        let tools = SourceWatch.Tools(watcher: watcher, probe: probe, pace: pace, logger: logger)
        let rounds = IntakeRounds(tools: tools, told: told)
        var isReady = false
        var notice = WatchNotice(folders, logger)
        var nextCleaning = ContinuousClock.now
        while !watcher.isStopped {
            do {
                let intake = try intake()
                rounds.update(intake)
                notice.tell(rounds.states)
                if !isReady {
                    isReady = true
                    ready(rounds.states.count)
                }
                rounds.lookAround(intake)
                if nextCleaning <= .now {
                    nextCleaning = .now + pace.cleaning
                    clean(intake)
                }
                notice.tell(rounds.states)
                for event in try watcher.events(timeout: rounds.pause) { rounds.note(event) }
            } catch {
                logger.error("watching failed; trying again", metadata: ["error": "\(PipelineError.reason(of: error).key.rawValue)"])
                Thread.sleep(forTimeInterval: 1)
            }
        }
    }

    /// Removes what has been kept long enough; what fails is tried again the next time.
    private func clean(_ intake: FolderIntake) {
        do {
            let count = try intake.clean()
            if count > 0 { logger.info("old files were removed", metadata: ["count": "\(count)"]) }
        } catch {
            logger.error("old files could not be removed", metadata: ["error": "\(PipelineError.reason(of: error).key.rawValue)"])
        }
    }
}

/// Leaves the note for other processes, which is worth a line in the log where it fails, and no more.
private struct WatchNotice: ~Copyable {
    private var note: WatchNote?
    private let logger: Logger

    init(_ folders: WorkspaceFolders, _ logger: Logger) {
        self.logger = logger
        do { note = try WatchNote(in: folders) } catch {
            note = nil
            WatchNotice.log(error, logger)
        }
    }

    mutating func tell(_ states: [WatchState]) {
        do { try note?.tell(states) } catch {
            note = nil
            WatchNotice.log(error, logger)
        }
    }

    private static func log(_ error: any Error, _ logger: Logger) {
        logger.error("how the folders are watched cannot be noted", metadata: ["error": "\(error)"])
    }
}
