import Foundation
import TestSupport
import Testing

/// Promise 3 over a year of the real program.
///
/// The clock moves on in leaps over both kinds of clock change and is put back now and then, and processes are killed at random places.
/// In the end each due instant has one run, which was done or says why not.
struct ScheduleCrashTests {
    private static let timings = [
        "tunneittain": "{occurs: hourly, every: 12, missed: run-all}",
        "oisin": "{occurs: daily, every: 1, at: \"03:30\", missed: run-all}",
        "viikoittain": "{occurs: weekly, on: [sunday], at: [\"02:30\", \"03:30\"], missed: run-once}",
        "kuukausittain": "{occurs: monthly, day: [15, 31], at: \"08:00\", missed: skip}",
    ]

    @Test func eachDueInstantHasOneRunWhateverIsKilled() throws {
        let folder = try TemporaryFolder()
        try folder.write("{name: Teatteri, language: fi, time-zone: Europe/Helsinki}", to: "ajastin.yaml")
        try folder.write("{label: Asiakkaat, key: id, fields: {id: {type: text}, consent: {type: boolean}}}", to: "modules/customers.yaml")
        try folder.write("{label: Luvalliset, module: customers, where: consent}", to: "segments/luvalliset.yaml")
        for (name, timing) in Self.timings {
            let tasks = "[{refresh-segment: {segment: luvalliset}}]"
            try folder.write("{label: \(name), timing: \(timing), tasks: \(tasks)}", to: "schedules/\(name).yaml")
            try folder.write(timing.replacing("missed", with: "from: 2026-01-01, missed"), to: "timings/\(name).yaml")
        }
        for name in Self.timings.keys {
            // The first day is the day of the making unless it is given, and the elapsed hours are counted from it.
            let path = "schedules/\(name).yaml"
            try folder.write(try folder.text(path).replacing("missed", with: "from: 2026-01-01, missed"), to: path)
        }
        let start = Date()
        let applied = try Program().run(["apply"], in: folder.path)
        try #require(applied.status == 0, "\(applied.errors)")

        var random = SeededGenerator(seed: 20_261_025)
        var now = start
        var kills = 0
        for _ in 0..<60 {
            now += Double.random(in: 0.2...12.5, using: &random) * 86_400
            let call = try #require(["fsync", "pwrite64", "fdatasync"].randomElement(using: &random))
            let number = Int.random(in: 1...30, using: &random)
            let strace = [
                "/usr/bin/strace", "-f", "-qq", "-o", "/dev/null", "-e", "signal=none", "-e", "inject=\(call):signal=KILL:when=\(number)",
            ]
            let killed = try Program(prefix: strace).run(["once", "--now", iso(now)], in: folder.path)
            if killed.status != 0 || killed.isKilled { kills += 1 }
            // Now and then the clock is put back in between.
            if Bool.random(using: &random) { _ = try Program().run(["once", "--now", iso(now - 86_400)], in: folder.path) }
        }
        let last = try Program().run(["once", "--now", iso(now)], in: folder.path)
        #expect(last.status == 0, "\(last.errors)")
        #expect(kills > 20)
        try check(folder, from: start, to: now)
    }

    private func check(_ folder: TemporaryFolder, from start: Date, to end: Date) throws {
        struct Run: Decodable {
            let schedule: String
            let due: String
            let state: String
            let reason: String?
        }
        let runs = try Program().run(["runs", "list", "--format", "json"], in: folder.path).json([Run].self)
        let format = ISO8601DateFormatter()
        for name in Self.timings.keys {
            let arguments = ["timing", "next", "--after", iso(start), "--count", "1200", "--format", "json", "timings/\(name).yaml"]
            let due = try Program().run(arguments, in: folder.path).json([String].self).filter {
                format.date(from: $0).map { $0 <= end } ?? false
            }
            try #require(due.count > 5)
            let own = runs.filter { $0.schedule == name }
            #expect(own.map(\.due).sorted() == due.sorted(), "\(name)")
            let isExplained = own.allSatisfy { $0.state == "succeeded" || ($0.state == "skipped" && $0.reason != nil) }
            #expect(isExplained, "\(name)")
            if ["tunneittain", "oisin"].contains(name) { #expect(own.allSatisfy { $0.state == "succeeded" }, "\(name)") }
        }
    }

    /// Whole seconds in UTC.
    private func iso(_ date: Date) -> String { ISO8601DateFormatter().string(from: date) }
}
