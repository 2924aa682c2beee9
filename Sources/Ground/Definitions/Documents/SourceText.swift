import Model

/// A file's text by lines and columns, counted as YAML counts them: columns in Unicode scalars, both from 1.
struct SourceText {
    private(set) var scalars: [Unicode.Scalar]
    private let lineStarts: [Int]

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
        var starts = [0]
        for index in scalars.indices {
            let isBreak: Bool =
                switch scalars[index] {
                case "\n", "\u{85}", "\u{2028}", "\u{2029}": true
                case "\r": index + 1 == scalars.count || scalars[index + 1] != "\n"
                default: false
                }
            if isBreak { starts.append(index + 1) }
        }
        lineStarts = starts
    }

    var text: String { SourceText.string(scalars[...]) }

    /// The number of lines, an empty last one included.
    var lineCount: Int { lineStarts.count }

    /// The index in ``scalars`` of a place, or nil outside of the text.
    func index(line: Int, column: Int) -> Int? {
        guard line >= 1, line <= lineStarts.count, column >= 1 else { return nil }
        let index = lineStarts[line - 1] + column - 1
        return index <= scalars.count ? index : nil
    }

    /// The place of an index in ``scalars``.
    func place(of index: Int) -> (line: Int, column: Int) {
        let line = lineStarts.lastIndex { $0 <= index } ?? 0
        return (line + 1, index - lineStarts[line] + 1)
    }

    /// A line (from 1) without its break.
    func line(_ number: Int) -> ArraySlice<Unicode.Scalar> {
        guard number >= 1, number <= lineStarts.count else { return [] }
        let end = number < lineStarts.count ? lineStarts[number] : scalars.count
        var line = scalars[lineStarts[number - 1]..<end]
        while let last = line.last, last == "\n" || last == "\r" { line.removeLast() }
        return line
    }

    /// Puts other scalars in the place of some, of equal number so that every place stays.
    mutating func overwrite(at index: Int, with replacement: [Unicode.Scalar]) {
        scalars.replaceSubrange(index..<index + replacement.count, with: replacement)
    }

    static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}
