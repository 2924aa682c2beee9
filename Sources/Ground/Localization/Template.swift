/// A text with places for arguments.
struct Template {
    enum Piece: Hashable {
        case text(Substring)
        case argument(Substring)
    }

    private(set) var pieces: [Piece] = []

    /// Finds the arguments of `text`: a name in single braces.
    init(_ text: String) {
        var rest = Substring(text)
        while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")) {
            let inside = rest[rest.utf8.index(after: open)...]
            if inside.utf8.first == UInt8(ascii: "{") {
                // A field of a template, shown as it is: up to the closing pair, or the opening pair alone.
                let end = Template.end(ofFieldIn: inside)
                add(.text(rest[..<end]))
                rest = rest[end...]
            } else if let close = inside.utf8.firstIndex(of: UInt8(ascii: "}")), Template.isName(inside[..<close]) {
                add(.text(rest[..<open]))
                pieces.append(.argument(inside[..<close]))
                rest = rest[rest.utf8.index(after: close)...]
            } else {
                add(.text(rest[..<inside.startIndex]))
                rest = inside
            }
        }
        add(.text(rest))
    }

    /// The names of the arguments.
    var arguments: [String] {
        pieces.compactMap { if case .argument(let name) = $0 { String(name) } else { nil } }
    }

    private mutating func add(_ piece: Piece) {
        if piece != .text("") { pieces.append(piece) }
    }

    private static func end(ofFieldIn inside: Substring) -> Substring.Index {
        var index = inside.utf8.index(after: inside.startIndex)
        let afterBraces = index
        while let close = inside[index...].utf8.firstIndex(of: UInt8(ascii: "}")) {
            index = inside.utf8.index(after: close)
            if inside[index...].utf8.first == UInt8(ascii: "}") { return inside.utf8.index(after: index) }
        }
        return afterBraces
    }

    private static func isName(_ text: Substring) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy {
                (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-")
            }
    }
}
