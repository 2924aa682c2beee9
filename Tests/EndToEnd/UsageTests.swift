import Foundation
import TestSupport
import Testing

/// How the program answers what it does not understand.
struct UsageTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let arguments: [String]
        let finnish: String
        let english: String

        var testDescription: String { arguments.joined(separator: " ") }
    }

    @Test(arguments: [
        Case(arguments: ["frob"], finnish: "Komentoa ”frob” ei ole.", english: "There is no command “frob”."),
        Case(arguments: ["drops", "lst"], finnish: "Komentoa ”lst” ei ole.", english: "There is no command “lst”."),
        Case(arguments: ["drops", "list", "--frmat", "json"], finnish: "Tarkoititko ”--format”?", english: "Did you mean “--format”?"),
        Case(
            arguments: ["drops", "list", "--zzzzzzzz"], finnish: "Valitsinta ”--zzzzzzzz” ei ole.",
            english: "There is no option “--zzzzzzzz”."),
        Case(arguments: ["drops", "list", "--format"], finnish: "puuttuu arvo", english: "lacks its value"),
        Case(arguments: ["drops", "list", "--format", "xml"], finnish: "table, json", english: "table, json"),
        Case(arguments: ["drops", "show"], finnish: "Komennosta puuttuu ”<tunnus>”.", english: "The command lacks “<id>”."),
        Case(arguments: ["drops", "show", "abc"], finnish: "”abc” ei kelpaa", english: "“abc” is no value"),
        Case(arguments: ["drops", "list", "x"], finnish: "Ylimääräinen argumentti: ”x”.", english: "Unexpected argument: “x”."),
        Case(arguments: ["ingest", "x.csv"], finnish: "puuttuu ”--source <nimi>”", english: "lacks “--source <name>”"),
        Case(arguments: ["once", "--now", "tomorrow"], finnish: "”tomorrow” ei kelpaa", english: "“tomorrow” is no value"),
        Case(arguments: ["apply", "--dry-run=x"], finnish: "ei ota arvoa", english: "takes no value"),
    ])
    func wrongUsageIsToldInTheUsersLanguage(of usage: Case) throws {
        for (language, text, heading) in [("fi", usage.finnish, "Käyttö: "), ("en", usage.english, "Usage: ")] {
            let result = try Program().run(["--language", language] + usage.arguments, in: "/")
            #expect(result.status == 2)
            #expect(result.output == "")
            #expect(result.errors.hasPrefix("ajastin: "))
            #expect(result.errors.contains(text), "\(result.errors)")
            #expect(result.errors.contains("\n" + heading), "\(result.errors)")
            #expect(language == "en" || !result.errors.contains("See '") && !result.errors.contains("Usage"))
        }
    }

    @Test func helpIsInOneLanguage() throws {
        for arguments in [
            ["--help"], ["help"], ["drops", "--help"], ["schedule", "run", "--help"], ["init", "--help"], ["segment", "refresh", "--help"],
            ["serve", "--help"], ["help", "segment", "export"], ["segment"],
        ] {
            let finnish = try Program(environment: ["LC_ALL": "fi_FI.UTF-8"]).run(arguments, in: "/")
            #expect(finnish.status == 0)
            #expect(finnish.errors == "")
            #expect(finnish.output.hasPrefix("KUVAUS: "))
            for word in ["OVERVIEW", "USAGE", "OPTIONS", "Show", "default:", "values:", "subcommand", "See '", "cli."] {
                #expect(!finnish.output.contains(word), "\(arguments): \(finnish.output)")
            }
            #expect(try Program().run(["--language", "en"] + arguments, in: "/").output.hasPrefix("OVERVIEW: "))
        }
    }

    @Test func withoutAWorkspaceTheRemedyIsTold() throws {
        let folder = try TemporaryFolder()
        let lost = try Program().run(["drops", "list"], in: folder.path)
        #expect(lost.status == 1)
        #expect(lost.errors.contains("ajastin init"))
        let gone = try Program(environment: ["AJASTIN_WORKSPACE": folder.file("nowhere")]).run(["status"], in: folder.path)
        #expect(gone.status == 1)
        #expect(gone.errors.contains("/nowhere"))
    }

    @Test func resultsThatCannotBeWrittenAreNotDone() throws {
        let program = Program(prefix: ["/bin/sh", "-c", "exec \"$0\" \"$@\" > /dev/full"])
        let result = try program.run(["timing", "describe", Repository.root + "/fixtures/timing/vectors.json"], in: "/")
        #expect(result.status == 1)
        #expect(result.errors.contains("could not be written"))
    }

    @Test func theWorkspaceIsFoundFromTheFoldersInIt() throws {
        let workspace = try SampleWorkspace()
        let inside = try Program().run(["segment", "list"], in: workspace.path + "/drop/customers")
        #expect(inside.status == 0)
        #expect(inside.output.contains("Kohderyhmä") || inside.output.contains("Nimi"))
        let named = try Program(environment: ["AJASTIN_WORKSPACE": workspace.path]).run(["segment", "list", "--language", "en"], in: "/")
        #expect(named.status == 0)
        #expect(named.output.contains("Name"))
    }
}
