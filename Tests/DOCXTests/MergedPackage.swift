import Archive
import Foundation
import XML

/// What a merge wrote.
struct MergedPackage {
    let path: String
    let reader: ZipReader

    init(_ path: String) throws {
        self.path = path
        reader = try ZipReader(MemorySource(Array(try Data(contentsOf: URL(fileURLWithPath: path)))), entryLimit: 100_000)
    }

    var names: [String] { reader.entries.map(\.name) }

    func part(_ name: String) throws -> String {
        guard let entry = reader.entries.first(where: { $0.name == name }) else { throw Missing(name: name) }
        var buffer = [UInt8](repeating: 0, count: entry.size + 1)
        let count = try reader.stream(entry).read(into: &buffer)
        return String(decoding: buffer.prefix(count), as: UTF8.self)
    }

    /// The texts of the paragraphs of a part, which must be well formed; a line break is a line feed.
    func paragraphs(_ name: String = "word/document.xml") throws -> [String] {
        let handler = ParagraphTexts()
        let parser = try XMLPushParser(handler)
        try parser.feed(Array(try part(name).utf8)[...])
        try parser.finish()
        return handler.paragraphs
    }

    struct Missing: Error { let name: String }
}

/// Gathers the texts of paragraphs, those of text boxes before the ones that they stand in.
private final class ParagraphTexts: XMLHandler {
    private(set) var paragraphs: [String] = []
    private var open: [String] = []
    private var isText = false

    func start(_ element: borrowing XMLElement) {
        if element.isNamed("p") { open.append("") }
        guard !open.isEmpty else { return }
        if element.isNamed("br") { open[open.count - 1] += "\n" }
        if element.isNamed("tab") { open[open.count - 1] += "\t" }
        isText = element.isNamed("t")
    }

    func end(_ name: borrowing XMLName) {
        isText = false
        if name.equals("p"), let text = open.popLast() { paragraphs.append(text) }
    }

    func characters(_ text: Span<UInt8>) {
        guard isText, !open.isEmpty else { return }
        unsafe text.withUnsafeBufferPointer { unsafe open[open.count - 1] += String(decoding: $0, as: UTF8.self) }
    }
}
