internal import Tabular

/// Splits a text into records and fields; the part of the reader that knows the grammar.
struct RecordParser {
    /// What `parse` found, besides ``fields``, ``records`` and ``unescaped``.
    enum Outcome {
        /// Every record before this place is whole; the one that starts here is not.
        case consumed(Int)
        /// The record that starts on the present line is longer than the limit.
        case tooLong
    }

    let dialect: CSVDialect
    /// In bytes.
    let recordLimit: Int
    /// How far into a text records may start; later ones are left for the next call, so that blocks stay small.
    let blockLimit: Int
    /// The physical line on which the next record starts, from 1.
    var line = 1
    private(set) var fields: [TextField] = []
    private(set) var records: [TextRecord] = []
    /// The values of fields with doubled quotes or escapes; they are to stand after the text.
    private(set) var unescaped: [UInt8] = []

    /// Where the record under work starts, and what has been seen of it.
    private var recordStart = 0
    private var recordLine = 1
    private var firstField = 0
    private var fieldStart = 0

    init(dialect: CSVDialect, recordLimit: Int, blockLimit: Int) {
        self.dialect = dialect
        self.recordLimit = recordLimit
        self.blockLimit = blockLimit
    }

    /// How the text goes on after a quoted field.
    private enum QuotedEnd {
        case next
        case incomplete
        case faulty(RecordFault, open: Int, line: Int)
    }

    /// Reads every whole record of `text`; with `isFinal`, the last one ends where the text ends.
    mutating func parse(_ text: UnsafeBufferPointer<UInt8>, isFinal: Bool) -> Outcome {
        guard let base = text.baseAddress, !text.isEmpty else { return .consumed(0) }
        let estimated = min(text.count, blockLimit) / 8
        records.reserveCapacity(estimated / 8)
        var gathered = unsafe FieldGathering(capacity: estimated)
        let outcome = unsafe parse(base, text.count, isFinal: isFinal, &gathered)
        unsafe fields = gathered.finish()
        return outcome
    }

    private mutating func parse(
        _ base: UnsafePointer<UInt8>, _ count: Int, isFinal: Bool, _ fields: inout FieldGathering
    ) -> Outcome {
        unsafe begin(at: 0, fields.count)
        var scanner = unsafe StructureScanner(base, count: count, dialect: dialect)
        let (delimiter, quote) = (dialect.delimiter, dialect.quote)
        let isPlain = dialect.escape == nil && dialect.comment == nil
        while true {
            if !isPlain, unsafe isCommentNext(base, count, fields.count) {
                guard let length = unsafe skipComment(base, count, isFinal: isFinal, &scanner, &fields) else {
                    return unsafe abandon(at: count, &fields)
                }
                guard length <= recordLimit else { return .tooLong }
                if isAtFullBlock { return .consumed(recordStart) }
                continue
            }
            // Most fields end at a delimiter, and mean what they hold.
            if isPlain { unsafe scanner.takeFields(from: &fieldStart, into: &fields) }
            let place = unsafe scanner.next()
            if place == count {
                guard isFinal else { return unsafe abandon(at: count, &fields) }
                if recordStart < count {
                    guard count - recordStart <= recordLimit else { return .tooLong }
                    unsafe appendPlain(base, fieldStart, count, textCount: count, &fields)
                    unsafe end(at: count, fields.count)
                }
                return .consumed(count)
            }
            let byte = unsafe base[place]
            if !isPlain, unsafe dialect.isEscaped(base, place, from: fieldStart) {
                if byte == lineFeed || byte == carriageReturn { line &+= 1 }
                continue
            }
            if byte == delimiter {
                unsafe appendPlain(base, fieldStart, place, textCount: count, &fields)
                fieldStart = place &+ 1
            } else if byte == quote {
                guard place == fieldStart else { continue }  // inside an unquoted field it is only a character
                switch unsafe quotedField(base, count, open: place, isFinal: isFinal, &scanner, &fields) {
                case .next:
                    if isAtFullBlock { return .consumed(recordStart) }
                case .incomplete: return unsafe abandon(at: count, &fields)
                case .faulty(let fault, let open, let openLine):
                    guard let next = unsafe skipLine(base, count, from: open, isFinal: isFinal, fault, &fields) else {
                        return unsafe abandon(at: count, &fields)
                    }
                    guard records[records.count - 1].raw.count <= recordLimit else { return .tooLong }
                    line = openLine + 1
                    unsafe scanner.seek(to: next)
                    unsafe begin(at: next, fields.count)
                    if isAtFullBlock { return .consumed(recordStart) }
                }
            } else {
                guard let next = unsafe endOfLine(base, count, at: place, isFinal: isFinal) else {
                    return unsafe abandon(at: count, &fields)
                }
                if place > recordStart {
                    guard place &- recordStart <= recordLimit else { return .tooLong }
                    unsafe appendPlain(base, fieldStart, place, textCount: count, &fields)
                    unsafe end(at: place, fields.count)
                }
                line &+= 1
                if next &- place == 2 { _ = unsafe scanner.next() }
                unsafe begin(at: next, fields.count)
                if isAtFullBlock { return .consumed(recordStart) }
            }
        }
    }

