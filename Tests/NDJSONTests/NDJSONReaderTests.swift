import Foundation
import NDJSON
import Tabular
import TestSupport
import Testing

struct NDJSONReaderTests {
    struct Record: Equatable, Decodable {
        var line: Int
        /// nil where the line is no object.
        var fields: [String]?
        var isPlain: [Bool]
        var raw: String
    }

    private func records(
        _ text: [UInt8], columns: [String] = ["a", "b", "ä"], chunk: Int = 1 << 20, limit: Int = NDJSONReader.defaultRecordLimit
    ) throws -> (records: [Record], unknown: [String]) {
        var reader = NDJSONReader(columns: columns, recordLimit: limit)
        var found: [Record] = []
        func take() throws {
            while let block = try reader.next() {
                for (row, record) in block.records.enumerated() {
                    let raw = String(decoding: block.raw(row), as: UTF8.self)
                    guard record.fault == nil else {
                        #expect(record.fault == .malformed && record.fieldCount == 0)
                        found.append(Record(line: record.line, fields: nil, isPlain: [], raw: raw))
                        continue
                    }
                    #expect(record.fieldCount == columns.count)
                    let places = 0..<record.fieldCount
                    found.append(
                        Record(
                            line: record.line, fields: places.map { block.text(row, $0) },
                            isPlain: places.map { block.isPlain[record.firstField + $0] }, raw: raw))
                }
            }
        }
        for start in stride(from: 0, to: text.count, by: chunk) {
            reader.feed(text[start..<min(start + chunk, text.count)])
            try take()
        }
        reader.finish()
        try take()
        return (found, reader.unknownKeys)
    }

    private func fields(_ line: String) throws -> [String]? { try #require(try records(Array(line.utf8)).records.first).fields }

    @Test func readsEveryKindOfValue() throws {
        let line = #"{"a":"x\n\"\\\/\b\f\r\t\u00e4\uD83D\uDE00","b":-12.50,"ä":true}"#
        let found = try records(Array(line.utf8)).records
        #expect(
            found == [Record(line: 1, fields: ["x\n\"\\/\u{8}\u{C}\r\tä😀", "-12.50", "true"], isPlain: [false, true, true], raw: line)])
        #expect(try fields(#" { "a" : null , "b" : [ 1, {"c": "\u0041"} ] } "#) == ["", #"[ 1, {"c": "\u0041"} ]"#, ""])
        #expect(try fields(#"{"a":1,"\u0061":2,"a":{"x":{}}}"#) == [#"{"x":{}}"#, "", ""])
        #expect(try fields("{}") == ["", "", ""])
    }

    @Test(arguments: [
        ("1e3", "1000"), ("1.5E+3", "1500"), ("-1.25e1", "-12.5"), ("1E-3", "0.001"), ("0.00120e2", "0.12"), ("0e9", "0"), ("-0.0E5", "0"),
        ("123.456e0", "123.456"), ("1e39", "1" + String(repeating: "0", count: 39)), ("100e-2", "1"), ("12e-1", "1.2"),
    ])
    func writesExponentsOut(number: String, plain: String) throws {
        let record = try #require(try records(Array("{\"b\":\(number)}".utf8)).records.first)
        #expect(record.fields?[1] == plain && record.isPlain[1])
    }

    @Test func leavesLongNumbersAlone() throws {
        for number in ["1e40", "1e-41", "1e99999999999999999999", "1E-999999999999999999999"] {
            let record = try #require(try records(Array("{\"b\":\(number)}".utf8)).records.first)
            #expect(record.fields?[1] == number && !record.isPlain[1])
        }
    }

