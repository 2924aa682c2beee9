import Foundation
import TestSupport
import Testing

/// `serve` beside other processes on one workspace.
struct ServeTests {
    private struct Drop: Decodable {
        let file: String
        let state: String
    }

    private let workspace: SampleWorkspace

    init() throws { workspace = try SampleWorkspace() }

    @Test func twoProcessesTakeEachFileOnce() throws {
        let servers = try (1...2).map { try Server(workspace.path, log: workspace.folder.file("serve-\($0).log")) }
        for server in servers { try server.ready() }
        for number in 1...20 {
            let name = "drop/customers/file\(number).csv"
            try workspace.write("Asiakasnro;Sukunimi\n\(number);Virtanen\n", to: name + ".tmp")
            try FileManager.default.moveItem(atPath: workspace.path + "/" + name + ".tmp", toPath: workspace.path + "/" + name)
        }
        try servers[0].wait(for: workspace.path + "/drop/customers") { $0.isEmpty }
        for server in servers { try server.stop() }
        let drops = try workspace.list(["drops", "list"], of: Drop.self)
        #expect(drops.map(\.state) == Array(repeating: "applied", count: 20))
        #expect(Set(drops.map(\.file)).count == 20)
    }

    @Test func newDefinitionsReachARunningProcess() throws {
        let server = try Server(workspace.path, log: workspace.folder.file("serve.log"))
        try server.ready()
        try workspace.write("{label: Uusi, folder: uusi, module: customers, columns: {Nro: customer_id}}", to: "sources/uusi.yaml")
        try workspace.succeed(["apply"])
        try workspace.write("Nro;Sukunimi\n1;Virtanen\n", to: "drop/uusi/lista.csv")
        try server.wait(for: workspace.path + "/drop/uusi") { $0.isEmpty }
        try server.stop()
        #expect(try workspace.list(["drops", "list"], of: Drop.self).map(\.state) == ["applied"])
    }

    @Test func filesThatWereThereBeforeAreTakenIn() throws {
        try workspace.drop("customers")
        let server = try Server(workspace.path, log: workspace.folder.file("serve.log"))
        try server.wait(for: workspace.path + "/drop/customers") { $0.isEmpty }
        try server.stop()
        #expect(try workspace.list(["drops", "list"], of: Drop.self).map(\.state) == ["applied"])
    }

    @Test func aWatchedFolderThatIsRemovedIsMadeAgain() throws {
        let server = try Server(workspace.path, log: workspace.folder.file("serve.log"))
        try server.ready()
        try FileManager.default.removeItem(atPath: workspace.path + "/drop/customers")
        try server.wait(for: workspace.path + "/drop") { $0.contains("customers") }
        try workspace.drop("customers")
        try server.wait(for: workspace.path + "/drop/customers") { $0.isEmpty }
        try server.stop()
        #expect(try workspace.list(["drops", "list"], of: Drop.self).map(\.state) == ["applied"])
    }
}
