import GRDB
import Model

/// Which of a record's stored values become which columns of a batch.
struct RecordLayout {
    /// For each column of the table up to the last that is wanted: the column of the batch, or nothing below zero.
    private let targets: [Int]
    /// The columns of the batch that are the record's number.
    private let identities: [Int]

    /// - Parameter columns: the names of the batch's columns, in their order.
    ///
    /// Nil where a name is not one of the table's, or occurs twice.
    init?(_ columns: [String], of table: String, in db: Database) throws {
        let stored = try db.columns(in: table)
        var targets: [Int] = []
        var identities: [Int] = []
        for column in stored {
            let places = columns.indices.filter { columns[$0].lowercased() == column.name.lowercased() }
            // The table's identity is kept as the record's number, with nothing in its place.
            if column.primaryKeyIndex > 0 { identities += places }
            guard column.primaryKeyIndex > 0 || places.count <= 1 else { return nil }
            targets.append(column.primaryKeyIndex > 0 ? -1 : places.first ?? -1)
        }
        guard targets.count(where: { $0 >= 0 }) + identities.count == columns.count else { return nil }
        while targets.last == -1 { targets.removeLast() }
        self.targets = targets
        self.identities = identities
    }

    /// Takes the values of a record as those of `row`; false where SQLite has to be asked for it.
    @inline(__always)
    func take(_ record: UnsafeRawBufferPointer, number: Int64, into builder: BatchBuilder, row: Int) throws -> Bool {
        var isWhole = true
        try unsafe visit(record, number: number) { column, value in
            if !builder.take(value, column: column, row: row) { isWhole = false }
        }
        return isWhole
    }

    /// Gives each wanted value of a record to `body`, with the place of its column in the batch.
    @inline(__always)
    func visit(_ record: UnsafeRawBufferPointer, number: Int64, _ body: (Int, StoredCell) -> Void) throws {
        for column in identities {
            unsafe withUnsafeBytes(of: number.bigEndian) { bytes in
                guard let start = bytes.baseAddress else { return }
                unsafe body(column, StoredCell(serialType: 6, bytes: start.assumingMemoryBound(to: UInt8.self), count: 8))
            }
        }
        var header = 0
        guard let headerSize = unsafe record.variableInteger(&header), headerSize >= 0, headerSize <= record.count,
            let start = unsafe record.baseAddress?.assumingMemoryBound(to: UInt8.self)
        else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
        var offset = Int(headerSize)
        for target in targets {
            var type: Int64 = 0
            // A column that was added after the record was written has no value in it.
            if header < headerSize {
                guard let stored = unsafe record.variableInteger(&header) else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
                type = stored
            }
            guard let size = StoredCell.size(type), offset + size <= record.count else {
                throw DatabaseError(resultCode: .SQLITE_CORRUPT)
            }
            if target >= 0 { unsafe body(target, StoredCell(serialType: type, bytes: start + offset, count: size)) }
            offset += size
        }
    }
}