    /// Whether a new record starts where enough have been read.
    @inline(__always)
    private var isAtFullBlock: Bool { recordStart >= blockLimit && fieldStart == recordStart }

    /// Forgets what has been handed over.
    mutating func removeAll() {
        fields = []
        records = []
        unescaped = []
    }

    @inline(__always)
    private mutating func begin(at place: Int, _ fieldCount: Int) {
        recordStart = place
        fieldStart = place
        recordLine = line
        firstField = fieldCount
    }

    @inline(__always)
    private mutating func end(at place: Int, _ fieldCount: Int) {
        records.append(
            TextRecord(
                line: recordLine, firstField: firstField, fieldCount: fieldCount &- firstField, raw: recordStart..<place, fault: nil))
    }

    /// Gives up the record under work, which goes on in a text that is still to come.
    private mutating func abandon(at count: Int, _ fields: inout FieldGathering) -> Outcome {
        unsafe fields.cut(to: firstField)
        line = recordLine
        // One byte more may be the CR of a line end whose LF is still to come.
        return count - recordStart > recordLimit + 1 ? .tooLong : .consumed(recordStart)
    }

    /// Reads the quoted field that `open` begins and, where it ends the record, the line end too.
    private mutating func quotedField(
        _ base: UnsafePointer<UInt8>, _ count: Int, open: Int, isFinal: Bool, _ scanner: inout StructureScanner,
        _ fields: inout FieldGathering
    ) -> QuotedEnd {
        let (openLine, quote) = (line, dialect.quote)
        var hasEscapes = false
        var close = open
        while true {
            close = unsafe scanner.next()
            if close == count {
                let isHopeless = isFinal || count - recordStart >= recordLimit
                return isHopeless ? .faulty(.quoteNotClosed, open: open, line: openLine) : .incomplete
            }
            let byte = unsafe base[close]
            if dialect.escape != nil, unsafe dialect.isEscaped(base, close, from: open + 1) {
                hasEscapes = true
                if byte == lineFeed || byte == carriageReturn { line += 1 }
            } else if byte == quote {
                guard close + 1 < count || isFinal else {
                    return close - recordStart >= recordLimit ? .faulty(.quoteNotClosed, open: open, line: openLine) : .incomplete
                }
                guard close + 1 < count, unsafe base[close + 1] == quote else { break }
                hasEscapes = true
                _ = unsafe scanner.next()
            } else {
                // The CR of a CRLF leaves the counting to its LF.
                let follower = unsafe close + 1 < count ? base[close + 1] : 0
                if byte == lineFeed || byte == carriageReturn && follower != lineFeed { line += 1 }
            }
        }
        guard close - recordStart < recordLimit else { return .faulty(.quoteNotClosed, open: open, line: openLine) }

        let after = close + 1
        var next = after
        let follower: UInt8? = after < count ? unsafe base[after] : nil
        if follower == lineFeed || follower == carriageReturn {
            guard let end = unsafe endOfLine(base, count, at: after, isFinal: isFinal) else { return .incomplete }
            next = end
        } else if follower != nil, follower != dialect.delimiter {
            return .faulty(.textAfterQuote, open: open, line: openLine)
        }
        if dialect.escape != nil { hasEscapes = unsafe hasEscapes || dialect.holdsEscape(base, open + 1, close) }
        if hasEscapes {
            unsafe appendField(base, open + 1, close, isQuoted: true, textCount: count, &fields)
        } else {
            unsafe fields.append(TextField(open + 1, close))
        }
        if follower == dialect.delimiter {
            _ = unsafe scanner.next()
            fieldStart = after + 1
            return .next
        }
        unsafe end(at: after, fields.count)
        if follower != nil { line += 1 }
        unsafe scanner.seek(to: next)
        unsafe begin(at: next, fields.count)
        return .next
    }

