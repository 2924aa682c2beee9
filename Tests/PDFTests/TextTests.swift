import PDF
import Tabular
import TestSupport
import Testing

struct TextTests {
    @Test(arguments: [
        "Häkkinen Öhman Åsa Šárka Žižka Guðmundsson", "Øystein Łukasz Dvořák İstanbul", "Иванова Наталья", "Παπαδόπουλος Γιώργος",
        "AVATAR Toimitusjohtaja fi ffi fl", "10–12 € ”lainaus” … − ×", "Nguyễn Thị Hồng",
    ])
    func isExactWhenCopied(name: String) throws {
        let report = try WrittenReport(columns: [PDFColumn("Nimi", .text)], rows: Samples.batch([.text], [[.text(name)]]))
        #expect(try report.cells().last == [name])
        #expect(try report.text().contains(name))
        #expect(report.receipt.missingCharacters == 0)
    }

    /// Scripts from right to left; those who listen get the text in its own order.
    @Test(arguments: ["عبد الله", "שרה כהן"])
    func isExactInOtherScripts(name: String) throws {
        let report = try WrittenReport(columns: [PDFColumn("Nimi", .text)], rows: Samples.batch([.text], [[.text(name)]]))
        // The reader marks the direction of such text with characters of its own.
        let text = try Tool.run("pdftotext", [report.path, "-"]).filter { !("\u{202A}"..."\u{202E}").contains($0) }
        #expect(text.contains(name))
        let spoken = name.utf16.map { String(Int($0) + 0x1_0000, radix: 16).dropFirst() }.joined()
        #expect(try report.plain().contains("/ActualText <feff\(spoken)>"))
        #expect(report.receipt.missingCharacters == 0)
    }

    /// Letters with marks of their own, in either form.
    @Test func composedLettersAreKept() throws {
        let report = try WrittenReport(columns: [PDFColumn("Nimi", .text)], rows: Samples.batch([.text], [["a\u{308}iti e\u{301}"]]))
        #expect(try report.cells().last?.first.map { $0 == "äiti é" } == true)
    }

    /// Outlines of both kinds: a glyph that stands for two characters is told apart in each.
    @Test(arguments: ["DejaVu Sans", "Noto Sans", "Cantarell"])
    func noBreakSpacesAreNoSpaces(family: String) throws {
        let columns = [PDFColumn("Nimi", .text), PDFColumn("Summa", .decimal(scale: 2))]
        let rows = Samples.batch(columns.map(\.type), [["Aino Ääri", 1_234_567_89], ["fi\u{2011}SE a\u{A0}b", -5]])
        let report = try WrittenReport(look: PDFLook(fontFamilies: [family]), columns: columns, rows: rows)
        let cells = try report.cells()
        #expect(cells.suffix(2) == [["Aino Ääri", "1\u{A0}234\u{A0}567,89"], ["fi\u{2011}SE a\u{A0}b", "\u{2212}0,05"]])
        #expect(report.receipt.fonts.first?.contains(family.filter { $0 != " " }) == true)
    }

    @Test func allFontsAreEmbeddedSubsets() throws {
        let rows = Samples.batch([.text], [["Ääkköset"], ["Иванова"], ["שרה"], ["\u{10FFFD}"]])
        let report = try WrittenReport(look: PDFLook(fontFamilies: ["Cantarell"]), columns: [PDFColumn("Nimi", .text)], rows: rows)
        let fonts = try Tool.run("pdffonts", [report.path]).split(separator: "\n").dropFirst(2)
        #expect(fonts.count >= 3)
        for font in fonts { #expect(font.contains(" yes ") && (font.contains(" yes yes yes ") || font.contains("Type 3")), "\(font)") }
    }

    /// No font has a character for private use of the last plane.
    @Test func whatNoFontHasIsABoxAndCounted() throws {
        let rows = Samples.batch([.text], [["a\u{10FFFD}b"], ["\u{10FFFD}\u{10FFFC}"]])
        let report = try WrittenReport(columns: [PDFColumn("Nimi", .text)], rows: rows)
        #expect(report.receipt.missingCharacters == 3)
        #expect(try report.cells().suffix(2) == [["a\u{10FFFD}b"], ["\u{10FFFD}\u{10FFFC}"]])
        #expect(try report.plain().contains("/Subtype /Type3"))
    }

    @Test func controlCharactersAndBrokenBytesDoNoHarm() throws {
        var batch = Batch([.text])
        batch.columns[0].append("a\u{0}b\u{1B}c\td\u{7F}")
        let broken: [UInt8] = [0x41, 0xFF, 0xC3, 0x28, 0xED, 0xA0, 0x80, 0x42]
        unsafe broken.withUnsafeBufferPointer { unsafe batch.columns[0].append($0) }
        batch.rowCount = 2
        let report = try WrittenReport(columns: [PDFColumn("Nimi", .text)], rows: batch)
        #expect(try report.text().contains("abc d"))
        #expect(try report.cells().last?.first?.hasPrefix("A") == true)
    }

    @Test func linesBreakAtSpacesAndKeepTheText() throws {
        let long = "Asiakkaaseen on otettu yhteyttä puhelimitse ja sovittu maksusuunnitelmasta, joka jatkuu kevääseen asti."
        let columns = [PDFColumn("Kuvaus", .text, width: 120), PDFColumn("Sähköposti", .text, width: 60)]
        let rows = Samples.batch([.text, .text], [[.text(long + "\nToinen kappale"), "aino.virtanen@kaupunginteatteri.example"]])
        let report = try WrittenReport(columns: columns, rows: rows)
        #expect(try report.cells().last == [long + " Toinen kappale", "aino.virtanen@kaupunginteatteri.example"])
        #expect(try report.text().split(separator: "\n").contains("Toinen kappale"))
    }
}
