import Foundation
import Processes
import TestSupport
import Testing

/// Programs that are not ours: fed, read, limited, and ended with everything that they started.
struct ChildProcessTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private struct Answer {
        var outcome: ProcessOutcome
        var output: [UInt8]

        var text: String { String(decoding: output, as: UTF8.self) }
        var errors: String { String(decoding: outcome.errors, as: UTF8.self) }
    }

    private func request(_ script: String, time: Duration = .seconds(60), memory: Int = 512 << 20) -> ProcessRequest {
        ProcessRequest(
            program: "/bin/sh", arguments: ["-c", script], environment: ["PATH": "/usr/bin:/bin", "COLOUR": "sininen"],
            folder: folder.path, timeLimit: time, memoryLimit: memory)
    }

    private func run(_ request: ProcessRequest, input: [[UInt8]] = []) throws -> Answer {
        var rest = input[...]
        var output: [UInt8] = []
        let outcome = try ChildProcess.run(request, input: { rest.popFirst() }, output: { output += $0 })
        return Answer(outcome: outcome, output: output)
    }

    @Test func itsOutputErrorsAndStatusAreTaken() throws {
        let answer = try run(request("cat; echo virhe >&2; exit 3"), input: [Array("yksi\n".utf8), Array("kaksi\n".utf8)])
        #expect(answer.text == "yksi\nkaksi\n")
        #expect(answer.errors == "virhe\n")
        #expect(answer.outcome.end == .exited(3))
    }

    /// Megabytes both ways at once: neither side waits for the other.
    @Test func muchGoesBothWaysAtOnce() throws {
        let blocks = (0..<64).map { [UInt8](repeating: UInt8(65 + $0 % 26), count: 100_000) }
        let answer = try run(request("cat"), input: blocks)
        #expect(answer.output == blocks.flatMap { $0 })
        #expect(answer.outcome.end == .exited(0))
    }

    @Test func inputThatIsNotWantedIsNoFailure() throws {
        let answer = try run(request("exec 0<&-; echo valmis"), input: (0..<64).map { _ in [UInt8](repeating: 65, count: 100_000) })
        #expect(answer.text == "valmis\n")
        #expect(answer.outcome.end == .exited(0))
    }

    @Test func itSeesItsOwnEnvironmentFolderAndDescriptorsOnly() throws {
        let held = try FileHandle(forReadingFrom: URL(fileURLWithPath: "/etc/passwd"))
        let answer = try run(request("env; pwd; ls /proc/self/fd"))
        let lines = answer.text.split(separator: "\n").map(String.init)
        #expect(lines.filter { $0.contains("=") && !$0.hasPrefix("PWD=") }.sorted() == ["COLOUR=sininen", "PATH=/usr/bin:/bin"])
        #expect(lines.contains(URL(fileURLWithPath: folder.path).resolvingSymlinksInPath().path))
        // Beside the three that it is given, ls has the folder that it lists.
        #expect(lines.suffix(4) == ["0", "1", "2", "3"])
        try held.close()
    }

    @Test func itIsKilledWhenItsTimeIsUp() throws {
        let start = ContinuousClock.now
        let answer = try run(request("echo alku; sleep 1000", time: .seconds(1)))
        #expect(answer.outcome.end == .outOfTime)
        #expect(answer.text == "alku\n")
        #expect(ContinuousClock.now - start < .seconds(30))
    }

    @Test func itsMemoryIsLimited() throws {
        var wanting = request("exec python3 -c 'x = bytearray(900 << 20); print(len(x))'")
        #expect(try run(wanting).outcome.end == .exited(1))
        wanting.memoryLimit = 2 << 30
        #expect(try run(wanting).text == "\(900 << 20)\n")
    }

    @Test func aProgramThatIsNoneIsTold() throws {
        var missing = request("")
        missing.program = folder.file("puuttuu")
        #expect(throws: ProcessError.self) { try run(missing) }
    }

    @Test func aSignalThatEndsItIsTold() throws {
        #expect(try run(request("kill -TERM $$")).outcome.end == .signalled(15))
    }

    /// Neither the children of its group nor those that have left it and its session go on.
    @Test func whateverItStartedEndsWithIt() throws {
        let script = "mkfifo valmis; sleep 1000 & echo $!; setsid sh -c 'echo $$; echo > valmis; exec sleep 1000' & read x < valmis"
        let answer = try run(request(script))
        let numbers = answer.text.split(separator: "\n").compactMap { Int32($0) }
        #expect(numbers.count == 2)
        for number in numbers { #expect(!FileManager.default.fileExists(atPath: "/proc/\(number)"), "\(number) goes on") }
    }

    private struct Enough: Error {}

    @Test func aConsumerThatHasEnoughKillsIt() throws {
        #expect(throws: Enough.self) {
            _ = try ChildProcess.run(request("yes"), input: { nil }, output: { _ in throw Enough() })
        }
    }

    @Test func onlyTheEndOfItsErrorsIsKept() throws {
        let answer = try run(request("yes 1234567 | head -c 1000000 >&2; echo loppu >&2"))
        #expect(answer.outcome.errors.count == ProcessOutcome.errorLimit)
        #expect(answer.errors.hasSuffix("loppu\n"))
    }
}
