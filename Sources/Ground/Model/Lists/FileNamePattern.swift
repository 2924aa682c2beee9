/// The name of a list's files, with places such as `{{label}}` that each file fills.
package struct FileNamePattern: Hashable, Sendable {
    /// What a place stands for.
    package enum Place: String, Hashable, Sendable, CaseIterable {
        case label, date, time, segment, schedule
    }

    /// The names within double braces, in their order.
    package let places: [String]
    /// Whether each `{{` has its `}}`.
    package let isClosed: Bool
    /// The texts before, between and after the places: one more than there are places.
    private let texts: [String]

    package init(_ pattern: String) {
        var places: [String] = []
        var texts: [String] = []
        var rest = pattern[...]
        while let open = rest.firstRange(of: "{{"), let close = rest[open.upperBound...].firstRange(of: "}}") {
            texts.append(String(rest[..<open.lowerBound]))
            places.append(String(rest[open.upperBound..<close.lowerBound].filter { !$0.isWhitespace }))
            rest = rest[close.upperBound...]
        }
        texts.append(String(rest))
        self.places = places
        self.texts = texts
        isClosed = !rest.contains("{{")
    }

    /// The name with these values in its places, fit for every file system.
    package func name(_ values: [Place: String]) -> String {
        var text = texts[0]
        for (place, next) in zip(places, texts.dropFirst()) { text += (Place(rawValue: place).flatMap { values[$0] } ?? "") + next }
        return FileName.safe(text)
    }
}
