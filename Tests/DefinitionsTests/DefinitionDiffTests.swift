import Model
import Testing

@testable import Definitions

struct DefinitionDiffTests {
    private static func changes(_ old: String, _ new: String) -> [String] {
        let path = "schedules/a.yaml"
        let diff = DefinitionDiff(from: [DefinitionFile(path: path, text: old)], to: [DefinitionFile(path: path, text: new)])
        guard let entry = diff.entries.first else { return ["same"] }
        guard case .changed(let changes) = entry.change else { return ["other"] }
        return changes.map { "\($0.path): \($0.old ?? "-") → \($0.new ?? "-")" }
    }

    @Test func tellsWhatWasAddedAndRemoved() {
        let diff = DefinitionDiff(
            from: [DefinitionFile(path: "segments/a.yaml", text: "x"), DefinitionFile(path: "ajastin.yaml", text: "x")],
            to: [
                DefinitionFile(path: "segments/b.yaml", text: "x"), DefinitionFile(path: "ajastin.yaml", text: "x"),
                DefinitionFile(path: "segments/muistio.txt", text: "x"),
            ])
        #expect(
            diff.entries == [
                DefinitionDiff.Entry(definition: DefinitionName(kind: .segment, name: "a"), change: .removed),
                DefinitionDiff.Entry(definition: DefinitionName(kind: .segment, name: "b"), change: .added),
            ])
    }

    @Test func tellsTheKeysThatDiffer() {
        let old = "label: A\ntiming: {at: 11:00, on: [monday]}\ntags: [x]\ntasks:\n  - refresh: {segment: a}\n  - edit: {set: {x: 1}}\n"
        let new =
            "label: B\ntiming: {on: [monday, friday], at: 11:00}\ntasks:\n  - refresh: {segment: a}\n  - edit: {set: {x: 1, y: {clear: true}}}\n  - z: 1"
        #expect(
            DefinitionDiffTests.changes(old, new) == [
                "label: A → B", "timing.on: [monday] → [monday, friday]", "tasks[2].edit.set.y: - → {clear: true}", "tasks[3]: - → {z: 1}",
                "tags: [x] → -",
            ])
    }

    @Test func findsNothingToTellInComments() {
        #expect(DefinitionDiffTests.changes("a: 1 # x\nb: 2", "# y\nb: 2\na: 1") == [])
        #expect(DefinitionDiffTests.changes("a: 1", "a: 1") == ["same"])
    }

    @Test func shortensLongValues() {
        let change = DefinitionDiffTests.changes("a: x", "a: \(String(repeating: "y", count: 100))")
        #expect(change == ["a: x → \(String(repeating: "y", count: 59))…"])
    }
}
