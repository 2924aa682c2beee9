import Tabular

/// Gathers rows into a block.
struct RowBuilder {
    private(set) var bytes: [UInt8] = []
    private var fields: [TextField] = []
    private var records: [TextRecord] = []
    private var isPlain = Bitmap()
    /// Where the fields of the row under work begin, and which of them are plain.
    private var firstField = 0
    private var rowIsPlain: [Bool] = []
    /// Where long shared strings of this block stand, which are kept once however often they are used.
    private var repeated: [Int: TextField] = [:]

    private static let byteTarget = 1 << 20
    private static let recordTarget = 4096
    private static let fieldTarget = 1 << 17
    private static let byteLimit = 128 << 20
    /// A shared string from this many bytes on is worth remembering.
    private static let longText = 64

    /// Whether enough has been gathered.
    var isFull: Bool {
        bytes.count >= Self.byteTarget || records.count >= Self.recordTarget || fields.count >= Self.fieldTarget
    }

    /// Whether more has been gathered than a well-meant stretch of a sheet can hold.
    var isTooLarge: Bool { bytes.count > Self.byteLimit }

    /// Starts a row.
    mutating func startRow() {
        fields.removeLast(fields.count - firstField)
        rowIsPlain.removeAll(keepingCapacity: true)
    }

    /// Adds what `write` appends as the field at `column`, which lies after those of the row so far; nothing where it appends nothing.
    @inline(__always)
    mutating func add(_ column: Int, _ write: (inout [UInt8]) throws -> Bool) rethrows {
        let start = bytes.count
        let isPlain = try write(&bytes)
        guard bytes.count > start else { return }
        add(column, TextField(start, bytes.count), isPlain)
    }

    /// Adds the shared string `index` as the field at `column`.
    mutating func add(_ column: Int, _ strings: SharedStrings, _ index: Int) throws(XLSXError) {
        let isLong = strings.length(index) >= Self.longText
        if isLong, let field = repeated[index] { return add(column, field, false) }
        let start = bytes.count
        try strings.read(index, into: &bytes)
        guard bytes.count > start else { return }
        let field = TextField(start, bytes.count)
        if isLong { repeated[index] = field }
        add(column, field, false)
    }

    private mutating func add(_ column: Int, _ field: TextField, _ isPlain: Bool) {
        pad(to: column)
        fields.append(field)
        rowIsPlain.append(isPlain)
    }

    /// Ends the row `number`, which is left out where it has no fields, and otherwise gets at least `width` of them.
    mutating func endRow(_ number: Int, width: Int) {
        guard fields.count > firstField else { return }
        pad(to: width)
        for isPlain in rowIsPlain { self.isPlain.append(isPlain) }
        rowIsPlain.removeAll(keepingCapacity: true)
        records.append(
            TextRecord(line: number, firstField: firstField, fieldCount: fields.count - firstField, raw: 0..<0, fault: nil))
        firstField = fields.count
    }

    private mutating func pad(to column: Int) {
        while fields.count - firstField < column {
            fields.append(TextField(0, 0))
            rowIsPlain.append(false)
        }
    }

    /// The rows so far, which are then forgotten; nil where there are none.
    ///
    /// A row that has been started goes on in the next block.
    mutating func take() -> TextBlock? {
        guard !records.isEmpty else { return nil }
        var rest = RowBuilder()
        for field in fields[firstField...] {
            let start = rest.bytes.count
            rest.bytes.append(contentsOf: bytes[field.range])
            rest.fields.append(TextField(start, rest.bytes.count))
        }
        rest.rowIsPlain = rowIsPlain
        fields.removeLast(fields.count - firstField)
        defer { self = rest }
        return TextBlock(bytes: bytes, fields: fields, records: records, isPlain: isPlain)
    }
}
