import CSV
import Testing

struct DelimiterDetectionTests {
    @Test(arguments: [
        ("id,name\n1,a;b\n2,c;d\n", ","),
        ("id;name;sum\n1;a;1,50\n2;b;2,50\n", ";"),
        ("id;sum, EUR\n1;1,50\n2;2,50\n", ";"),
        ("id\tname, full\tsum\n1\ta\t1,5\n2\tb\t2,5\n", "\t"),
        ("\"a;b\",\"c;d\"\n\"1;2;3\",4\n", ","),
        ("id\n1\n2\n", ","),
        ("", ","),
        ("id;name", ";"),
        ("id;name;city\n1;x\n2;y;z\n3;\"open;q\n4;a;b\n", ";"),
    ])
    func takesTheDelimiterThatFitsTheHeader(text: String, delimiter: String) {
        #expect(CSVDialect.detect(in: Array(text.utf8)[...], isWhole: true).delimiter == delimiter.utf8.first)
    }

    @Test func ignoresTheRecordThatTheSampleCutsOff() {
        let sample = Array("a;b;c\n1;2;3\n4;5".utf8)
        #expect(CSVDialect.detect(in: sample[...], isWhole: false).delimiter == UInt8(ascii: ";"))
        #expect(CSVDialect.detect(in: Array("a;b;c".utf8)[...], isWhole: false).delimiter == UInt8(ascii: ";"))
    }
}
