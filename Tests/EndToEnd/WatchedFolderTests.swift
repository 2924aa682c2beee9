import Files
import Foundation
import TestSupport
import Testing

/// What the program tells of watched folders, and does with what lies in them.
struct WatchedFolderTests {
    private struct Drop: Decodable {
        let file: String
        let state: String
    }

    private struct Status: Decodable {
        struct Watched: Decodable {
            let source: String
            let how: String
            let reason: String?
            let system: String?
            let text: String
        }

        struct Need: Decodable {
            let kind: String
            let subject: String
            let text: String
        }

        let watching: [Watched]
        let needs: [Need]
    }

    private let workspace: SampleWorkspace
    private var drop: String { workspace.path + "/drop/customers" }

    init() throws { workspace = try SampleWorkspace() }

    private static let otherUser = ["/usr/bin/setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
    private static let hasOtherUser = (try? Program(prefix: otherUser).run(["--help"], in: "/").status) == 0

    private func names(_ needs: [Status.Need]) -> [String] {
        needs.map { String($0.subject.split(separator: "/").last ?? "") }
    }

    private func status() throws -> Status {
        try JSONDecoder().decode(Status.self, from: Data(workspace.succeed(["status", "--format", "json"]).utf8))
    }

    private func serve(prefix: [String] = []) throws -> Server {
        let server = try Server(workspace.path, log: workspace.folder.file("serve.log"), prefix: prefix)
        try server.ready()
        return server
    }

    @Test func statusTellsHowFoldersAreWatched() throws {
        #expect(try status().watching.isEmpty)
        let server = try serve()
        #expect(try workspace.succeed(["status"]).contains("customers: valvotaan"))
        #expect(try Set(status().watching.map(\.how)) == ["events"])
        server.kill()
        #expect(try status().watching.isEmpty)
        #expect(try Folder.names(in: workspace.path + "/var/watchers").isEmpty)
    }

    @Test(.enabled(if: ForeignMount.isPossible, "needs bindfs and /dev/fuse")) func aFUSEFolderIsPolledAndStatusSaysSo() throws {
        try Folder.create(workspace.folder.file("far"))
        let mount = try ForeignMount(of: workspace.folder.file("far"), at: drop)
        defer { mount.unmount() }
        let server = try serve()
        let watched = try #require(try status().watching.first { $0.source == "customers" })
        #expect(watched.how == "polled")
        #expect(watched.reason == "no-events")
        #expect(watched.system == "fuse")
        #expect(try workspace.succeed(["status"]).contains("tiedostojärjestelmä (fuse) ei ilmoita tapahtumista"))
        let english = try workspace.succeed(["--language", "en", "status"])
        #expect(english.contains("customers: polled: the file system sends no events (fuse)"))
        // Written behind the mount, as another computer does.
        try workspace.folder.write("Asiakasnro;Sukunimi\n1;Virtanen\n", to: "far/2026/a.csv")
        try server.wait(for: workspace.folder.file("far/2026")) { $0.isEmpty }
        try server.stop()
        #expect(try workspace.list(["drops", "list"], of: Drop.self).map(\.file) == ["2026/a.csv"])
    }

    /// A user of one's own, for whom the kernel's limits are lower (user_namespaces(7)).
    private static func limited(_ limit: String) -> [String] {
        let script = #"echo "$0" | while IFS== read -r name value; do echo "$value" > "/proc/sys/user/$name"; done && exec "$@""#
        return ["/usr/bin/unshare", "--user", "--map-root-user", "/bin/sh", "-c", script, limit]
    }

    private static let canLimit = (try? Program(prefix: limited("max_inotify_watches=1")).run(["--help"], in: "/").status) == 0

    @Test(.enabled(if: Self.canLimit, "needs user namespaces"), arguments: ["max_inotify_watches=1", "max_inotify_instances=0"])
    func whereTheKernelWatchesNoMoreFoldersArePolled(limit: String) throws {
        let server = try serve(prefix: Self.limited(limit))
        let watching = try status().watching
        #expect(watching.contains { $0.how == "polled" && $0.reason == "watch-limit" && $0.text.contains("max_user_watches") })
        #expect(watching.count { $0.how == "events" } == (limit.hasSuffix("1") ? 1 : 0))
        for name in ["customers", "purchases"] {
            try workspace.drop(name)
            try server.wait(for: workspace.path + "/drop/" + name) { $0.isEmpty }
        }
        try server.stop()
        #expect(try workspace.list(["drops", "list"], of: Drop.self).map(\.state) == ["applied", "applied"])
    }

    @Test func filesOfSubfoldersAreKnownByTheirPaths() throws {
        try workspace.write("Asiakasnro;Sukunimi\n1;Virtanen\n", to: "drop/customers/2026/11/a.csv")
        try workspace.write("Asiakasnro;Sukunimi\n2;Virtanen\n", to: "drop/customers/2026/b.csv")
        try workspace.succeed(["ingest", drop + "/2026/b.csv", "--source", "customers"])
        try workspace.succeed(["once"])
        #expect(try workspace.list(["drops", "list"], of: Drop.self).map(\.file) == ["2026/11/a.csv", "2026/b.csv"])
        #expect(try Set(Folder.names(in: workspace.path + "/var/archive")) == ["1-b.csv", "2-a.csv"])
        #expect(try Folder.names(in: drop + "/2026/11").isEmpty)
    }

    @Test func onceSaysWhatItLeavesWaiting() throws {
        for (rule, words) in [("quiet 1 min", "vasta äsken"), ("done-file", "odottamaan .done-tiedostoaan")] {
            try workspace.write("{folder: uusi, module: customers, columns: {Nro: customer_id}, ready: \(rule)}", to: "sources/uusi.yaml")
            try workspace.succeed(["apply"])
            try workspace.write("Nro;Sukunimi\n1;Virtanen\n", to: "drop/uusi/a.csv")
            let result = try workspace.run(["once"])
            #expect(result.status == 0)
            #expect(result.errors.contains(words), "\(result.errors)")
            #expect(try Folder.names(in: workspace.path + "/drop/uusi") == ["a.csv"])
        }
    }

    @Test func checkAndStatusListWhatNeedsAPerson() throws {
        try workspace.write("x", to: "secret.csv")
        try FileManager.default.createSymbolicLink(atPath: drop + "/link.csv", withDestinationPath: workspace.path + "/secret.csv")
        guard unsafe mkfifo(drop + "/pipe.csv", 0o600) == 0 else { throw POSIXError(.EIO) }
        let server = try serve()
        let needs = try status().needs.filter { $0.kind == "file" }
        #expect(names(needs) == ["link.csv", "pipe.csv"])
        let check = try workspace.succeed(["check"])
        for need in needs { #expect(check.contains(need.text)) }
        try workspace.drop("customers")
        try server.wait(for: drop) { $0.sorted() == ["link.csv", "pipe.csv"] }
        try server.stop()
        #expect(try workspace.text(of: "secret.csv") == "x")
    }

    /// The program runs as a user who may not read the file.
    @Test(.enabled(if: Self.hasOtherUser, "another user must be able to run the program")) func aFileThatMayNotBeReadHindersNoOther() throws
    {
        try workspace.drop("customers")
        try workspace.write("Asiakasnro;Sukunimi\n1;Virtanen\n", to: "drop/customers/closed.csv")
        _ = try Tool.run("chown", ["-R", "nobody", workspace.folder.path])
        _ = try Tool.run("chown", ["root", drop + "/closed.csv"])
        _ = try Tool.run("chmod", ["000", drop + "/closed.csv"])
        let nobody = Program(prefix: Self.otherUser)
        let status = try nobody.run(["--workspace", workspace.path, "status", "--format", "json"], in: "/").json(Status.self)
        #expect(names(status.needs.filter { $0.kind == "file" }) == ["closed.csv"])
        let once = try nobody.run(["--workspace", workspace.path, "once"], in: "/")
        #expect(once.status == 1)
        #expect(once.errors.contains("closed.csv"))
        #expect(try Folder.names(in: drop) == ["closed.csv"])
    }

    /// The kernel does not say of another user's file whether somebody is writing it; a scan must not take it half.
    @Test(.enabled(if: Self.hasOtherUser, "another user must be able to run the program")) func anotherUsersFileIsTakenWhole() throws {
        try workspace.drop("customers")
        _ = try Tool.run("chown", ["-R", "nobody", workspace.folder.path])
        let path = drop + "/slow.csv"
        try workspace.write("Asiakasnro;Sukunimi\n1;Virtanen\n", to: "drop/customers/slow.csv")
        let writer = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        try writer.seekToEnd()
        let server = try serve(prefix: Self.otherUser)
        try server.wait(for: drop) { $0 == ["slow.csv"] }
        try writer.write(contentsOf: Data("4;Virtanen\n".utf8))
        try workspace.write("Asiakasnro;Sukunimi\n3;Virtanen\n", to: "drop/customers/quick.csv")
        try server.wait(for: drop) { $0 == ["slow.csv"] }
        try writer.write(contentsOf: Data("2;Virtanen\n".utf8))
        try writer.close()
        try server.wait(for: drop) { $0.isEmpty }
        try server.stop()
        struct Counts: Decodable {
            let file: String
            let read: Int
        }
        #expect(try workspace.list(["drops", "list"], of: Counts.self).first { $0.file == "slow.csv" }?.read == 3)
    }
}
