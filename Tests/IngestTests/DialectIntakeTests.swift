import Model
import Store
import TestSupport
import Testing

@testable import Ingest

/// Files as programs and people write them, each with one clear meaning.
struct DialectIntakeTests {
    private static let expected = [["C1", "Aino", "-", "-", "1250", "-"], ["C2", "a;b", "-", "-", "5", "-"]]

    @Test(arguments: [
        "customer_id;name;spent\nC1;Aino;12,50\nC2;\"a;b\";0,05\n",
        "sep=;\r\ncustomer_id;name;spent\r\nC1;Aino;12,50\r\nC2;\"a;b\";0,05\r\n",
        "\"sep=|\"\ncustomer_id|name|spent\nC1|Aino|12.50\nC2|a;b|0.05\n",
        "customer_id|name|spent\nC1|Aino|12.50\nC2|a;b|0.05\n",
        "customer_id\tname\tspent\rC1\tAino\t12,50\rC2\ta;b\t0,05\r",
        "'customer_id';'name';'spent'\n'C1';'Aino';'12,50'\n'C2';'a;b';'0,05'\n",
        "Raportti 24.11.2026\n\nAsiakkaat; kaikki\ncustomer_id;name;spent\nC1;Aino;12,50\nC2;\"a;b\";0,05\n",
        "customer_id;name;spent;\nC1;Aino;12,50;\nC2;\"a;b\";0,05;\n",
        "\n\ncustomer_id;name;spent\n\nC1;Aino;12,50\n\n\nC2;\"a;b\";0,05\n\n",
        "customer_id,name,spent\nC1,\"Aino\",12.50 €\nC2,a;b,\"0,05\"",
    ])
    func readsWhatIsMeant(text: String) throws {
        let shop = try Workshop()
        let drop = try shop.drop(text)
        #expect(drop.record.reason == nil)
        #expect(try shop.records() == Self.expected)
    }

    @Test func passesOverDeclaredLines() throws {
        let shop = try Workshop()
        var source = shop.source()
        source.reading.skippedTop = 2
        source.reading.skippedBottom = 2
        source.reading.comment = UInt8(ascii: "#")
        let text =
            "customer_id;name;spent\nfoo\ncustomer_id;name;spent\n# \"note;\nC1;Aino;12,50\n#x\nC2;\"a;b\";0,05\nYhteensä;;12,55\nloppu\n\n"
        let drop = try shop.drop(text, source: source)
        #expect(try shop.records() == Self.expected)
        #expect(drop.record.counts.read == 2)
        #expect(drop.record.counts.rejected == 0)
    }

    @Test func tellsTheRightLineAfterSkippedOnes() throws {
        let shop = try Workshop()
        let drop = try shop.drop("Raportti\nvuodelta\ncustomer_id;spent\nC1;x\n")
        #expect(drop.rejections.map(\.line) == [4])
    }

    @Test func readsAFileWithoutAHeader() throws {
        let shop = try Workshop()
        var source = shop.source()
        source.reading.hasHeader = false
        source.reading.positions = ["customer_id", nil, "name", "spent"]
        try shop.drop("C1,x,Aino,12.50\nC2,y,a;b,0.05\nC3,z,c,much\n", source: source)
        #expect(try shop.records() == Self.expected)
        #expect(
            try shop.text("rejected/1.csv")
                == "customer_id,,name,spent,rivi,syy\nC3,z,c,much,3,ingest.reject.decimal [fi]\n")
    }

    @Test func followsEscapes() throws {
        let shop = try Workshop()
        let drop = try shop.drop("customer_id,name,email\nC1,\"say \\\"hi\\\"\",\\N\nC2,one\\,two,\nC3,back\\\\slash,\n")
        #expect(try shop.records().map { $0[1] } == ["say \"hi\"", "one,two", "back\\slash"])
        #expect(drop.detail?.escape == "\\")
    }

    @Test func takesQuotesForCharactersWhereTheyMeanNothing() throws {
        let shop = try Workshop()
        var source = shop.source()
        source.reading.quote = FileReading.Quote.none
        try shop.drop("customer_id;name\nC1;\"half\nC2;5\" pipe\n", source: source)
        #expect(try shop.records().map { $0[1] } == ["\"half", "5\" pipe"])
    }

    @Test func rejectsRaggedRowsAndRecoversFromOpenQuotes() throws {
        let shop = try Workshop()
        let drop = try shop.drop(
            "customer_id;name;spent\nC1;Aino;12,50\nC9;x\nC8;a;1;2\nC7;\"open;1\nC2;\"a;b\";0,05\n")
        #expect(try shop.records() == Self.expected)
        #expect(drop.rejections.map(\.line) == [3, 4, 5])
    }

    @Test func takesAFieldOfManyMegabytes() throws {
        let shop = try Workshop()
        let long = String(repeating: "pitkä\n", count: 1 << 20)
        try shop.drop("customer_id;name\nC1;\"\(long)\"\nC2;short\n")
        #expect(try shop.records().map { $0[1].utf8.count } == [long.utf8.count - 1, 5])
    }

    /// What a writer of any dialect writes is read back cell by cell.
    @Test(arguments: 0..<40) func readsBackWhatAnyDialectHolds(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let delimiter = [";", ",", "\t", "|"].randomElement(using: &generator) ?? ";"
        let lineEnd = ["\n", "\r\n", "\r"].randomElement(using: &generator) ?? "\n"
        let pieces = ["ä", "\"", "x", " ", "7", ";", ",", "|", "#", "\n", "é", "'", "\\", "=", "-"]
        var names: [String] = []
        var text = "customer_id\(delimiter)name" + lineEnd
        for row in 0..<30 {
            let name =
                "n" + (0..<Int.random(in: 0...6, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
                + "e"
            names.append(name)
            let quoted = name.contains { "\"\n".contains($0) } || name.contains(delimiter) || Bool.random(using: &generator)
            text += "K\(100 + row)" + delimiter + (quoted ? "\"" + name.replacing("\"", with: "\"\"") + "\"" : name) + lineEnd
        }
        let shop = try Workshop()
        var source = shop.source()
        // Without the header's help `\"` could be an escape; the property is about what is certain.
        source.reading.quote = .byte(UInt8(ascii: "\""))
        source.reading.delimiter = delimiter.utf8.first
        let drop = try shop.drop(text, source: source)
        if text.contains("\\\"") { return }
        #expect(drop.record.counts.rejected == 0)
        #expect(try shop.records().map { $0[1] } == names)
    }
}
