import Foundation
import TestSupport
import Testing

/// The example of another program that uses the libraries of this package.
struct ExampleTests {
    @Test func anotherProgramUsesTheLibrariesAlone() throws {
        let folder = try TemporaryFolder()
        let source = try folder.write("Öhman;1234.5\n=1+1;-5\n", to: "in.csv")
        let target = folder.file("out.xlsx")
        let output = try Tool.run(
            "swift",
            [
                "run", "--package-path", Repository.root + "/Examples", "--scratch-path", Repository.root + "/.build/examples",
                "Spreadsheets",
                source, target,
            ])
        let lines = output.split(separator: "\n").map(String.init)
        #expect(
            lines.suffix(7) == [
                "2 rows, 6 cells, \(try FileManager.default.attributesOfItem(atPath: target)[.size] as? Int ?? 0) bytes", "Name Spent",
                "Öhman 1234.5", "=1+1 -5", "Total 1229.5", "Öhman,1234.50", "'=1+1,-5.00",
            ])
        #expect(try WorkbookCheck.problems(of: target) == "")
    }
}
