import Localization
import Model
import Testing

struct LocaleStyleTests {
    @Test func finnishFilesOpenInFinnishPrograms() {
        let style = LocaleStyle.of(.fi)
        #expect(style.decimalSeparator == ",")
        #expect(style.workbookDay == "d.m.yyyy")
        #expect(style.csv.delimiter == UInt8(ascii: ";"))
        #expect(style.csv.decimalSeparator == UInt8(ascii: ","))
        #expect(style.csv.days == .dotted)
    }

    @Test func englishFilesOpenInBritishPrograms() {
        let style = LocaleStyle.of(.en)
        #expect(style.workbookDay == "dd/mm/yyyy")
        #expect(style.csv.delimiter == UInt8(ascii: ","))
        #expect(style.csv.decimalSeparator == UInt8(ascii: "."))
        #expect(style.csv.days == .iso)
    }
}
