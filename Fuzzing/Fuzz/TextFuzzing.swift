import CSV
import NDJSON

/// Three header bytes choose dialect, record limit and chunks; the rest is the text.
///
/// What is found must not hang on the chunks.
enum CSVFuzzing {
    static let run: @Sendable ([UInt8]) -> Void = { input in
        guard input.count >= 3 else { return }
        let dialects: [CSVDialect] = [",", ";", "\t", "|"].map { CSVDialect(delimiter: UInt8(ascii: $0)) }
        var dialect = dialects[Int(input[0] & 3)]
        dialect.quote = [UInt8(ascii: "\""), UInt8(ascii: "'"), nil, UInt8(ascii: "\"")][Int(input[2] & 3)]
        if input[2] & 4 != 0 { dialect.escape = UInt8(ascii: "\\") }
        if input[2] & 8 != 0 { dialect.comment = UInt8(ascii: "#") }
        let limit = input[0] & 4 == 0 ? CSVReader.defaultRecordLimit : Int(input[0] >> 3) + 1
        let text = Array(input[3...])
        let (pieces, whole) = (records(text.chunks(input[1]), dialect, limit), records([text[...]], dialect, limit))
        guard pieces == whole else {
            print("\(described(pieces))\nis not\n\(described(whole))")
            preconditionFailure("the chunks matter")
        }
    }

    private static func described(_ records: [FoundRecord]?) -> String {
        guard let records else { return "too long" }
        return records.map { "\($0.line) \($0.fault.map { "\($0)" } ?? "") \(String(decoding: $0.raw, as: UTF8.self).debugDescription)" }
            .joined(separator: "\n")
    }

    private static func records(_ chunks: [ArraySlice<UInt8>], _ dialect: CSVDialect, _ limit: Int) -> [FoundRecord]? {
        var reader = CSVReader(dialect: dialect, recordLimit: limit)
        var found: [FoundRecord] = []
        do {
            for chunk in chunks {
                reader.feed(chunk)
                while let block = try reader.next() { found += block.found }
            }
            reader.finish()
            while let block = try reader.next() { found += block.found }
            return found
        } catch {
            return nil
        }
    }
}

/// A header byte chooses chunks and record limit; the rest is the text.
enum NDJSONFuzzing {
    static let run: @Sendable ([UInt8]) -> Void = { input in
        guard let first = input.first else { return }
        let limit = first & 1 == 0 ? NDJSONReader.defaultRecordLimit : Int(first) / 2 + 1
        let text = Array(input[1...])
        let whole = records([text[...]], limit)
        precondition(records(text.chunks(first), limit) == whole)
        for record in whole ?? [] where record.fault == nil { precondition(record.fields.count == 3) }
    }

    private static func records(_ chunks: [ArraySlice<UInt8>], _ limit: Int) -> [FoundRecord]? {
        var reader = NDJSONReader(columns: ["a", "id", "ä"], recordLimit: limit)
        var found: [FoundRecord] = []
        do {
            for chunk in chunks {
                reader.feed(chunk)
                while let block = try reader.next() { found += block.found }
            }
            reader.finish()
            while let block = try reader.next() { found += block.found }
            return found
        } catch {
            return nil
        }
    }
}
