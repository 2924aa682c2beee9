import Foundation
import Model
import Processes
import TestSupport
import Testing

/// Programs of tools lie in their folder, whatever their paths pretend.
struct ToolProgramTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("#!/bin/sh\n", to: "tools/bin/siivous")
        try folder.write("#!/bin/sh\n", to: "tools/lukittu")
        try folder.write("#!/bin/sh\n", to: "muualla")
        for name in ["tools/bin/siivous", "muualla"] {
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.file(name))
        }
        try FileManager.default.createSymbolicLink(atPath: folder.file("tools/linkki"), withDestinationPath: "bin/siivous")
        try FileManager.default.createSymbolicLink(atPath: folder.file("tools/ulos"), withDestinationPath: "../muualla")
        try FileManager.default.createSymbolicLink(atPath: folder.file("tools/kansio"), withDestinationPath: "/bin")
    }

    @Test(arguments: [
        ("puuttuu", ToolProgramProblem.missing), ("ulos", .outside), ("kansio/sh", .outside), ("../muualla", .outside), ("bin", .noFile),
    ]) func whatIsNoProgramOfTheFolderIsRefused(program: String, problem: ToolProgramProblem) {
        #expect(ToolProgram.path(of: program, in: folder.file("tools")) == .failure(ToolProgram.Problem(reason: problem)))
    }

    @Test func aProgramMustBeExecutable() throws {
        #expect(
            ToolProgram.path(of: "lukittu", in: folder.file("tools")) == .failure(ToolProgram.Problem(reason: .notExecutable)))
    }

    @Test(arguments: ["bin/siivous", "linkki"]) func aProgramInTheFolderIsFound(program: String) throws {
        let path = try ToolProgram.path(of: program, in: folder.file("tools")).get()
        #expect(path.hasSuffix("/tools/bin/siivous"))
    }
}
