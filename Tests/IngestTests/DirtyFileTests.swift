import Foundation
import Ingest
import Store
import TestSupport
import Testing

/// Files of many rows, some of them spoilt in known ways: exactly those are rejected.
struct DirtyFileTests {
    private enum Fault: CaseIterable {
        case missingColumn, extraColumn, date, email, openQuote, twice
    }

    @Test(arguments: [(";", true), (",", false)])
    func rejectsExactlyTheSpoiltRows(delimiter: String, isFinnish: Bool) throws {
        var random = SeededGenerator(seed: isFinnish ? 3 : 4)
        var text = ["customer_id", "name", "email", "born", "spent", "consent"].joined(separator: delimiter) + "\r\n"
        var line = 2
        var spoilt: [Int] = []
        var taken: [String] = []
        for number in 1...20_000 {
            var cells = [
                "C\(number)", "Mäki", "a\(number)@b.fi", isFinnish ? "5.6.1980" : "1980-06-05", isFinnish ? "1 234,50" : "\"1,234.50\"",
                isFinnish ? "kyllä" : "true",
            ]
            var lines = 1
            if number % 97 == 0 {
                cells[1] = "\"Mäki \(delimiter) \"\"Äijä\"\"\r\ntoinen\""
                lines = 2
            } else if number > 1, random.next() % 20 == 0 {
                switch Fault.allCases[Int(random.next() % 6)] {
                case .missingColumn: cells.removeLast()
                case .extraColumn: cells.append("ylimääräinen")
                case .date: cells[3] = ["31.2.2025", "eilen", "13/13/2025"][number % 3]
                case .email: cells[2] = ["ei ole", "matti@", "@example.com"][number % 3]
                case .openQuote: cells[5] = "\"" + cells[5]
                case .twice: cells[0] = taken[Int(random.next() % UInt64(taken.count))]
                }
                spoilt.append(line)
            }
            if spoilt.last != line { taken.append(cells[0]) }
            text += cells.joined(separator: delimiter) + "\r\n"
            line += lines
        }
        let shop = try Workshop()
        let data = try #require(text.data(using: isFinnish ? .windowsCP1252 : .utf8))
        let drop = try shop.drop(data)
        #expect(drop.record.counts.read == 20_000)
        #expect(drop.record.counts.rejected == spoilt.count)
        #expect(drop.record.counts.added == taken.count)
        #expect(drop.rejections.map(\.line) == Array(spoilt.prefix(AppliedDrop.rejectionLimit)))
        #expect(try Set(shop.records().map(\.[0])) == Set(taken))
        let rejects = try #require(String(data: Data(try shop.bytes("rejected/1.csv")), encoding: isFinnish ? .windowsCP1252 : .utf8))
        let noted = rejects.components(separatedBy: "\r\n").dropFirst().dropLast().map {
            $0.components(separatedBy: delimiter + "ingest.reject.")[0]
        }
        .compactMap { $0.components(separatedBy: delimiter).last.flatMap(Int.init) }
        #expect(noted == spoilt)
    }
}
