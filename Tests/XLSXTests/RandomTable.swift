import Tabular
import XLSX

/// Tables of every type with nulls and hostile texts, the same for the same seed.
struct RandomTable {
    static let columns = [
        SheetColumn("Asiakasnumero", .text, isCode: true), SheetColumn("Nimi", .text), SheetColumn("Määrä", .integer),
        SheetColumn("Ostot yhteensä", .decimal(scale: 2), numberFormat: "#,##0.00"), SheetColumn("Päivä", .day, numberFormat: "d.m.yyyy"),
        SheetColumn("Hetki", .instant, numberFormat: "d.m.yyyy h.mm"), SheetColumn("Lupa", .boolean),
        SheetColumn("Tarkka", .decimal(scale: 18)),
    ]

    /// Texts that would do harm in a careless writer.
    static let hostile = [
        "=1+1", "@SUM(A1)", "+358 40 123", "-5", "'quoted", "]]>", "<b>&amp;</b>", "&#0;", "\u{1}\u{2}\u{1F}", "a\tb", "rivi 1\nrivi 2",
        "\r\n",
        " edessä", "perässä ", "_x0041_", "__x000A_", "_x000_", "😀👩‍👩‍👧", "ä̈", "\u{7F}\u{85}", "00100", "1e5", "TRUE",
        "\u{FEFF}bom",
        String(repeating: "x", count: 8), String(repeating: "ö", count: 9),
    ]

    var batches: [Batch] = []

    init(seed: UInt64, rowCount: Int, batchSize: Int, hostile: [String] = Self.hostile) {
        var state = seed
        func next(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(limit))
        }
        func number(_ digits: Int) -> Int64 {
            var value: Int64 = 0
            for _ in 0..<next(digits + 1) { value = value * 10 + Int64(next(10)) }
            return next(3) == 0 ? -value : value
        }
        var rest = rowCount
        while rest > 0 {
            var batch = Batch(Self.columns.map(\.type))
            for _ in 0..<min(rest, batchSize) {
                for index in batch.columns.indices {
                    if next(6) == 0 {
                        batch.columns[index].appendNull()
                        continue
                    }
                    switch batch.columns[index].type {
                    case .text: batch.columns[index].append(next(2) == 0 ? hostile[next(hostile.count)] : "Mäkinen \(next(1000))")
                    case .integer: batch.columns[index].append(number(18))
                    case .decimal(let scale): batch.columns[index].append(number(scale == 2 ? 15 : 18))
                    case .day: batch.columns[index].append(Int64(next(70_000) - 28_000))
                    case .instant: batch.columns[index].append((Int64(next(4_000_000)) * 1000 + Int64(next(1000))) * 1_000_000 / 2)
                    case .boolean: batch.columns[index].append(Int64(next(2)))
                    }
                }
                batch.rowCount += 1
            }
            rest -= batch.rowCount
            batches.append(batch)
        }
    }

    /// What a reader should see of the rows, without the header row.
    func expected(offset: Int) -> [[WorkbookReader.Cell?]] {
        batches.flatMap { batch in
            (0..<batch.rowCount).map { row in batch.columns.map { Self.expected($0, row, offset: offset) } }
        }
    }

    private static func expected(_ column: Column, _ row: Int, offset: Int) -> WorkbookReader.Cell? {
        guard !column.isNull(row) else { return nil }
        func text(_ value: String) -> WorkbookReader.Cell { WorkbookReader.Cell(kind: "text", value: value) }
        func number(_ unscaled: Int64, _ scale: Int) -> WorkbookReader.Cell {
            let digits = String(unscaled.magnitude)
            let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
            let value = (unscaled < 0 ? "-" : "") + padded.dropLast(scale) + (scale > 0 ? "." + padded.suffix(scale) : "")
            guard digits.count <= 15 else { return text(value) }
            return WorkbookReader.Cell(kind: "number", value: "\(Double(value) ?? .nan)")
        }
        switch column.type {
        case .text: return column.text[row].isEmpty ? nil : text(column.text[row])
        case .integer: return number(column.fixed[row], 0)
        case .decimal(let scale): return number(column.fixed[row], scale)
        case .boolean: return WorkbookReader.Cell(kind: "boolean", value: column.fixed[row] == 0 ? "False" : "True")
        case .day:
            let day = Day(number: Int(column.fixed[row]))
            return day.iso < "1900-03-01" ? text(day.iso) : WorkbookReader.Cell(kind: "date", value: day.iso + " 00:00:00")
        case .instant:
            let moment = Instant(microseconds: column.fixed[row]).iso(offset: offset).prefix(19).split(separator: "T").joined(
                separator: " ")
            let milliseconds = column.fixed[row] / 1000 % 1000
            return WorkbookReader.Cell(kind: "date", value: moment + (milliseconds == 0 ? "" : ".500000"))
        }
    }
}