    @Test func refusesWhatIsNoObject() throws {
        let lines = [
            "[]", "1", "\"a\"", "{", "{]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{'a':1}", "{\"a\":01}", "{\"a\":+1}",
            "{\"a\":.5}", "{\"a\":1.}", "{\"a\":1e}", "{\"a\":-}", "{\"a\":NaN}", "{\"a\":tru}", "{\"a\":1}}", "{\"a\":1} x",
            "{\"a\":\"\\ud800\"}", "{\"a\":\"\\ude00\\ud83d\"}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12g4\"}", "{\"a\":\"\t\"}", "{\"a\":\"x}",
            "\u{FEFF}{}", "{\"a\":[1 2]}", "{\"a\":[1,]}", "\u{B}{}", "nul",
        ]
        let found = try records(Array((lines.joined(separator: "\n") + "\n{\"a\":1}").utf8)).records
        #expect(found.map(\.raw) == lines + ["{\"a\":1}"])
        for (record, line) in zip(found, lines) { #expect(record.fields == nil, "\(line)") }
        #expect(found.last?.fields == ["1", "", ""])
        for bytes in [[0xC3], [0xED, 0xA0, 0x80], [0xC0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x80]] as [[UInt8]] {
            #expect(try records(Array("{\"a\":\"".utf8) + bytes + Array("\"}".utf8)).records.first?.fields == nil)
        }
    }

    @Test func limitsDepth() throws {
        func nested(_ depth: Int) -> String {
            "{\"a\":" + String(repeating: "[", count: depth) + String(repeating: "]", count: depth) + "}"
        }
        #expect(try fields(nested(63)) != nil)
        #expect(try fields(nested(64)) == nil)
        #expect(try records(Array(String(repeating: "{\"a\":", count: 1_000_000).utf8)).records.first?.fields == nil)
    }

    @Test func numbersLinesAndSkipsBlankOnes() throws {
        let found = try records(Array("\n{\"a\":1}\r\n \t\r\n{\"a\":2}\n\n{\"a\":3}".utf8)).records
        #expect(found.map(\.line) == [2, 4, 6])
        #expect(found.map { $0.fields?[0] } == ["1", "2", "3"])
        #expect(found[0].raw == "{\"a\":1}")
    }

    @Test func gathersUnknownKeysOfGoodLines() throws {
        let text = "{\"x\":1,\"a\":2,\"\\u0079\":3}\n{\"bad\":1\n{\"y\":1,\"z\":1,\"x\":0}\n"
        #expect(try records(Array(text.utf8)).unknown == ["x", "y", "z"])
        let many = (0..<3000).map { "{\"k\($0)\":\($0),\"a\":\($0)}\n" }.joined()
        let found = try records(Array(many.utf8))
        #expect(found.unknown == (0..<1000).map { "k\($0)" })
        #expect(found.records.map { $0.fields?[0] } == (0..<3000).map(String.init))
    }

    @Test func refusesALineLongerThanTheLimit() throws {
        let text = Array(("{}\n{}\n" + String(repeating: "x", count: 200) + "\n{}\n").utf8)
        for chunk in [1, 10, 1000] {
            let error = #expect(throws: NDJSONError.self) { _ = try records(text, chunk: chunk, limit: 100) }
            #expect(error?.code == .recordTooLong(limit: 100) && error?.line == 3)
        }
    }

    /// Random values against Python's json, which also judges what is no JSON.
    @Test func agreesWithPython() throws {
        var random = SeededGenerator(seed: 3)
        var lines = (0..<3000).map { _ in random.object() }
        for index in lines.indices where index % 3 == 0 { random.damage(&lines[index]) }
        let folder = try TemporaryFolder()
        let path = try folder.write(lines.joined(separator: "\n"), to: "lines.json")
        let script = """
            import json, sys
            def strict(name): raise ValueError(name)
            def pairs(items):
                # Half a surrogate pair is refused, be it in a value that another one follows.
                json.dumps(items, ensure_ascii=False).encode()
                return dict(items)
            out = []
            for line in open(sys.argv[1], 'rb').read().split(b'\\n'):
                try:
                    value = json.loads(line.decode(), parse_constant=strict, parse_float=str, parse_int=str, object_pairs_hook=pairs)
                    out.append([json.dumps(value.get(k), ensure_ascii=False) for k in ('a', 'b', 'ä')] if isinstance(value, dict) else None)
                except (ValueError, UnicodeError): out.append(None)
            json.dump(out, sys.stdout)
            """
        let output = try Tool.run(Tool.python, ["-c", script, path])
        let expected = try JSONDecoder().decode([[String]?].self, from: Data(output.utf8))
        let text = Array(lines.joined(separator: "\n").utf8)
        for chunk in [1, 13, 4096] {
            let found = try records(text, chunk: chunk).records
            let byLine = Dictionary(found.map { ($0.line, $0) }) { first, _ in first }
            for (index, wanted) in expected.enumerated() {
                let fields = byLine[index + 1]?.fields
                #expect((fields == nil) == (wanted == nil), "\(lines[index])")
                guard let fields, let wanted else { continue }
                for (field, json) in zip(fields, wanted) { #expect(matches(field, json), "\(field) for \(json) of \(lines[index])") }
            }
        }
    }

    /// Whether a field is what the value `json` is to become; Python has written it, numbers as the strings of their digits.
    private func matches(_ field: String, _ json: String) -> Bool {
        guard let value = try? JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed) else { return false }
        switch value {
        case is NSNull: return field.isEmpty
        case let text as String:
            return field == text || (text.lowercased().contains("e") && Double(text) != nil && Double(field) == Double(text))
        case let number as NSNumber: return field == (number.boolValue ? "true" : "false")
        default: return (try? JSONSerialization.jsonObject(with: Data(field.utf8))) != nil
        }
    }
}

extension SeededGenerator {
    mutating func object() -> String {
        let names = ["\"a\"", "\"b\"", "\"ä\"", "\"\\u0061\"", "\"c\"", "\"\""]
        let members = (0..<Int.random(in: 0...5, using: &self)).map { _ in
            "\(names.randomElement(using: &self) ?? "")\(blank()):\(blank())\(value(depth: 0))"
        }
        return "{\(blank())\(members.joined(separator: ",\(blank())"))\(blank())}"
    }

