import DOCX
import Tabular

/// A value of a record.
enum TestValue {
    case text(String)
    case number(Int64)
    case day(String)
    case none
}

/// Records for a test.
struct TestRecords {
    var columns: [MergeColumn]
    var rows: [[TestValue]]

    init(_ columns: [(String, ColumnType)], _ rows: [[TestValue]]) {
        self.columns = columns.map { MergeColumn($0.0, $0.1) }
        self.rows = rows
    }

    /// Records of texts.
    init(texts columns: [String], _ rows: [[String]]) {
        self.init(columns.map { ($0, .text) }, rows.map { row in row.map { .text($0) } })
    }

    var batch: Batch {
        var batch = Batch(columns.map(\.type))
        for row in rows {
            for (index, value) in row.enumerated() {
                switch value {
                case .text(let text): batch.columns[index].append(text)
                case .number(let number): batch.columns[index].append(number)
                case .day(let iso):
                    if let day = Day(iso: iso) { batch.columns[index].append(Int64(day.number)) } else { batch.columns[index].appendNull() }
                case .none: batch.columns[index].appendNull()
                }
            }
            batch.rowCount += 1
        }
        return batch
    }

    /// As data of a merge, in batches of `size`.
    func records(size: Int = .max, modules: [(String, (Int) -> TestRecords)] = []) -> MergeRecords {
        var batches: [MergeBatch] = []
        var start = 0
        while start < rows.count {
            let part = Array(rows[start...].prefix(size))
            let offset = start
            let batch = TestRecords(columns.map { ($0.name, $0.type) }, part).batch
            batches.append(
                MergeBatch(batch) { row, module in
                    let children = modules[module].1(offset + row)
                    return BatchCursor(types: children.columns.map(\.type), batches: children.rows.isEmpty ? [] : [children.batch])
                })
            start += part.count
        }
        let described = modules.map { MergeModule($0.0, $0.1(0).columns) }
        return MergeRecords(columns: columns, modules: described, batches: batches)
    }
}
