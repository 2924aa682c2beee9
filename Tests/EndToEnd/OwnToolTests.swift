import Foundation
import TestSupport
import Testing

/// Tools of the workspace's own, run by the real program: what they are given, what is believed of what they say, and what becomes of
/// those that hang, flood, lie or fall over.
struct OwnToolTests {
    private let house: ToolWorkspace

    init() throws { house = try ToolWorkspace() }

    @Test func aToolIsGivenWhatItIsToSeeAndItsAnswersAreApplied() throws {
        try house.tool(
            """
            #!/usr/bin/env python3
            import json, os, sys
            out = open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "seen.txt"), "w")
            for line in sys.stdin:
                out.write(line)
                record = json.loads(line)
                if "record" not in record: continue
                name = record["fields"]["name"]
                if name is None: print(json.dumps({"record": record["record"], "error": "Nimi puuttuu"}))
                elif name != "Aho": print(json.dumps({"record": record["record"], "set": {"name": name.upper(), "spent": 12.5}}))
            """)
        try house.succeed()
        let seen = try house.folder.text("tools/bin/seen.txt").split(separator: "\n").map(String.init)
        #expect(seen.count == 5)
        #expect(
            seen[0].hasPrefix(#"{"tool":"koe","options":{"level":"lax","limit":10},"language":"fi","today":"20"#))
        #expect(seen[1] == #"{"record":"1","fields":{"name":"Öhman","spent":1234.50}}"#)
        #expect(seen[4] == #"{"record":"4","fields":{"name":null,"spent":null}}"#)
        #expect(try house.customers() == ["1 ÖHMAN 12.50 Espoo", "2 Aho – –", "3 BERG \"&\" 12.50 –", "4 – – –"])
        let task = try house.lastTask()
        #expect(task.state == "succeeded" && task.affected == 2)
        #expect([task.looked, task.changed, task.left, task.failed] == [4, 2, 1, 1])
        let run = try house.show()
        #expect(run.failures.map(\.record) == ["4"])
        #expect(run.failures.first?.reason == "Työkalu ilmoittaa: Nimi puuttuu")
    }

    @Test func aToolCanBeAShellScript() throws {
        try house.tool(
            """
            #!/bin/sh
            read -r task
            while read -r line; do
              key=${line#*:\\"}; key=${key%%\\"*}
              echo "{\\"record\\":\\"$key\\",\\"set\\":{\\"name\\":\\"$1 $key\\"}}"
            done
            """, more: "arguments: [Nimi]")
        try house.succeed()
        #expect(try house.names() == ["Nimi 1", "Nimi 2", "Nimi 3", "Nimi 4"])
    }

    /// Each program, and a part of what people are told of it.
    static let liars: [(script: String, reason: String)] = [
        ("echo hei", "ei ole JSON-olio"),
        ("echo '[1]'", "ei ole JSON-olio"),
        (#"printf '{"record":"1","set":{"name":"\377"}}\n'"#, "ei ole JSON-olio"),
        (#"echo '{"set":{"name":"x"}}'"#, "mitä tietuetta vastaus koskee"),
        (#"echo '{"record":1,"set":{"name":"x"}}'"#, "mitä tietuetta vastaus koskee"),
        (#"echo '{"record":"99","set":{"name":"x"}}'"#, "jota sille ei annettu"),
        (#"echo '{"record":"1","set":{"city":"x"}}'"#, "ei ole sen tuloskenttiä"),
        (#"echo '{"record":"1","set":{"id":"x"}}'"#, "ei ole sen tuloskenttiä"),
        (#"echo '{"record":"1","set":{"name":5}}'"#, "joka ei ole tyyppiä text"),
        (#"echo '{"record":"1","set":{"spent":"5"}}'"#, "joka ei ole tyyppiä decimal"),
        (#"echo '{"record":"1","set":{"spent":1.005}}'"#, "joka ei ole tyyppiä decimal"),
        (#"echo '{"record":"1","set":["name"]}'"#, "avaimella ”set”"),
        (#"echo '{"record":"1","sett":{"name":"x"}}'"#, "avaimella ”sett”"),
        (#"echo '{"record":"1"}'; echo '{"record":"1","set":{"name":"x"}}'"#, "kahdesti"),
        (#"head -c 100000 /dev/zero | tr '\0' x; sleep 1000"#, "yli 64 KiB:n pituisen rivin"),
        ("yes ''", "paljon enemmän kuin vastauksia voi olla"),
        ("echo password=hunter2 Bearer >&2; echo rikki >&2; exit 3", "tilaan 3"),
        ("kill -SEGV $$", "Signaali 11"),
    ]

    /// Answers that were right before the lie are not applied either.
    @Test(arguments: liars) func whatATaskCannotBelieveItDoesNotApply(script: String, reason: String) throws {
        try house.tool("#!/bin/sh\ncat >/dev/null\necho '{\"record\":\"2\",\"set\":{\"name\":\"Oikea\"}}'\n\(script)\n")
        let result = try house.run()
        #expect(result.status == 1, "\(result.errors)")
        let task = try house.lastTask()
        #expect(task.state == "failed")
        #expect(task.reason?.contains(reason) == true, "\(task.reason ?? "–")")
        #expect(task.reason?.contains("hunter2") == false)
        #expect(try house.names() == ["Öhman", "Aho", "Berg \"&\"", "–"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: house.folder.file("var/tmp")) == [])
    }

    @Test func whatItWroteLastIsTold() throws {
        try house.tool("#!/bin/sh\nfor n in 1 2 3 4 5; do echo rivi $n >&2; done\nexit 4\n")
        _ = try house.run()
        #expect(try house.lastTask().reason?.hasSuffix("rivi 3 / rivi 4 / rivi 5") == true)
    }

    @Test func aToolThatHangsIsStoppedWithAllThatItStarted() throws {
        try house.tool(
            "#!/bin/sh\nsleep 1000 & echo $! > \"${0%/*}/child\"\n(trap '' TERM; setsid sleep 1000 & echo $! > \"${0%/*}/escaped\"; wait)\n",
            more: "time-limit: 1 s")
        _ = try house.run()
        #expect(try house.lastTask().reason?.contains("yli 1 sekuntia") == true)
        for name in ["child", "escaped"] { #expect(!(try house.isRunning("tools/bin/" + name)), "\(name)") }
    }

    @Test func aToolThatWantsTooMuchMemoryFails() throws {
        try house.tool("#!/usr/bin/env python3\nx = bytearray(800 << 20)\n")
        _ = try house.run()
        #expect(try house.lastTask().reason?.contains("loppui muisti, jonka raja on 256 MiB") == true)
        try house.tool("#!/usr/bin/env python3\nx = bytearray(800 << 20)\n", more: "memory-limit: 2 GiB")
        try house.succeed()
    }

    @Test func nothingOfOursIsHandedOn() throws {
        try house.tool(
            "#!/bin/sh\nenv > \"${0%/*}/env\"\nls /proc/self/fd > \"${0%/*}/fd\"\npwd > \"${0%/*}/pwd\"; ls -la > \"${0%/*}/ls\"\n")
        let environment = ["AJASTIN_SECRET": "hunter2", "AWS_SECRET_ACCESS_KEY": "x", "LD_PRELOAD": "", "ARBITRARY": "1"]
        try house.succeed(environment: environment)
        let names = try house.folder.text("tools/bin/env").split(separator: "\n").compactMap { $0.split(separator: "=").first }.map(
            String.init)
        #expect(Set(names).subtracting(["PWD", "OLDPWD", "_", "SHLVL"]) == ["PATH", "LANG", "TZ", "HOME", "TMPDIR"])
        #expect(try house.folder.text("tools/bin/env").contains("TZ=Europe/Helsinki"))
        #expect(try house.folder.text("tools/bin/fd") == "0\n1\n2\n3\n")
        let home = try house.folder.text("tools/bin/pwd").trimmingCharacters(in: .newlines)
        #expect(home.contains("/var/tmp/work-") && !FileManager.default.fileExists(atPath: home))
    }

    @Test func itsChangesAreUndone() throws {
        try house.tool(
            "#!/bin/sh\ncat > /dev/null\necho '{\"record\":\"1\",\"set\":{\"name\":null,\"spent\":-0.01}}'\n"
                + "echo '{\"record\":\"2\",\"set\":{\"name\":\"Aaltonen\"}}'\n")
        let before = try house.customers()
        try house.succeed()
        #expect(try house.customers() == ["1 – -0.01 Espoo", "2 Aaltonen – –", "3 Berg \"&\" – –", "4 – – –"])
        try house.program(["runs", "undo", String(try house.show().id)])
        #expect(try house.customers() == before)
    }

    /// Between what the tool saw and the commit, somebody changes one of its records.
    @Test func aRecordThatChangedInBetweenIsLeftAlone() throws {
        try house.tool(
            """
            #!/bin/sh
            cat > /dev/null
            sqlite3 '\(house.folder.path)/var/ajastin.sqlite' "PRAGMA busy_timeout = 10000; UPDATE customers SET name = 'Muuttunut' WHERE id = '2'" > /dev/null
            for key in 1 2 3; do echo "{\\"record\\":\\"$key\\",\\"set\\":{\\"name\\":\\"Uusi\\"}}"; done
            """)
        try house.succeed()
        #expect(try house.names() == ["Uusi", "Muuttunut", "Uusi", "–"])
        let task = try house.lastTask()
        #expect([task.looked, task.changed, task.left, task.failed] == [4, 2, 2, 0])
        #expect(try house.show().failures.map(\.record) == ["2"])
    }

    /// The program is killed as the kernel kills: the tool ends with it, nothing is half applied, and the run does the task again.
    @Test func aToolEndsWithAProgramThatIsKilled() throws {
        try FileManager.default.createDirectory(atPath: house.folder.file("signs"), withIntermediateDirectories: true)
        let signs = house.folder.file("signs")
        try house.tool(
            """
            #!/bin/sh
            cat > /dev/null
            echo '{"record":"1","set":{"name":"Uusi"}}'
            test -e '\(signs)/child' && exit 0
            setsid sleep 1000 & echo $! > '\(signs)/escaped'
            echo $$ > '\(signs)/tmp' && mv '\(signs)/tmp' '\(signs)/child'
            sleep 1000
            """)
        try house.program(["schedule", "activate", "ajo"])
        let server = try Server(house.folder.path, log: house.folder.file("serve.log"))
        try server.ready()
        try house.folder.write("id;name\n9;Uusi\n", to: "drop/asiakkaat/lisaa.csv")
        try server.wait(for: signs) { $0.contains("child") }
        server.kill()
        // The keeper needs a moment to be told; its end is that of the processes, which are waited for.
        for name in ["child", "escaped"] { try house.waitForEnd(of: "signs/" + name) }
        #expect(try house.names().prefix(3) == ["Öhman", "Aho", "Berg \"&\""])
        try house.program(["once"])
        #expect(try house.names().prefix(3) == ["Uusi", "Aho", "Berg \"&\""])
        #expect(try house.lastTask().state == "succeeded")
    }

    @Test func aDryRunDoesNotStartIt() throws {
        try house.tool("#!/bin/sh\ntouch \"${0%/*}/started\"\n")
        let output = try house.program(["schedule", "run", "ajo", "--dry-run"])
        #expect(output.contains("omia työkaluja ei ajeta"))
        #expect(!FileManager.default.fileExists(atPath: house.folder.file("tools/bin/started")))
    }

    @Test func aProgramThatCannotRunIsToldByApplyAndAtTheRun() throws {
        try house.tool("#!/bin/sh\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: house.folder.file("tools/bin/koe"))
        let applied = try Program().run(["apply"], in: house.folder.path)
        #expect(applied.status == 2)
        #expect(applied.errors.contains("tools/koe.yaml:2:10: Ohjelmaa tools/bin/koe ei saa suorittaa"))
        #expect(try Program().run(["check"], in: house.folder.path).output.contains("tools/koe.yaml:2:10"))
        _ = try house.run()
        #expect(try house.lastTask().reason?.contains("chmod +x tools/bin/koe") == true)
        try FileManager.default.removeItem(atPath: house.folder.file("tools/bin/koe"))
        try FileManager.default.createSymbolicLink(atPath: house.folder.file("tools/bin/koe"), withDestinationPath: "/bin/true")
        #expect(try Program().run(["apply"], in: house.folder.path).errors.contains("symbolinen linkki"))
    }

    @Test func toolsAreListedAndShown() throws {
        try house.tool("#!/bin/sh\n")
        struct Tool: Decodable {
            let name: String
            let kind: String
            let options: [Option]
        }
        struct Option: Decodable {
            let name: String
            let type: String
            let required: Bool
        }
        let tools = try JSONDecoder().decode([Tool].self, from: Data(try house.program(["tools", "list", "--format", "json"]).utf8))
        #expect(tools.count == 10)
        #expect(tools.first?.name == "normalize-phone" && tools.first?.kind == "built-in")
        #expect(tools.last?.name == "koe" && tools.last?.kind == "own")
        #expect(tools.last?.options.map(\.name) == ["level", "limit"])
        let shown = try house.program(["tools", "show", "merge-duplicates"])
        #expect(shown.contains("Yhdistä kaksoiskappaleet") && shown.contains("most-complete"))
        #expect(try house.program(["tools", "show", "koe"]).contains("tools/bin/koe"))
        let unknown = try Program().run(["tools", "show", "koee"], in: house.folder.path)
        #expect(unknown.status == 1 && unknown.errors.contains("Moduulityökalua ”koee” ei ole"))
    }
}
