import TestSupport

/// A word and where it stands on its page, in points from the top left.
struct PlacedWord {
    let page: Int
    let text: String
    let left: Double
    let right: Double
    let top: Double
    let bottom: Double
}

extension WrittenReport {
    /// All words, as `pdftotext` places them.
    func words() throws -> [PlacedWord] {
        var page = 0
        var words: [PlacedWord] = []
        for line in try Tool.run("pdftotext", ["-bbox", path, "-"]).split(separator: "\n") {
            if line.contains("<page ") { page += 1 }
            guard line.contains("<word ") else { continue }
            let parts = line.split(separator: "\"")
            let numbers = [1, 3, 5, 7].compactMap { Double(parts[$0]) }
            let text = parts.dropFirst(8).joined(separator: "\"").dropFirst().prefix { $0 != "<" }
            words.append(
                PlacedWord(page: page, text: String(text), left: numbers[0], right: numbers[2], top: numbers[1], bottom: numbers[3]))
        }
        return words
    }
}
