import XML

/// Fills the shared strings from their part.
final class SharedStringsHandler: XMLHandler {
    private let strings: SharedStrings
    private let part: String
    private var runs = TextRuns()

    init(_ strings: SharedStrings, part: String) {
        self.strings = strings
        self.part = part
    }

    func start(_ element: borrowing XMLElement) {
        if element.isNamed("si") { runs.removeAll() } else { runs.start(element) }
    }

    func end(_ name: borrowing XMLName) throws {
        guard name.equals("si") else { return runs.end(name) }
        guard try strings.append(runs.bytes) else { throw XLSXReadError(.tooMuchText, part) }
    }

    func characters(_ text: Span<UInt8>) { runs.append(text) }
}
