import Files
import Foundation
import Glibc
import TestSupport
import Testing

/// A running `ajastin serve`.
final class Server {
    private let process = Process()
    private let log: String

    /// Starts it; ``ready()`` waits until it watches.
    ///
    /// - Parameter prefix: a program and its arguments that become ours.
    init(_ workspace: String, log: String, prefix: [String] = []) throws {
        self.log = log
        try Data().write(to: URL(fileURLWithPath: log))
        let command = prefix + [Program.path, "--workspace", workspace, "serve"]
        process.executableURL = URL(fileURLWithPath: command[0])
        process.arguments = Array(command.dropFirst())
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
        process.standardInput = FileHandle.nullDevice
        try process.run()
    }

    deinit { process.terminate() }

    /// Waits until the folders are watched.
    func ready() throws {
        try wait(for: URL(fileURLWithPath: log).deletingLastPathComponent().path) { _ in
            ((try? String(contentsOfFile: log, encoding: .utf8)) ?? "").contains("ajastin: ")
        }
    }

    /// Waits until the names in `folder` are as wanted: for the events of the folder, a minute at most.
    func wait(for folder: String, until isReached: ([String]) -> Bool) throws {
        let watcher = try FolderWatcher()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try watcher.add(folder)
        let clock = ContinuousClock()
        let end = clock.now + .seconds(60)
        while !isReached(try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }) {
            let left = end - clock.now
            guard left > .zero, process.isRunning else {
                throw Tool.Failure(description: "serve did not get there: \(try String(contentsOfFile: log, encoding: .utf8))")
            }
            // What arrives as a folder is no event of the watcher, so that the names are looked at again before long.
            _ = try watcher.events(timeout: min(left, .milliseconds(50)))
        }
    }

    /// Ends it as the kernel does that has no memory left.
    func kill() {
        Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Stops it as systemd does, and expects it to end well.
    func stop() throws {
        process.terminate()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(process.terminationReason == .exit)
    }
}
