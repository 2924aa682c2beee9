import Foundation

/// The built program, run as a user runs it.
package struct Program: Sendable {
    /// What one run left.
    package struct Result: Sendable {
        package let status: Int32
        /// Whether a signal ended it.
        package let isKilled: Bool
        package let output: String
        package let errors: String

        /// Standard output as JSON.
        package func json<Value: Decodable>(_ type: Value.Type) throws -> Value {
            try JSONDecoder().decode(type, from: Data(output.utf8))
        }
    }

    private let environment: [String: String]
    private let prefix: [String]

    /// - Parameters:
    ///   - environment: added to a small one of its own: no language, no time zone.
    ///   - prefix: a program and its arguments that run ours, such as `strace`.
    package init(environment: [String: String] = [:], prefix: [String] = []) {
        self.environment = ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LC_ALL": "C.UTF-8"].merging(environment) { $1 }
        self.prefix = prefix
    }

    /// The built `ajastin`, beside the tests.
    package static let path = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent("ajastin")
        .path

    /// Runs the program to its end.
    package func run(_ arguments: [String], in folder: String, input: String = "") throws -> Result {
        let command = prefix + [Self.path] + arguments
        let process = Process()
        process.executableURL = URL(fileURLWithPath: command[0])
        process.arguments = Array(command.dropFirst())
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.environment = environment
        // Files instead of pipes: nothing can fill up and stop either side.
        let scratch = try TemporaryFolder()
        let files = try ["in", "out", "err"].map { name in
            let path = try scratch.write(name == "in" ? input : "", to: name)
            return try FileHandle(forUpdating: URL(fileURLWithPath: path))
        }
        process.standardInput = files[0]
        process.standardOutput = files[1]
        process.standardError = files[2]
        try process.run()
        process.waitUntilExit()
        return Result(
            status: process.terminationStatus, isKilled: process.terminationReason == .uncaughtSignal,
            output: try scratch.text("out"),
            errors: try scratch.text("err"))
    }
}

/// Any other program, such as a reader of what ours wrote.
package enum Tool {
    /// The Python that has the readers which `make test` installs.
    package static var python: String {
        ProcessInfo.processInfo.environment["AJASTIN_TEST_PYTHON"] ?? Repository.root + "/.build/test-venv/bin/python"
    }

    /// What a program left.
    package struct Outcome: Sendable {
        package let status: Int32
        package let output: String
        package let errors: String
    }

    /// Runs `name`, found in PATH or given as a path, and returns its standard output.
    ///
    /// - Throws: ``Failure`` when it ends with another status than 0, or is missing.
    package static func run(_ name: String, _ arguments: [String], in folder: String = "/") throws -> String {
        let outcome = try outcome(name, arguments, in: folder)
        guard outcome.status == 0 else {
            throw Failure(description: "\(name) \(arguments.joined(separator: " ")) ended with \(outcome.status): \(outcome.errors)")
        }
        return outcome.output
    }

    /// Runs `name` to its end, however it ends.
    ///
    /// - Throws: ``Failure`` when it is missing.
    package static func outcome(_ name: String, _ arguments: [String], in folder: String = "/") throws -> Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [name] + arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        let scratch = try TemporaryFolder()
        let files = try ["out", "err"].map { try FileHandle(forUpdating: URL(fileURLWithPath: try scratch.write("", to: $0))) }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = files[0]
        process.standardError = files[1]
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus != 127 else {
            throw Failure(description: "\(name) is missing: run make test, which installs it")
        }
        return Outcome(status: process.terminationStatus, output: try scratch.text("out"), errors: try scratch.text("err"))
    }

    /// A program that ended badly.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String

        package init(description: String) { self.description = description }
    }
}