    /// Adds a field without quotes.
    @inline(__always)
    private mutating func appendPlain(
        _ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int, textCount: Int, _ fields: inout FieldGathering
    ) {
        guard dialect.escape != nil else { return unsafe fields.append(TextField(start, end)) }
        unsafe appendField(base, start, end, isQuoted: false, textCount: textCount, &fields)
    }

    /// Adds a field: a slice of the text, or a copy where quotes must be halved or escapes taken out.
    private mutating func appendField(
        _ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int, isQuoted: Bool, textCount: Int, _ fields: inout FieldGathering
    ) {
        let isCopied = unsafe dialect.holdsEscape(base, start, end) || isQuoted
        guard isCopied else { return unsafe fields.append(TextField(start, end)) }
        let first = textCount + unescaped.count
        var place = start
        while place < end {
            if unsafe base[place] == dialect.escape, place + 1 < end {
                place += 1
                unescaped.append(unsafe base[place])
                place += 1
            } else {
                let byte = unsafe base[place]
                unescaped.append(byte)
                let isDoubled = unsafe isQuoted && byte == dialect.quote && place + 1 < end && base[place + 1] == byte
                place += isDoubled ? 2 : 1
            }
        }
        if end - start == 2, unsafe base[start] == dialect.escape, unescaped.last == UInt8(ascii: "N") { unescaped.removeLast() }
        unsafe fields.append(TextField(first, textCount + unescaped.count))
    }

    /// Whether a comment stands where the next record would.
    private func isCommentNext(_ base: UnsafePointer<UInt8>, _ count: Int, _ fieldCount: Int) -> Bool {
        guard let comment = dialect.comment, fieldStart == recordStart, recordStart < count else { return false }
        return unsafe base[recordStart] == comment && fieldCount == firstField
    }

    /// Goes past a comment and gives its length; nil where its end is still to come.
    private mutating func skipComment(
        _ base: UnsafePointer<UInt8>, _ count: Int, isFinal: Bool, _ scanner: inout StructureScanner, _ fields: inout FieldGathering
    ) -> Int? {
        var end = recordStart
        while end < count, unsafe base[end] != lineFeed, unsafe base[end] != carriageReturn { end += 1 }
        guard let next = unsafe end < count ? endOfLine(base, count, at: end, isFinal: isFinal) : isFinal ? count : nil else {
            return nil
        }
        let length = end - recordStart
        line += 1
        unsafe scanner.seek(to: next)
        unsafe begin(at: next, fields.count)
        return length
    }

    /// Makes the record up to the end of the physical line that `open` stands on a faulty one; gives the start of the next line.
    private mutating func skipLine(
        _ base: UnsafePointer<UInt8>, _ count: Int, from open: Int, isFinal: Bool, _ fault: RecordFault, _ fields: inout FieldGathering
    ) -> Int? {
        var end = open
        while end < count, unsafe base[end] != lineFeed, unsafe base[end] != carriageReturn { end += 1 }
        guard let next = unsafe end < count ? endOfLine(base, count, at: end, isFinal: isFinal) : isFinal ? count : nil else { return nil }
        unsafe fields.cut(to: firstField)
        records.append(TextRecord(line: recordLine, firstField: firstField, fieldCount: 0, raw: recordStart..<end, fault: fault))
        return next
    }

    /// The place after the line end at `place`; nil where a CR ends a text that goes on, since an LF may follow.
    @inline(__always)
    private func endOfLine(_ base: UnsafePointer<UInt8>, _ count: Int, at place: Int, isFinal: Bool) -> Int? {
        guard unsafe base[place] == carriageReturn else { return place &+ 1 }
        guard place &+ 1 < count else { return isFinal ? count : nil }
        return unsafe base[place &+ 1] == lineFeed ? place &+ 2 : place &+ 1
    }
}

let lineFeed = UInt8(ascii: "\n")
let carriageReturn = UInt8(ascii: "\r")
