import Testing

struct FloorTests {
    private let tree: SourceTree
    private let floors = ["System", "Ground", "Formats", "Stages", "Engine", "App"]
    /// The edges inside a floor; there are no others.
    private let edges: [String: Set<String>] = [
        "Model": ["Tabular"],
        "Recurrence": ["Model", "Tabular"],
        "Expressions": ["Model", "Tabular"],
        "Localization": ["Model", "Tabular"],
        "Definitions": ["Expressions", "Model", "Recurrence", "Tabular"],
        "Processes": ["Model"],
        "Store": ["Expressions", "Localization", "Model", "Tabular"],
        "OPC": ["Archive", "XML"],
        "PDF": ["Archive"],
        "XLSX": ["Archive", "OPC", "XML"],
        "DOCX": ["Archive", "OPC", "XML"],
    ]
    /// Who alone may import what comes from outside.
    private let importers: [String: Set<String>] = [
        "GRDB": ["Store"], "GRDBSQLite": ["Store"], "Yams": ["Definitions"], "CZip": ["Archive"], "CISAL": ["Archive"], "CXML2": ["XML"],
        "CCrypto": ["Cryptography"], "CCollation": ["Localization"], "CFileCalls": ["Files"], "CKeeper": ["Processes"],
        "CScan": ["CSV", "Ingest"],
        "CTypesetting": ["PDF"], "CStoreSetup": ["Store"],
        "CEmbedded": ["Localization", "Definitions"],
        "ArgumentParser": ["ajastin"], "ServiceLifecycle": ["ajastin"],
    ]
    /// Targets of the Ground that know too much of Ajastin for the formats.
    private let closedToFormats: Set<String> = ["Model", "Store", "Localization", "Definitions", "Recurrence", "Expressions"]
    /// The stages that get cursors, values and paths instead of the store.
    private let withoutStore: Set<String> = ["Render", "Packaging", "Delivery"]

    init() throws { tree = try SourceTree() }

    @Test func importsGoDown() throws {
        let floorOf = Dictionary(tree.files.map { ($0.target, $0.floor) }) { first, _ in first }
        for file in tree.files {
            for name in file.imports {
                guard let imported = floorOf[name] else { continue }
                let height = try #require(floors.firstIndex(of: file.floor))
                let depth = try #require(floors.firstIndex(of: imported))
                let isAllowed = depth < height || (depth == height && edges[file.target]?.contains(name) == true)
                #expect(isAllowed, "\(file.path) imports \(name)")
                if file.floor == "Formats" { #expect(!closedToFormats.contains(name), "\(file.path) imports \(name)") }
                if withoutStore.contains(file.target) { #expect(name != "Store", "\(file.path) imports \(name)") }
            }
        }
        #expect(tree.files.count > 100)
    }

    @Test func eachOutsideThingHasItsImporter() {
        for file in tree.files {
            for name in file.imports {
                guard let allowed = importers[name] else { continue }
                #expect(allowed.contains(file.target), "\(file.path) imports \(name)")
            }
        }
    }

    @Test func onlyTheProgramReadsArgumentsEnvironmentAndClocks() {
        for file in tree.files where file.target != "ajastin" {
            for name in ["CommandLine.arguments", "ProcessInfo.processInfo.environment", "getenv(", "Date()", "Date.now", "time(nil)"] {
                #expect(!file.text.contains(name), "\(file.path) uses \(name)")
            }
        }
    }

    @Test func nothingThatDataReachesTraps() {
        for file in tree.files {
            for line in file.text.split(separator: "\n") where !line.contains("// safe:") {
                for trap in ["try!", "fatalError(", "as! "] {
                    #expect(!line.contains(trap), "\(file.path): \(line.trimmingPrefix { $0 == " " })")
                }
            }
        }
    }

    @Test func filesHoldOneThing() {
        for file in tree.files {
            #expect(file.text.split(separator: "\n", omittingEmptySubsequences: false).count <= 401, "\(file.path) is too long")
        }
    }
}
