import Foundation
import TestSupport
import Testing

/// `init`, `apply`, `export` and `check`.
struct DefinitionCommandTests {
    private let workspace: SampleWorkspace

    init() throws { workspace = try SampleWorkspace() }

    @Test func applyingTheSameAgainChangesNothing() throws {
        let again = try workspace.run(["apply"])
        #expect(again.status == 0)
        #expect(again.output == "")
        #expect(again.errors == "ajastin: Määrittelyt ovat jo käytössä; mikään ei muuttunut.\n")
    }

    @Test func exportGivesTheAppliedDefinitionsBack() throws {
        let copy = workspace.folder.file("copy")
        try workspace.succeed(["export", copy])
        for folder in [".", "modules", "sources", "segments", "schedules", "schema"] {
            for name in try FileManager.default.contentsOfDirectory(atPath: copy + "/" + folder)
            where name.hasSuffix(".yaml") || name.hasSuffix(".json") {
                let exported = try String(contentsOfFile: "\(copy)/\(folder)/\(name)", encoding: .utf8)
                #expect(try workspace.text(of: "\(folder)/\(name)") == exported)
            }
        }
        let applied = try Program().run(["--workspace", copy, "apply", "--dry-run"], in: "/")
        #expect(applied.status == 0)
        try Data("name: Muu\n".utf8).write(to: URL(fileURLWithPath: copy + "/ajastin.yaml"))
        #expect(try workspace.run(["export", copy]).status == 1)
        #expect(try String(contentsOfFile: copy + "/ajastin.yaml", encoding: .utf8) == "name: Muu\n")
    }

    @Test func everyMistakeIsToldAtItsPlaceAndNothingIsLoaded() throws {
        try workspace.write("label: Uusi\nmodule: customer\n", to: "segments/uusi.yaml")
        try workspace.write("label: Toinen\nmodule: customers\nwhere: consnt\n", to: "segments/toinen.yaml")
        try workspace.write("label: Kolmas\nfoldr: c\nmodule: customers\n", to: "sources/kolmas.yaml")
        for (language, words) in [("fi", "Tarkoititko"), ("en", "mean")] {
            let result = try workspace.run(["--language", language, "apply"])
            #expect(result.status == 2)
            #expect(result.output == "")
            let lines = result.errors.split(separator: "\n")
            #expect(lines.contains { $0.hasPrefix("segments/uusi.yaml:2:9: ") })
            #expect(lines.contains { $0.hasPrefix("segments/toinen.yaml:3:8: ") })
            #expect(lines.contains { $0.hasPrefix("sources/kolmas.yaml:2:1: ") })
            #expect(result.errors.contains(words))
        }
        struct Segment: Decodable { let name: String }
        #expect(try workspace.list(["segment", "list"], of: Segment.self).allSatisfy { $0.name != "uusi" })
    }

    @Test func aDryRunShowsTheChangesAndMakesNone() throws {
        let file = "schedules/viikkoraportti.yaml"
        try workspace.write(try workspace.text(of: file).replacingOccurrences(of: "at: \"11:00\"", with: "at: \"12:00\""), to: file)
        for _ in 0..<2 {
            let result = try workspace.run(["apply", "--dry-run"])
            #expect(result.status == 0)
            #expect(result.output.split(separator: "\n") == ["~ schedules/viikkoraportti.yaml", "    timing.at: 11:00 → 12:00"])
        }
        #expect(try workspace.succeed(["apply"]).contains("timing.at"))
        #expect(try workspace.succeed(["apply"]) == "")
    }

    @Test func initRefusesAFolderThatIsUsed() throws {
        let again = try Program().run(["init", workspace.path], in: "/")
        #expect(again.status == 1)
        #expect(again.errors.contains("is a workspace already"))
        let other = try TemporaryFolder()
        try other.write("x", to: "muistio.txt")
        #expect(try Program().run(["init", other.path], in: "/").status == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: other.path) == ["muistio.txt"])
    }

    @Test func anEmptyWorkspaceIsValid() throws {
        let path = workspace.folder.file("tyhjä")
        #expect(try Program().run(["init", path], in: "/").status == 0)
        for command in [["apply"], ["check"], ["status"], ["once"], ["schedule", "list"]] {
            let result = try Program().run(["--workspace", path] + command, in: "/")
            #expect(result.status == 0, "\(command): \(result.errors)")
        }
    }

    @Test func checkTellsWhatCouldFailLater() throws {
        let warned = try workspace.run(["check"])
        #expect(warned.status == 0)
        #expect(warned.output.contains("schedules/viikkoraportti.yaml:1:1: varoitus: "))
        try workspace.succeed(["password", "generate", "viikkoraportti"])
        try workspace.succeed(["password", "generate", "helsinkilaiset"])
        let fine = try workspace.run(["check"])
        #expect((fine.status, fine.output) == (0, ""), "\(fine.output)")
        try FileManager.default.removeItem(atPath: workspace.path + "/drop/customers")
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: workspace.path + "/var/keys/workspace.key")
        let failed = try workspace.run(["check"])
        #expect(failed.status == 1)
        #expect(failed.output.contains("drop/customers"))
        #expect(failed.output.contains("chmod 600"))
        try Data(repeating: 7, count: 32).write(to: URL(fileURLWithPath: workspace.path + "/var/keys/workspace.key"))
        #expect(try workspace.run(["check"]).output.contains("password set viikkoraportti"))
    }

    @Test func refreshTasksThatComeLateAreToldToComeFirst() throws {
        let text =
            "label: Lista\nactive: false\ntasks:\n  - bulk-edit: {segment: kanta-asiakkaat, set: {description: x}}\n"
            + "  - refresh-segment: {segment: kanta-asiakkaat}\n"
        try workspace.write(text, to: "schedules/lista.yaml")
        let other = text.replacing("refresh-segment: {segment: kanta-asiakkaat}", with: "refresh-segment: {segment: helsinkilaiset}")
        try workspace.write(other, to: "schedules/toinen.yaml")
        let lines = try workspace.run(["check"]).output.split(separator: "\n")
        // Where the refresh of the very segment comes late, the place is known; it is told of once.
        let late = lines.filter { $0.hasPrefix("schedules/lista.yaml:") && $0.contains("ensin") }
        #expect(late.count == 1 && late[0].hasPrefix("schedules/lista.yaml:5:5: varoitus: "), "\(late)")
        #expect(lines.contains { $0.hasPrefix("schedules/toinen.yaml:1:1: varoitus: Kohderyhmien päivitykset ajetaan aina ensin") })
    }
}
