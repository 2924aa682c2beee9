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
}
