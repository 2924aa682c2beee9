import Tabular

/// Makes records of whole lines.
struct LineParser {
    private(set) var keys: KeyTable
    private let columnCount: Int
    private var text: [UInt8] = []
    private var line = 1
    /// Values that are spelled otherwise than in the text; they are to stand after it.
    private var unescaped: [UInt8] = []
    private var fields: [TextField] = []
    private var records: [TextRecord] = []
    private var isPlain = Bitmap()
    /// The fields of the line under work.
    private var row: [JSONField]
    private var unknown: [[UInt8]] = []

    init(columns: [String]) {
        keys = KeyTable(columns: columns)
        columnCount = columns.count
        row = Array(repeating: JSONField(), count: columnCount)
    }

    /// Takes the lines of `text`, the first of which is `line`.
    mutating func begin(_ text: [UInt8], line: Int) {
        self.text = text
        self.line = line
    }

    /// The records of the lines, nil where all are blank, and the number of the line after them.
    mutating func finishBlock() -> (block: TextBlock?, line: Int) {
        let input = text
        text = []
        unsafe input.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            var start = 0
            while start < bytes.count {
                var end = start
                while end < bytes.count, unsafe base[end] != UInt8(ascii: "\n") { end += 1 }
                unsafe parseLine(base, start, end, textCount: bytes.count)
                start = end + 1
                line += 1
            }
        }
        defer {
            unescaped = []
            fields = []
            records = []
            isPlain = Bitmap()
        }
        guard !records.isEmpty else { return (nil, line) }
        return (TextBlock(bytes: unescaped.isEmpty ? input : input + unescaped, fields: fields, records: records, isPlain: isPlain), line)
    }

    private mutating func parseLine(_ base: UnsafePointer<UInt8>, _ start: Int, _ lineEnd: Int, textCount: Int) {
        let end = unsafe lineEnd > start && base[lineEnd - 1] == UInt8(ascii: "\r") ? lineEnd - 1 : lineEnd
        var scanner = unsafe JSONScanner(base, start, end)
        unsafe scanner.skipBlanks()
        guard unsafe scanner.place < end else { return }
        let (unescapedCount, firstField) = (unescaped.count, fields.count)
        for index in row.indices { row[index] = JSONField() }
        unknown.removeAll(keepingCapacity: true)
        keys.startLine()
        guard unsafe readObject(&scanner, textCount), unsafe scanner.isAtEnd() else {
            unescaped.removeLast(unescaped.count - unescapedCount)
            records.append(TextRecord(line: line, firstField: firstField, fieldCount: 0, raw: start..<end, fault: .malformed))
            return
        }
        for key in unknown { keys.note(key) }
        for field in row {
            fields.append(TextField(field.start, field.end))
            isPlain.append(field.isPlain)
        }
        records.append(TextRecord(line: line, firstField: firstField, fieldCount: columnCount, raw: start..<end, fault: nil))
    }

    private mutating func readObject(_ scanner: inout JSONScanner, _ textCount: Int) -> Bool {
        guard unsafe scanner.take(UInt8(ascii: "{")) else { return false }
        if unsafe scanner.take(UInt8(ascii: "}")) { return true }
        while true {
            guard unsafe scanner.take(UInt8(ascii: "\"")), let key = unsafe scanner.string() else { return false }
            let column = unsafe column(of: key, scanner.base)
            guard unsafe scanner.take(UInt8(ascii: ":")), let field = unsafe readValue(&scanner, textCount, isWanted: column != nil) else {
                return false
            }
            if let column { row[column] = field }
            if unsafe scanner.take(UInt8(ascii: ",")) { continue }
            return unsafe scanner.take(UInt8(ascii: "}"))
        }
    }

    private mutating func column(of key: JSONString, _ base: UnsafePointer<UInt8>) -> Int? {
        guard key.hasEscapes else {
            let bytes = unsafe UnsafeBufferPointer(start: base + key.start, count: key.end - key.start)
            let (column, isKnown) = unsafe keys.find(bytes)
            if !isKnown { unsafe unknown.append(Array(bytes)) }
            return column
        }
        var name: [UInt8] = []
        unsafe JSONEscapes.decode(base, key.start, key.end, into: &name)
        let (column, isKnown) = unsafe name.withUnsafeBufferPointer { unsafe keys.find($0) }
        if !isKnown { unknown.append(name) }
        return column
    }

    private mutating func readValue(_ scanner: inout JSONScanner, _ textCount: Int, isWanted: Bool) -> JSONField? {
        unsafe scanner.skipBlanks()
        let start = unsafe scanner.place
        guard let kind = unsafe scanner.value(depth: 1) else { return nil }
        let end = unsafe scanner.place
        switch kind {
        case .null: return JSONField()
        case .boolean: return JSONField(start: start, end: end, isPlain: true)
        case .nested: return JSONField(start: start, end: end)
        case .number(let hasExponent):
            guard hasExponent, isWanted else { return JSONField(start: start, end: end, isPlain: true) }
            let place = unescaped.count
            guard unsafe PlainNumber.append(scanner.base, start, end, to: &unescaped) else { return JSONField(start: start, end: end) }
            return JSONField(start: textCount + place, end: textCount + unescaped.count, isPlain: true)
        case .string(let hasEscapes):
            guard hasEscapes, isWanted else { return JSONField(start: start + 1, end: end - 1) }
            let place = unescaped.count
            unsafe JSONEscapes.decode(scanner.base, start + 1, end - 1, into: &unescaped)
            return JSONField(start: textCount + place, end: textCount + unescaped.count)
        }
    }
}

/// A value and where it stands.
struct JSONField {
    var start = 0
    var end = 0
    var isPlain = false
}
