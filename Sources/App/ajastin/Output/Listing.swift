import ArgumentParser
import Localization
import Model

/// How results are written.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case table, json
}

/// The option that every listing takes.
struct FormatOption: ParsableArguments {
    @Option(help: ArgumentHelp(key: "cli.option.format", value: "cli.value.format"))
    var format = OutputFormat.table
}

/// Rows for people as an aligned table, for programs as JSON.
struct Listing<Row> {
    enum Alignment {
        case left, right
    }

    /// One column: its JSON key and value, its heading and text, or only one of the two.
    struct Column {
        /// Nil: not in the table.
        var title: String?
        var alignment = Alignment.left
        var text: (Row) -> String = { _ in "" }
        var key: String?
        var json: (Row) -> JSON = { _ in .null }

        /// A column of the table and of the JSON.
        static func both(
            _ heading: MessageKey, _ key: String, _ alignment: Alignment = .left, text: @escaping (Row) -> String,
            json: @escaping (Row) -> JSON
        ) -> Column {
            Column(title: Words.text(heading), alignment: alignment, text: text, key: key, json: json)
        }

        /// A text that is the same in both.
        static func text(_ heading: MessageKey, _ key: String, _ value: @escaping (Row) -> String) -> Column {
            both(heading, key, text: value) { .string(value($0)) }
        }

        /// A whole number.
        static func number(_ heading: MessageKey, _ key: String, _ value: @escaping (Row) -> Int) -> Column {
            both(heading, key, .right, text: { Words.localizer.integer(value($0)) }) { .integer(value($0)) }
        }

        /// Only for programs.
        static func hidden(_ key: String, _ json: @escaping (Row) -> JSON) -> Column { Column(key: key, json: json) }
    }

    var columns: [Column]

    init(_ columns: [Column]) { self.columns = columns }

    static func + (left: Listing, right: Listing) -> Listing { Listing(left.columns + right.columns) }

    /// The same columns of something that has such a row.
    func columns<Outer>(of row: @escaping (Outer) -> Row) -> [Listing<Outer>.Column] {
        columns.map { column in
            var outer = Listing<Outer>.Column.hidden("") { column.json(row($0)) }
            outer.key = column.key
            outer.title = column.title
            outer.alignment = column.alignment == .right ? .right : .left
            outer.text = { column.text(row($0)) }
            return outer
        }
    }

    /// Writes `rows` to standard output; an empty table says so on standard error.
    func write(_ rows: [Row], as format: OutputFormat) {
        switch format {
        case .json: Console.result(JSON.array(rows.map(json)).text)
        case .table where rows.isEmpty: Console.line(Words.text("cli.listing.empty"))
        case .table: Console.result(table(rows))
        }
    }

    /// Writes rows as `next` gives them, JSON without keeping them; returns how many there were.
    func write(as format: OutputFormat, next: () throws -> [Row]?) rethrows -> Int {
        var count = 0
        var kept: [Row] = []
        while let rows = try next() {
            if format == .table {
                kept += rows
            } else {
                for row in rows {
                    count += 1
                    Console.result((count > 1 ? ",\n  " : "[\n  ") + json(row).text(indentation: "  "), terminator: "")
                }
            }
        }
        if format == .json {
            Console.result(count > 0 ? "\n]" : "[]")
            return count
        }
        write(kept, as: .table)
        return kept.count
    }

    /// One row as an object.
    func json(_ row: Row) -> JSON {
        .object(columns.compactMap { column in column.key.map { ($0, column.json(row)) } })
    }

    /// One row, a line for each column.
    func writeDetails(_ row: Row, as format: OutputFormat, more: [(key: String, value: JSON)] = []) {
        switch format {
        case .json:
            guard case .object(let members) = json(row) else { return }
            Console.result(JSON.object(members + more).text)
        case .table:
            let lines = columns.compactMap { column in column.title.map { ($0, column.text(row)) } }.filter { !$0.1.isEmpty }
            let width = lines.map { DisplayWidth.of($0.0) }.max() ?? 0
            for (label, value) in lines {
                Console.result(label + String(repeating: " ", count: width - DisplayWidth.of(label) + 2) + value)
            }
        }
    }

    private func table(_ rows: [Row]) -> String {
        let shown = columns.compactMap { column in column.title.map { (column, $0) } }
        let cells = rows.map { row in shown.map { Listing.oneLine($0.0.text(row)) } }
        let widths = shown.indices.map { index in
            ([shown[index].1] + cells.map { $0[index] }).map(DisplayWidth.of).max() ?? 0
        }
        return ([shown.map(\.1)] + cells).map { line in
            var text = ""
            for (index, cell) in line.enumerated() {
                let gap = String(repeating: " ", count: widths[index] - DisplayWidth.of(cell))
                text += (index == 0 ? "" : "  ") + (shown[index].0.alignment == .right ? gap + cell : cell + gap)
            }
            while text.last == " " { text.removeLast() }
            return text
        }
        .joined(separator: "\n")
    }

    /// A text of several lines stays in its row.
    private static func oneLine(_ text: String) -> String {
        text.contains(where: \.isNewline) ? text.split(whereSeparator: \.isNewline).joined(separator: " ") : text
    }
}