    private mutating func blank() -> String { ["", "", "", " ", "\t", "\r"].randomElement(using: &self) ?? "" }

    private mutating func value(depth: Int) -> String {
        switch Int.random(in: 0..<(depth < 3 ? 9 : 7), using: &self) {
        case 0: return ["true", "false", "null"].randomElement(using: &self) ?? ""
        case 1, 2:
            let pieces = ["0", "-0", "7", "12", "-3.50", "0.001", "1e5", "-2.5E-3", "12345678901234567890", "9e99", "0.0e0", "4E+2"]
            return pieces.randomElement(using: &self) ?? ""
        case 3...6:
            let pieces = ["x", "ä", "😀", "\\n", "\\\"", "\\u00e4", "\\ud83d\\ude00", "\\/", "\\\\", " ", "{", "\\u0000", "\u{7F}"]
            return "\"" + (0..<Int.random(in: 0...6, using: &self)).map { _ in pieces.randomElement(using: &self) ?? "" }.joined() + "\""
        case 7: return "[" + (0..<Int.random(in: 0...3, using: &self)).map { _ in value(depth: depth + 1) }.joined(separator: ",") + "]"
        default:
            return "{" + (0..<Int.random(in: 0...2, using: &self)).map { "\"k\($0)\":" + value(depth: depth + 1) }.joined(separator: ",")
                + "}"
        }
    }

    /// Changes a character of `line` to another one that JSON knows.
    mutating func damage(_ line: inout String) {
        var scalars = Array(line.unicodeScalars)
        let place = Int.random(in: 0..<scalars.count, using: &self)
        let others: [Unicode.Scalar] = ["\"", "{", "}", "[", "]", ",", ":", "\\", "0", "e", "-", ".", "t", "u", "d", " "]
        scalars[place] = others.randomElement(using: &self) ?? " "
        line = String(String.UnicodeScalarView(scalars))
    }
}
