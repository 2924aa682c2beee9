// swift-tools-version: 6.2
import PackageDescription

// Another program that uses the libraries of this package, and nothing else of it.
let package = Package(
    name: "spreadsheets",
    dependencies: [.package(name: "ajastin", path: "..")],
    targets: [
        .executableTarget(
            name: "Spreadsheets",
            dependencies: [.product(name: "CSV", package: "ajastin"), .product(name: "XLSX", package: "ajastin")])
    ],
    swiftLanguageModes: [.v6]
)
