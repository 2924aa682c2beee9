import Foundation
import Model
import Tabular
import TestSupport
import Testing

@testable import Definitions

struct SampleWorkspaceTests {
    @Test func loadsWithoutAWord() {
        let sample = SampleWorkspace.files(today: Day(number: 20_779))
        let loaded = DefinitionLoader.load(sample.definitions, context: SmallWorkspace.context)
        #expect(loaded.diagnostics == [])
        #expect(loaded.catalog.schedules["viikkoraportti"]?.tasks.count == 4)
    }

    @Test func namesTheSchemaOfEachDefinition() throws {
        let names = Set(JSONSchema.schemas().map(\.fileName))
        for file in SampleWorkspace.files(today: Day(number: 0)).definitions {
            let definition = try #require(DefinitionPaths.definition(at: file.path))
            let schema = "\(definition.kind.rawValue).schema.json"
            let folder = definition.kind.folder == nil ? "schema" : "../schema"
            #expect(file.text.hasPrefix("# yaml-language-server: $schema=\(folder)/\(schema)\n"))
            #expect(names.contains(schema))
        }
    }

    @Test func embedsEveryFile() throws {
        let sample = SampleWorkspace.files(today: Day(number: 0))
        let root = Repository.root + "/fixtures/sample"
        let files = try FileManager.default.subpathsOfDirectory(atPath: root).filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".csv") }
        #expect(Set(files) == Set(sample.definitions.map(\.path) + sample.data.map(\.path)))
        for definition in sample.definitions { #expect(try Repository.text("fixtures/sample/\(definition.path)") == definition.text) }
    }

    @Test func fillsInDates() {
        let text = "a{{today-0}};{{today-22|d.m.yyyy}}\u{E4}{{x}}"
        let filled = SampleWorkspace.filled(Array(text.utf8), today: Day(number: 20_779))
        #expect(String(decoding: filled, as: UTF8.self) == "a2026-11-22;31.10.2026\u{E4}{{x}}")
    }

    /// The payment plan's criteria, computed the long way: there is something to report whenever the demo is run.
    @Test func hasMembersOnEveryDay() throws {
        for number in stride(from: 20_779, to: 20_779 + 800, by: 3) {
            let today = Day(number: number)
            let (year, month, _) = today.parts
            let lastMonth = month == 1 ? (year - 1, 12) : (year, month - 1)
            let sample = SampleWorkspace.files(today: today)
            var spent: [String: Int] = [:]
            for row in try SampleWorkspaceTests.rows("data/purchases.csv", .utf8, sample, separator: ",") {
                guard let day = Day(iso: row[2]), day.parts.year == year - 1 else { continue }
                spent[row[1], default: 0] += try #require(Int(row[3].replacing(".", with: "")))
            }
            let members = try SampleWorkspaceTests.rows("data/customers.csv", .windowsCP1252, sample, separator: ";").filter { row in
                guard row[10] == "kyllä", spent[row[0], default: 0] >= 10_000, let day = FieldValueReader.day(row[8]) else { return false }
                return (day.parts.year, day.parts.month) == lastMonth
            }
            #expect(members.count >= 4, "\(today.iso)")
        }
    }

    private static func rows(
        _ path: String, _ encoding: String.Encoding, _ sample: SampleWorkspace, separator: Character
    ) throws -> [[String]] {
        let bytes = try #require(sample.data.first { $0.path == path }?.bytes)
        let text = try #require(String(data: Data(bytes), encoding: encoding))
        return text.split(whereSeparator: \.isNewline).dropFirst().map {
            $0.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
        }
    }
}
