import Foundation
import TestSupport
import Testing

/// Plays docs/viikko.md through: every command in it is run as it stands there, and prints what stands there.
///
/// The sample's data and the coming runs hang on the day, so all of it takes place on one.
///
/// `AJASTIN_RENEW=1` writes what the commands print now into the file, to be looked at in git.
struct AdminWeekTests {
    private static let path = "docs/viikko.md"
    /// The moment at which each command begins, in the form of libfaketime.
    private static let present = "@2026-11-27 12:00:00"

    /// A command of the transcript and what stands under it.
    private struct Step {
        /// Where its lines begin and end in the file.
        var lines: Range<Int>
        var command: String
        var expected: [String]
    }

    @Test func theWeekGoesAsItIsToldInTheTranscript() throws {
        let text = try Repository.text(Self.path)
        var lines = text.components(separatedBy: "\n")
        let steps = Self.steps(of: lines)
        try #require(steps.count > 25)
        let folder = try TemporaryFolder()
        var renewed: [(Range<Int>, [String])] = []
        for step in steps {
            let output = try Self.output(of: step.command, in: folder.path)
            if ProcessInfo.processInfo.environment["AJASTIN_RENEW"] == nil {
                let told = Self.timeless(step.expected), found = Self.timeless(output)
                #expect(found == told, "\(step.command)")
            }
            renewed.append((step.lines, output))
        }
        if ProcessInfo.processInfo.environment["AJASTIN_RENEW"] != nil {
            for (range, output) in renewed.reversed() { lines.replaceSubrange(range, with: output) }
            try lines.joined(separator: "\n").write(toFile: Repository.root + "/" + Self.path, atomically: true, encoding: .utf8)
        }
    }

    /// The commands: lines in code blocks that begin with `$ `, gone on with on lines that begin with `> `.
    private static func steps(of lines: [String]) -> [Step] {
        var steps: [Step] = []
        var isInBlock = false
        for (index, line) in lines.enumerated() {
            if line.hasPrefix("```") {
                isInBlock.toggle()
            } else if isInBlock, line.hasPrefix("$ ") {
                steps.append(Step(lines: index + 1..<index + 1, command: String(line.dropFirst(2)), expected: []))
            } else if isInBlock, line.hasPrefix("> "), let last = steps.indices.last, steps[last].expected.isEmpty {
                steps[last].command += "\n" + line.dropFirst(2)
                steps[last].lines = index + 1..<index + 1
            } else if isInBlock, let last = steps.indices.last {
                steps[last].expected.append(line)
                steps[last].lines = steps[last].lines.lowerBound..<index + 1
            }
        }
        return steps
    }

    /// What a shell prints for a command, on both of its outputs in their order.
    private static func output(of command: String, in folder: String) throws -> [String] {
        let bin = URL(fileURLWithPath: Program.path).deletingLastPathComponent().path
        let workspace = folder + "/teatteri"
        let script = """
            export PATH="\(bin):/usr/bin:/bin" HOME=/nonexistent LC_ALL=C.UTF-8 TZ=UTC
            export FAKETIME_DONT_FAKE_MONOTONIC=1
            ajastin() { faketime -f '\(Self.present)' "\(bin)/ajastin" "$@"; }
            [ -d "\(workspace)" ] && cd "\(workspace)"
            { \(command)
            } 2>&1
            """
        let text = try Tool.outcome("sh", ["-c", script], in: folder).output
        let lines = text.replacing(/\/\S*ajastin-test-[0-9A-F-]+/, with: "").components(separatedBy: "\n")
        return lines.last == "" ? Array(lines.dropLast()) : lines
    }

    /// Lines without what differs each time: the present, who it is, sums of contents, and the widths that they give to columns.
    private static func timeless(_ lines: [String]) -> [String] {
        let comingRun = /^  (ma|ti|ke|to|pe|la|su) \d/
        return lines.filter { $0.prefixMatch(of: comingRun) == nil }.map { line in
            line.replacing(/\d{1,2}\.\d{1,2}\.\d{4}/, with: "<date>").replacing(/klo \d{1,2}\.\d{2}/, with: "<time>")
                .replacing(/[0-9a-f]{8,64}/, with: "<hash>").replacing(/(hyväksyi|kumosi) \S+/, with: "<who>")
                .replacing("myöhässä", with: "avoin").replacing(/\s{2,}/, with: "  ")
        }
    }
}
