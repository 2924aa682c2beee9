import Foundation
import TestSupport
import Testing

/// The Swift files of `Sources/`, read as text.
struct SourceTree {
    /// One file.
    struct File {
        /// Relative to the repository.
        let path: String
        let floor: String
        let target: String
        let text: String

        /// The modules that it imports.
        var imports: [String] {
            text.split(separator: "\n").compactMap { line in
                let words = line.split(separator: " ")
                guard let keyword = words.firstIndex(of: "import"), words[..<keyword].allSatisfy({ modifiers.contains(String($0)) }),
                    words.indices.contains(keyword + 1)
                else { return nil }
                return String(words[keyword + 1])
            }
        }

        private var modifiers: Set<String> { ["package", "internal", "private", "fileprivate", "public", "@preconcurrency"] }
    }

    let files: [File]

    init() throws {
        let root = Repository.root + "/Sources"
        let paths = try #require(FileManager.default.enumerator(atPath: root)).compactMap { $0 as? String }.filter {
            $0.hasSuffix(".swift")
        }
        files = try paths.sorted().map { path in
            let parts = path.split(separator: "/").map(String.init)
            return File(path: "Sources/" + path, floor: parts[0], target: parts[1], text: try Repository.text("Sources/" + path))
        }
    }
}
