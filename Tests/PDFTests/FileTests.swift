import Foundation
import PDF
import Tabular
import TestSupport
import Testing

struct FileTests: ~Copyable {
    private let folder: TemporaryFolder
    private static let columns = [PDFColumn("Nimi", .text)]

    init() throws { folder = try TemporaryFolder() }

    private func writer(_ path: String, look: PDFLook = PDFLook(), columns: [PDFColumn] = Self.columns) throws(PDFError) -> PDFWriter {
        try PDFWriter(path: path, report: Samples.report(), look: look, columns: columns, cells: Samples.finnish)
    }

    private func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.path) }

    @Test func readersFindNothingWrong() throws {
        let report = try WrittenReport(look: PDFLook(logo: Self.logo), columns: Self.columns) {
            for group in 0..<5 {
                try $0.beginGroup("Ryhmä \(group)")
                try $0.append(Samples.names(100))
                try $0.append(PDFSummaryRow(.subtotal, label: "Yhteensä", cells: [:]))
            }
        }
        let check = try Tool.run("qpdf", ["--check", report.path])
        #expect(check.contains("No syntax or stream encoding errors found"))
        #expect(try report.info()["Pages"] == "\(report.receipt.pages)")
        #expect(try Data(contentsOf: URL(fileURLWithPath: report.path)).count == report.receipt.bytes)
        #expect(try report.plain().contains("/SMask"))
        #expect(try Tool.outcome("pdftotext", [report.path, "-"]).errors == "")
    }

    @Test func sameRowsMakeSameBytes() throws {
        var contents: [Data] = []
        for name in ["a", "b"] {
            var writer = try writer(folder.file(name))
            try writer.append(Samples.names(3000))
            _ = try writer.finish()
            contents.append(try Data(contentsOf: URL(fileURLWithPath: folder.file(name))))
        }
        #expect(contents[0] == contents[1])
        #expect(try names().sorted() == ["a", "b"])
    }

    /// However the rows are cut into batches.
    @Test func batchesLeaveNoTrace() throws {
        let whole = try WrittenReport(columns: Self.columns, rows: Samples.names(5000))
        let parts = try WrittenReport(columns: Self.columns) {
            let rows = Samples.names(5000)
            for start in stride(from: 0, to: 5000, by: 1250) { try $0.append(rows, rows: start..<start + 1250) }
        }
        #expect(
            try Data(contentsOf: URL(fileURLWithPath: whole.path)) == Data(contentsOf: URL(fileURLWithPath: parts.path)))
    }

    @Test func aWriterThatIsLetGoOfLeavesNothing() throws {
        do {
            var writer = try writer(folder.file("report.pdf"))
            try writer.append(Samples.names(2000))
        }
        #expect(try names().isEmpty)
    }

    @Test func aMissingFolderIsTold() throws {
        #expect { _ = try writer(folder.file("no/report.pdf")) } throws: { ($0 as? PDFError)?.code == .write }
    }

    @Test(.enabled(if: SmallDisk.isPossible, "mounting needs the right to")) func aFullDiskKeepsTheOldFile() throws {
        let disk = try SmallDisk(at: folder.file("disk"), kilobytes: 64)
        defer { disk.unmount() }
        let path = try folder.write("old", to: "disk/report.pdf")
        let rows = Samples.batch([.text], (0..<20_000).map { [.text("\($0 &* 2_654_435_761) nimi")] })
        #expect {
            var writer = try writer(path)
            try writer.append(rows)
            _ = try writer.finish()
        } throws: { error in
            guard let error = error as? PDFError else { return false }
            return error.code == .write && error.systemCode == ENOSPC && error.subject == path
        }
        #expect(try folder.text("disk/report.pdf") == "old")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.file("disk")) == ["report.pdf"])
    }

    @Test func wrongColumnsAreRefused() throws {
        #expect { _ = try writer(folder.file("a"), columns: []) } throws: { ($0 as? PDFError)?.code == .columnCount }
        #expect {
            var writer = try writer(folder.file("a"))
            try writer.append(Batch([.integer]))
        } throws: { ($0 as? PDFError)?.code == .columnTypes }
        #expect(try names().isEmpty)
    }

    @Test(arguments: [[], [1, 2, 3], Array(Self.logo.prefix(40)), Self.hugeLogo])
    func aLogoThatIsNoPictureIsRefused(bytes: [UInt8]) throws {
        #expect { _ = try writer(folder.file("a"), look: PDFLook(logo: bytes)) } throws: { ($0 as? PDFError)?.code == .logo }
        #expect(try names().isEmpty)
    }

    /// A PNG that says that it is 65,536 pixels wide.
    static let hugeLogo: [UInt8] = Array(logo[..<16] + [0, 1, 0, 0] + logo[20...])

    /// A PNG of two pixels, one of them half clear.
    static let logo: [UInt8] = [
        137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 2, 0, 0, 0, 1, 8, 6, 0, 0, 0, 244, 34, 127, 138,
        0, 0, 0, 17, 73, 68, 65, 84, 120, 156, 99, 56, 193, 37, 242, 159, 129, 225, 127, 3, 0, 14, 128, 3, 101, 49, 55, 175,
        164, 0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96, 130,
    ]
}
