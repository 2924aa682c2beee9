import Foundation
import TestSupport
import Testing

/// What is left of an export that does not come to its end.
struct ExportTests {
    private let workspace: ListWorkspace

    init() throws {
        workspace = try ListWorkspace()
        var text = "id;nimi;kaupunki;email;puhelin;ostot;viimeisin;kanta\n"
        for number in 0..<60_000 { text += "\(number);Nimi \(number * 7919 % 60_000);Turku;n\(number)@x.example;0401;1,00;2026-01-01;ei\n" }
        try workspace.drop(text)
        try workspace.succeed(["segment", "refresh", "kaikki"])
    }

    @Test(.enabled(if: SmallDisk.isPossible, "mounting needs the right to"), arguments: ["csv", "xlsx", "pdf"])
    func aFullDiskLeavesNoHalfFile(format: String) throws {
        let path = workspace.folder.file("disk")
        let disk = try SmallDisk(at: path, kilobytes: 256)
        defer { disk.unmount() }
        let result = try workspace.run(["segment", "export", "kaikki", "--output", "\(path)/lista.\(format)"])
        #expect(result.status == 1)
        #expect(result.errors.contains("levy on täynnä") || result.errors.lowercased().contains("levy"), "\(result.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: path) == [])
    }

    @Test(arguments: ["csv", "xlsx", "pdf"]) func anInterruptedExportLeavesNothing(format: String) throws {
        let target = workspace.folder.file("ulos")
        try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Program.path)
        process.arguments = [
            "--workspace", workspace.path, "segment", "export", "kaikki", "--sort-by", "nimi", "--output", "\(target)/lista.\(format)",
        ]
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        // As soon as its folder is there, it is at work.
        while try FileManager.default.contentsOfDirectory(atPath: target).isEmpty, process.isRunning { usleep(200) }
        process.interrupt()
        process.waitUntilExit()
        let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        #expect(process.terminationReason == .exit && process.terminationStatus == 1)
        #expect(text.contains("Keskeytetty. Mitään ei kirjoitettu."))
        #expect(try FileManager.default.contentsOfDirectory(atPath: target) == [])
    }

    @Test func standardOutputAPipeADeviceAndALinkAreWrittenToAndStay() throws {
        let files = FileManager.default
        let plain = workspace.folder.file("lista.csv")
        try workspace.succeed(["segment", "export", "kaikki", "--output", plain])
        let expected = try Data(contentsOf: URL(filePath: plain))
        #expect(expected.count > 1_000_000)

        for output in ["-", "/dev/stdout"] {
            let result = try workspace.run(["segment", "export", "kaikki", "--format", "csv", "--output", output])
            #expect(result.status == 0 && Data(result.output.utf8) == expected, "\(result.errors)")
            #expect(try files.destinationOfSymbolicLink(atPath: "/dev/stdout") == "/proc/self/fd/1")
        }

        let pipe = workspace.folder.file("putki")
        let made = unsafe mkfifo(pipe, 0o600)
        #expect(made == 0)
        let reader = Process()
        reader.executableURL = URL(filePath: "/bin/sh")
        reader.arguments = ["-c", "cat \"$1\" > \"$1.luettu\"", "sh", pipe]
        try reader.run()
        try workspace.succeed(["segment", "export", "kaikki", "--format", "csv", "--output", pipe])
        reader.waitUntilExit()
        #expect(try Data(contentsOf: URL(filePath: pipe + ".luettu")) == expected)

        let link = workspace.folder.file("linkki.csv")
        try Data().write(to: URL(filePath: plain))
        try files.createSymbolicLink(atPath: link, withDestinationPath: plain)
        try workspace.succeed(["segment", "export", "kaikki", "--output", link])
        #expect(try files.destinationOfSymbolicLink(atPath: link) == plain)
        #expect(try Data(contentsOf: URL(filePath: plain)) == expected)

        let full = try workspace.run(["segment", "export", "kaikki", "--format", "csv", "--output", "/dev/full"])
        #expect(full.status == 1 && full.errors.contains("Levy on täynnä"), "\(full.errors)")
    }

    @Test func aReaderThatGoesAwayLeavesNothingBehind() throws {
        let temporary = workspace.folder.file("tmp")
        try FileManager.default.createDirectory(atPath: temporary, withIntermediateDirectories: true)
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments =
            ["-c", "set -o pipefail; \"$@\" | true", "bash", Program.path, "--workspace", workspace.path]
            + ["segment", "export", "kaikki", "--format", "csv", "--output", "-"]
        process.environment = ProcessInfo.processInfo.environment.merging(["TMPDIR": temporary]) { $1 }
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 1 && text.contains("/dev/stdout"), "\(text)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: temporary) == [])
    }

    @Test func saysThatTheSegmentWasNeverRefreshed() throws {
        let other = try ListWorkspace()
        try other.drop("id;nimi;kaupunki;email;puhelin;ostot;viimeisin;kanta\n1;Maija;Turku;m@x.example;0401;1,00;2026-01-01;ei\n")
        let output = other.folder.file("lista.csv")
        let before = try other.run(["segment", "export", "kaikki", "--output", output])
        #expect(before.status == 0 && before.errors.contains("ei ole vielä päivitetty"), "\(before.errors)")
        try other.succeed(["segment", "refresh", "kaikki"])
        let after = try other.run(["segment", "export", "kaikki", "--output", output])
        #expect(after.status == 0 && !after.errors.contains("ei ole vielä päivitetty"), "\(after.errors)")
    }
}
