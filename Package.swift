// swift-tools-version: 6.2
import PackageDescription

// The floors of docs/architecture.md, from the ground up: a target depends only on targets of floors below its own.

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let serviceLifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let system: [Target] = [
    .systemLibrary(name: "CCairo", path: "Sources/System/CCairo", pkgConfig: "cairo", providers: [.apt(["libcairo2-dev"])]),
    .systemLibrary(name: "CCrypto", path: "Sources/System/CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(
        name: "CHarfBuzz", path: "Sources/System/CHarfBuzz", pkgConfig: "harfbuzz-subset", providers: [.apt(["libharfbuzz-dev"])]),
    .systemLibrary(name: "CISAL", path: "Sources/System/CISAL", pkgConfig: "libisal", providers: [.apt(["libisal-dev"])]),
    .systemLibrary(name: "CPango", path: "Sources/System/CPango", pkgConfig: "pangoft2", providers: [.apt(["libpango1.0-dev"])]),
    .systemLibrary(name: "CFileCalls", path: "Sources/System/CFileCalls"),
    .systemLibrary(name: "CMalloc", path: "Sources/System/CMalloc"),
    .systemLibrary(name: "CXML2", path: "Sources/System/CXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CZip", path: "Sources/System/CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
    .target(name: "CCollation", path: "Sources/System/CCollation", linkerSettings: [.linkedLibrary("icui18n"), .linkedLibrary("icuuc")]),
    .target(name: "CEmbedded", path: "Sources/System/CEmbedded"),
    .target(name: "CKeeper", path: "Sources/System/CKeeper"),
    .target(name: "CScan", path: "Sources/System/CScan"),
    .target(name: "CStoreSetup", path: "Sources/System/CStoreSetup", linkerSettings: [.linkedLibrary("sqlite3")]),
    .target(name: "CTypesetting", dependencies: ["CCairo", "CHarfBuzz", "CPango"], path: "Sources/System/CTypesetting"),
]

let ground: [Target] = [
    .floor("Ground", "Tabular"),
    .floor("Ground", "Model", ["Tabular"]),
    .floor("Ground", "Cryptography", ["CCrypto"]),
    .floor("Ground", "Files", ["CFileCalls"]),
    .floor("Ground", "Recurrence", ["Model", "Tabular"]),
    .floor("Ground", "Expressions", ["Model", "Tabular"]),
    .floor("Ground", "Localization", ["CCollation", "CEmbedded", "Model", "Tabular"]),
    .floor("Ground", "Definitions", ["CEmbedded", "Expressions", "Model", "Recurrence", "Tabular", yams]),
    .floor("Ground", "Processes", ["CKeeper", "Model"]),
    .floor("Ground", "Store", ["CStoreSetup", "Expressions", "Localization", "Model", "Tabular", grdb, grdbSQLite]),
]

let formats: [Target] = [
    .floor("Formats", "CSV", ["CScan", "Tabular"]),
    .floor("Formats", "NDJSON", ["Tabular"]),
    .floor("Formats", "ICalendar", ["Tabular"]),
    .floor("Formats", "XML", ["CXML2"]),
    .floor("Formats", "Archive", ["CISAL", "CZip", "Cryptography"]),
    .floor("Formats", "OPC", ["Archive", "XML"]),
    .floor("Formats", "PDF", ["Archive", "CTypesetting", "Tabular"]),
    .floor("Formats", "XLSX", ["Archive", "OPC", "Tabular", "XML"]),
    .floor("Formats", "DOCX", ["Archive", "OPC", "Tabular", "XML"]),
]

let stages: [Target] = [
    .floor("Stages", "Ingest", ["Archive", "CScan", "CSV", "Cryptography", "Files", "Model", "NDJSON", "Store", "Tabular", "XLSX"]),
    .floor("Stages", "Segments", ["Expressions", "Model", "Store", "Tabular"]),
    .floor("Stages", "Actions", ["Expressions", "Files", "Model", "Processes", "Recurrence", "Store", "Tabular"]),
    .floor(
        "Stages", "Render",
        [
            "Archive", "CSV", "DOCX", "Expressions", "Files", "Localization", "Model", "OPC", "PDF", "Processes", "Tabular", "XLSX",
        ]),
    .floor("Stages", "Packaging", ["Archive", "Cryptography", "Files", "Model"]),
    .floor("Stages", "Delivery", ["Cryptography", "Files", "Localization", "Model", "Tabular"]),
]

let engine: [Target] = [
    .floor(
        "Engine", "Pipeline",
        [
            "Actions", "Cryptography", "Delivery", "Files", "ICalendar", "Ingest", "Localization", "Model", "Packaging", "Recurrence",
            "Render", "Segments", "Store", "Tabular", logging,
        ]),
    .floor("Engine", "Scheduler", ["Model", "Recurrence", "Store", "Tabular", logging]),
]

let app: [Target] = [
    .executableTarget(
        name: "ajastin",
        dependencies: [
            "CMalloc", "Definitions", "Expressions", "Files", "ICalendar", "Ingest", "Localization", "Model", "Packaging", "Pipeline",
            "Processes", "Recurrence", "Render", "Scheduler", "Segments", "Store", "Tabular", argumentParser, logging, serviceLifecycle,
        ],
        path: "Sources/App/ajastin")
]

/// Each target's tests mirror its folders; `TestSupport` is what they share.
let tests: [Target] = [
    .target(name: "TestSupport", dependencies: ["Files", "Model", "Tabular"], path: "Tests/TestSupport"),
    .tests("Tabular"),
    .tests("Cryptography"),
    .tests("Files"),
    .tests("Recurrence", ["Model", "Tabular"]),
    .tests("Expressions", ["Model", "Tabular"]),
    .tests("Localization", ["Model", "Tabular"]),
    .tests("Definitions", ["Model", "Tabular"]),
    .tests("Processes"),
    .tests("Store", ["Expressions", "Model", "Tabular", grdb]),
    .tests("CSV", ["Tabular"]),
    .tests("NDJSON", ["Tabular"]),
    .tests("ICalendar", ["Tabular"]),
    .tests("XML"),
    .tests("Archive", ["Cryptography"]),
    .tests("PDF", ["Tabular"]),
    .tests("XLSX", ["Archive", "OPC", "Tabular", "XML"]),
    .tests("DOCX", ["Archive", "Tabular"]),
    .tests("Ingest", ["CSV", "Definitions", "Expressions", "Model", "Store", "Tabular"]),
    .tests("Actions", ["Expressions", "Model", "Recurrence", "Store", "Tabular"]),
    .tests("Render", ["CSV", "Localization", "Model", "PDF", "Tabular", "XLSX"]),
    .tests("Packaging", ["Archive", "Cryptography", "Model"]),
    .tests("Delivery", ["Cryptography", "Files", "Localization", "Model", "Tabular"]),
    .tests("Pipeline", ["Definitions", "Files", "Localization", "Model", "Packaging", "Recurrence", "Store", "Tabular", logging]),
    .tests("Scheduler", ["Files", "Model", "Recurrence", "Store", "Tabular", logging]),
    .testTarget(
        name: "ArchitectureTests", dependencies: ["Expressions", "Localization", "Model", "TestSupport"], path: "Tests/ArchitectureTests"),
    .testTarget(name: "EndToEnd", dependencies: ["ajastin", "Files", "TestSupport"], path: "Tests/EndToEnd"),
]

/// Programs that measure; part of the package only where AJASTIN_BENCHMARKS is set (`make bench`).
let benchmarks: [Target] =
    Context.environment["AJASTIN_BENCHMARKS"] == nil
    ? []
    : [
        .executableTarget(name: "ArchiveBenchmark", dependencies: ["Archive"], path: "Benchmarks/ArchiveBenchmark"),
        .executableTarget(name: "PDFBenchmark", dependencies: ["PDF", "Tabular"], path: "Benchmarks/PDFBenchmark"),
        .executableTarget(name: "DOCXBenchmark", dependencies: ["Archive", "DOCX", "Tabular"], path: "Benchmarks/DOCXBenchmark"),
        .executableTarget(name: "IngestBenchmark", dependencies: ["Ingest", "Model"], path: "Benchmarks/IngestBenchmark"),
        .executableTarget(
            name: "ReadingBenchmark", dependencies: ["Archive", "NDJSON", "Tabular", "XLSX"], path: "Benchmarks/ReadingBenchmark"),
        .executableTarget(
            name: "SchedulerBenchmark", dependencies: ["Files", "Model", "Recurrence", "Scheduler", "Store", "Tabular", logging],
            path: "Benchmarks/SchedulerBenchmark"),
        .executableTarget(name: "XLSXBenchmark", dependencies: ["Tabular", "XLSX"], path: "Benchmarks/XLSXBenchmark"),
    ]

/// A program that feeds the readers with what a fuzzer makes up; part of the package only where AJASTIN_FUZZ is set (`make fuzz`).
let fuzzing: [Target] =
    Context.environment["AJASTIN_FUZZ"] == nil
    ? []
    : [
        .executableTarget(
            name: "Fuzz", dependencies: ["Archive", "CSV", "DOCX", "NDJSON", "Tabular", "XLSX", "XML"], path: "Fuzzing/Fuzz",
            swiftSettings: [.unsafeFlags(["-parse-as-library"])])
    ]

let package = Package(
    name: "ajastin",
    products: [
        .executable(name: "ajastin", targets: ["ajastin"]),
        // For other programs: with their own documentation (make docs) and an example of use (Examples/).
        .library(name: "CSV", targets: ["CSV", "Tabular"]),
        .library(name: "XLSX", targets: ["XLSX", "Tabular"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: system + ground + formats + stages + engine + app + tests + benchmarks + fuzzing,
    swiftLanguageModes: [.v6]
)

// The house settings, the same for every Swift target.
for target in package.targets where target.path?.hasPrefix("Sources/System/") == false {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("MemberImportVisibility"),
            .enableUpcomingFeature("InternalImportsByDefault"),
            .strictMemorySafety(),
            .treatAllWarnings(as: .error),
        ]
}

extension Target {
    /// A library target that lives on a floor of `Sources/`, in a folder of its own name.
    static func floor(_ floor: String, _ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
        .target(name: name, dependencies: dependencies, path: "Sources/\(floor)/\(name)")
    }

    /// The tests of a library target, in a folder named after it.
    static func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
        let subject = Target.Dependency(stringLiteral: name)
        return .testTarget(name: "\(name)Tests", dependencies: [subject, "TestSupport"] + dependencies, path: "Tests/\(name)Tests")
    }
}
