import Files
import Foundation
package import Ingest
package import Logging
import Model
import Store
import Tabular

/// Watches the folders of the sources and takes in what arrives, until it is stopped.
package final class IntakeLoop: Sendable {
    private let watcher: FolderWatcher
    private let intake: @Sendable () throws -> FolderIntake
    private let told: @Sendable (AppliedDrop) -> Void
    private let logger: Logger

    /// How often everything is scanned, for events that the system swallowed.
    private static let rescanInterval = Duration.seconds(120)
    /// When files are looked at again that were still being written.
    private static let retryInterval = Duration.milliseconds(500)
    /// When something is tried again that failed.
    private static let failureInterval = Duration.seconds(10)
    /// How often new definitions are looked for.
    private static let definitionInterval = Duration.seconds(2)

    /// - Parameters:
    ///   - intake: with the definitions that the store runs at the time of the call.
    ///   - told: is told of each file that was taken in.
    package init(
        intake: @escaping @Sendable () throws -> FolderIntake, logger: Logger, told: @escaping @Sendable (AppliedDrop) -> Void
    ) throws {
        watcher = try FolderWatcher()
        self.intake = intake
        self.told = told
        self.logger = logger
    }

    /// Ends ``run(ready:)`` once the file in hand is done.
    package func stop() { watcher.stop() }

    /// Works until ``stop()``, on the thread on which it is called.
    ///
    /// - Parameter ready: is told how many folders are watched, once they are.
    package func run(ready: @Sendable (_ folders: Int) -> Void) {
        var watched: [String: SourceDefinition] = [:]
        var nextScan = ContinuousClock.now
        var isReady = false
        while !watcher.isStopped {
            do {
                let intake = try intake()
                if update(&watched, intake) { nextScan = .now }
                if !isReady {
                    isReady = true
                    ready(watched.count)
                }
                if nextScan <= .now { nextScan = .now + scan(watched, intake) }
                let timeout = min(max(nextScan - .now, .zero), Self.definitionInterval)
                switch try watcher.next(timeout: timeout) {
                case nil: break
                case .arrived(let folder, let name)?:
                    guard let source = watched[folder] else { continue }
                    if let again = take(intake, source, { try $0.takeIn([name], of: source) }) { nextScan = min(nextScan, .now + again) }
                case .folderGone(let folder)?:
                    logger.error("a watched folder is gone; it is made again", metadata: ["source": "\(watched[folder]?.name ?? "-")"])
                    watched[folder] = nil
                case .rescan?: nextScan = .now
                }
            } catch {
                logger.error("watching failed; trying again", metadata: ["error": "\(PipelineError.reason(of: error).key.rawValue)"])
                Thread.sleep(forTimeInterval: 1)
            }
        }
    }

    /// Watches the folders of the sources that there are now; true when one is new.
    private func update(_ watched: inout [String: SourceDefinition], _ intake: FolderIntake) -> Bool {
        let wanted = Dictionary(intake.catalog.sources.values.map { (intake.folder(of: $0), $0) }) { first, _ in first }
        for path in watched.keys where wanted[path] == nil {
            watcher.remove(path)
            watched[path] = nil
        }
        var isNew = false
        for (path, source) in wanted where watched[path] != source {
            do {
                try Folder.create(path)
                try watcher.add(path)
                watched[path] = source
                isNew = true
            } catch {
                logger.error("a folder cannot be watched", metadata: ["source": "\(source.name)", "error": "\(error)"])
            }
        }
        return isNew
    }

    /// Takes in everything that waits; returns when to look again.
    private func scan(_ watched: [String: SourceDefinition], _ intake: FolderIntake) -> Duration {
        var pause = Self.rescanInterval
        for source in watched.values.sorted(by: { $0.name < $1.name }) where !watcher.isStopped {
            if let again = take(intake, source, { try $0.takeIn(source) }) { pause = min(pause, again) }
        }
        return pause
    }

    /// Takes files in and tells of them; returns when some need another look, if so.
    private func take(
        _ intake: FolderIntake, _ source: SourceDefinition, _ work: (FolderIntake) throws -> FolderIntake.Outcome
    ) -> Duration? {
        do {
            let outcome = try work(intake)
            for drop in outcome.drops { told(drop) }
            for failure in outcome.failures {
                let reason = PipelineError.reason(of: failure.error)
                logger.error("a file was not taken in", metadata: ["source": "\(source.name)", "reason": "\(reason.key.rawValue)"])
            }
            return outcome.isIncomplete ? Self.retryInterval : outcome.failures.isEmpty ? nil : Self.failureInterval
        } catch {
            logger.error("a folder could not be looked at", metadata: ["source": "\(source.name)", "error": "\(error)"])
            return Self.failureInterval
        }
    }
}
