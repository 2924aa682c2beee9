import Tabular
import Testing

@testable import XLSX

struct CellTests {
    @Test(arguments: [
        ("Mäkinen", "Mäkinen"), ("", ""), ("a\u{1}b", "a_x0001_b"), ("\r\n", "_x000D_\n"), ("\u{FFFE}\u{FFFF}", "_xFFFE__xFFFF_"),
        ("_x0041_", "_x005F_x0041_"), ("_X0041_", "_X0041_"), ("_x004g_", "_x004g_"), ("__x00ff_", "__x005F_x00ff_"), ("_x0041", "_x0041"),
        ("_x_", "_x_"), ("_x0_", "_x005F_x0_"), ("_x00411_", "_x00411_"),
        ("_x0041_x0042_", "_x005F_x0041_x005F_x0042_"), ("\u{FFFD}😀\u{10FFFF}", "\u{FFFD}😀\u{10FFFF}"),
        ("\u{7F}\u{85}\u{2028}", "\u{7F}\u{85}\u{2028}"),
    ])
    func textsAreEscaped(text: String, expected: String) {
        #expect(CellText.encoded(text).text == expected)
    }

    @Test func spaceIsKeptWhereItWouldBeLost() {
        for text in [" a", "a ", "a\nb", "a\tb", "\n"] { #expect(CellText.encoded(text).needsSpace) }
        for text in ["", "a", "a b", "a  b", "\u{A0}a"] { #expect(!CellText.encoded(text).needsSpace) }
    }

    /// Every byte at every place of texts that need several words.
    @Test func plainBytesAreToldFromOthers() {
        let special = Set("&<>_".utf8)
        for count in 1...20 {
            for place in 0..<count {
                for byte in UInt8.min...UInt8.max {
                    var bytes = [UInt8](repeating: UInt8(ascii: "a"), count: count) + [UInt8](repeating: 0, count: CellText.padding)
                    bytes[place] = byte
                    var copy = [UInt8](repeating: 0, count: bytes.count)
                    let isPlain = unsafe bytes.withUnsafeBufferPointer { source in
                        unsafe copy.withUnsafeMutableBytes { target in
                            guard let from = source.baseAddress, let to = target.baseAddress else { return false }
                            return unsafe CellText.copyPlain(from, count, to: to)
                        }
                    }
                    guard isPlain == (byte >= 0x20 && byte < 0x80 && !special.contains(byte)), copy.prefix(count) == bytes.prefix(count)
                    else {
                        Issue.record("byte \(byte) at \(place) of \(count)")
                        return
                    }
                }
            }
        }
    }

    /// What `put` writes.
    private func written(_ put: (inout UnsafeMutableRawPointer) -> Void) -> String {
        let room = UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 1)
        defer { unsafe room.deallocate() }
        var end = unsafe room
        unsafe put(&end)
        return unsafe String(decoding: UnsafeRawBufferPointer(start: room, count: end - room), as: UTF8.self)
    }

    private func number(_ value: Int64, scale: Int) -> String { unsafe written { unsafe CellNumber.put(value, scale: scale, &$0) } }

    @Test func numbersAreExact() {
        for value: Int64 in [0, 1, -1, 9, 10, 99, 100, 12_345, 99_999, 100_000, 123_456_789_012_345, .max, .min] {
            #expect(number(value, scale: 0) == "\(value)")
        }
        #expect(number(-5, scale: 2) == "-0.05")
        #expect(number(123_450, scale: 2) == "1234.50")
        #expect(number(.min, scale: 18) == "-9.223372036854775808")
    }

    @Test func partsOfADayAreExactToTheMillisecond() throws {
        for milliseconds in Array(stride(from: 0, to: 86_400_000, by: 86_399)) + [1, 86_399_999] {
            let text = unsafe written { unsafe CellNumber.putDayFraction(microseconds: UInt64(milliseconds) * 1000, &$0) }
            let fraction = try #require(Double("0" + text))
            #expect(Int((fraction * 86_400_000).rounded()) == milliseconds)
            #expect(fraction < 1)
        }
    }

    @Test(arguments: [
        ("Asiakkaat", "Asiakkaat"), ("", "Sheet1"), ("  ", "Sheet1"), ("A/B:C*?[D]\\", "A-B-C---D--"), ("'lainattu'", "lainattu"),
        ("History", "History (2)"),
        ("Asiakkaiden viikoittainen maksusuunnitelmaraportti", "Asiakkaiden viikoittainen maksu"), ("rivi\nrivi", "rivi-rivi"),
        (String(repeating: "😀", count: 20), String(repeating: "😀", count: 15)),
    ])
    func sheetNamesFitExcel(name: String, expected: String) {
        #expect(SheetName.make(name) == expected)
    }

    @Test func sheetNamesDiffer() {
        var taken: [String] = []
        for _ in 0..<12 { taken.append(SheetName.make("Asiakkaiden viikoittainen maksusuunnitelma", taken: taken)) }
        #expect(Set(taken.map { $0.lowercased() }).count == 12)
        #expect(taken.allSatisfy { $0.utf16.count <= 31 })
        #expect(SheetName.make("LISTA", taken: ["lista"]) == "LISTA (2)")
    }
}
