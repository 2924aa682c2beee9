import PDF
import Tabular
import TestSupport
import Testing

struct RandomGroupTests {
    /// Whatever comes in whatever height: all of it in its order, no heading without a row below it, no sum without one above it.
    @Test(arguments: 1...10 as ClosedRange<UInt64>) func rowsKeepTogetherAsTheyShould(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let columns = [PDFColumn("Nimi", .text), PDFColumn("Kuvaus", .text, width: 90)]
        var names: [String] = []
        func next(_ kind: String) -> String {
            names.append("\(kind)\(names.count)")
            return names[names.count - 1]
        }
        let report = try WrittenReport(columns: columns) { writer in
            for _ in 0..<Int.random(in: 3...12, using: &random) {
                let levels = Int.random(in: 1...3, using: &random)
                for level in 0..<levels { try writer.beginGroup(next("G"), level: level) }
                for _ in 0..<Int.random(in: 1...40, using: &random) {
                    let words = Int.random(in: 0..<10, using: &random) == 0 ? Int.random(in: 1...300, using: &random) : 1
                    let text = String(repeating: "sana ", count: words)
                    try writer.append(Samples.batch(columns.map(\.type), [[.text(next("R")), .text(text)]]))
                }
                for _ in 0..<levels { try writer.append(PDFSummaryRow(.subtotal, label: next("S"), cells: [:])) }
            }
            try writer.append(PDFSummaryRow(.total, label: next("T"), cells: [:]))
        }
        _ = try Tool.run("qpdf", ["--check", report.path])
        #expect(try report.cells().dropFirst().map { $0[0] } == names)
        let words = try report.words()
        let places = names.map { name in words.first { $0.text == name } }
        for (index, name) in names.enumerated().dropLast() {
            guard let place = places[index], let following = places[index + 1] else {
                Issue.record("\(name) is missing")
                continue
            }
            #expect((place.page, place.top) < (following.page, following.top), "\(name)")
            if name.hasPrefix("G") { #expect(place.page == following.page, "\(name) is alone") }
        }
        #expect(words.filter { $0.text == "sana" }.allSatisfy { $0.bottom < 842 - 44 })
    }
}
