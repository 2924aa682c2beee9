import Model

/// Finds where in a file a column of an expression stands that is a YAML scalar of whatever style.
enum ExpressionPlace {
    /// The place of the character at `column` (in Unicode scalars, from 1) of the text of `node`.
    static func of(column: Int, in node: DocumentNode, _ source: SourceText) -> SourceLocation {
        guard case .scalar(_, let style) = node.content else { return node.location }
        var line = node.location.line
        var index = node.location.column - 1
        if style == .block {
            line += 1
            index = indentation(of: source.line(line))
        } else if style != .plain {
            index += 1
        }
        var remaining = column - 1
        while remaining > 0 {
            let text = source.line(line)
            let available = text.count - index
            if available > 0 {
                index += width(of: text[(text.startIndex + index)...], style)
                remaining -= 1
            } else if line < source.lineCount {
                // A line break within a scalar is one character of it, and the next line's indentation is none.
                line += 1
                index = indentation(of: source.line(line))
                remaining -= 1
            } else {
                break
            }
        }
        return SourceLocation(file: node.location.file, line: line, column: index + 1)
    }

    private static func indentation(of line: ArraySlice<Unicode.Scalar>) -> Int { line.prefix { $0 == " " }.count }

    /// How many scalars write the one character with which `text` begins.
    private static func width(of text: ArraySlice<Unicode.Scalar>, _ style: DocumentNode.Style) -> Int {
        let next = text.dropFirst().first
        switch style {
        case .singleQuoted: return text.first == "'" && next == "'" ? 2 : 1
        case .doubleQuoted where text.first == "\\":
            switch next {
            case "x": return 4
            case "u": return 6
            case "U": return 10
            default: return 2
            }
        default: return 1
        }
    }
}
