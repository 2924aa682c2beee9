import Foundation
import TestSupport
import Testing

/// Programs nobody here wrote that open what this package writes.
enum ArchiveReader {
    struct Outcome {
        let status: Int32
        let output: String
    }

    /// The Python of the tests, with openpyxl, python-calamine and pyzipper in it.
    static let python = ProcessInfo.processInfo.environment["AJASTIN_TEST_PYTHON"] ?? Repository.root + "/.build/test-venv/bin/python"

    /// Runs a program to its end.
    static func run(_ program: String, _ arguments: [String]) throws -> Outcome {
        try #require(FileManager.default.isExecutableFile(atPath: program), "\(program) is missing: run `make test`, which installs it")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Outcome(status: process.terminationStatus, output: String(decoding: output, as: UTF8.self))
    }

    static func sevenZip(_ arguments: [String]) throws -> Outcome { try run("/usr/bin/7z", arguments) }

    static func python(_ script: String, _ arguments: [String]) throws -> Outcome { try run(python, ["-c", script] + arguments) }
}
