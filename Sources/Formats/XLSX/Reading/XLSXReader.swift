package import Archive
import OPC
import XML

/// Reads workbooks (ECMA-376, transitional and strict), whatever their number of rows, in constant memory.
public final class XLSXReader {
    private struct Sheet {
        let name: String
        let part: String
        let isVisible: Bool
    }

    private let package: OPCReader
    private let temporaryFolder: String
    private let sheets: [Sheet]
    private let countsFrom1904: Bool
    private let stringsPart: String?
    private let stylesPart: String?
    private var strings: SharedStrings?
    private var formats: [CellFormat]?

    /// A reader of the workbook in `archive`.
    ///
    /// - Parameters:
    ///   - limit: the most bytes that a part may inflate to.
    ///   - temporaryFolder: where a nameless file may hold the shared strings that are too many for memory.
    /// - Throws: ``XLSXReadError``: `notAWorkbook`, `damagedPart`, `partTooLarge`, `encrypted`, `io`.
    package init(_ archive: ZipReader, limit: Int, temporaryFolder: String) throws {
        self.temporaryFolder = temporaryFolder
        package = OPCReader(archive, limit: limit)
        (sheets, countsFrom1904, stringsPart, stylesPart) = try XLSXReadError.mapping { [package] in
            let part = try Self.workbookPart(package)
            let handler = WorkbookHandler()
            try package.read(part, into: handler)
            guard handler.isWorkbook else { throw XLSXReadError(.notAWorkbook, part) }
            let links = try package.relationships(of: part).filter { !$0.isExternal }
            func parts(_ kind: String) -> [OPCRelationship] { links.filter { $0.type.hasSuffix("/" + kind) } }
            let targets = Dictionary(parts("worksheet").map { ($0.id, OPCReader.resolve($0.target, from: part)) }) { first, _ in first }
            let sheets = handler.sheets.compactMap { sheet in
                targets[sheet.link].map { Sheet(name: sheet.name, part: $0, isVisible: sheet.isVisible) }
            }
            return (
                sheets, handler.countsFrom1904, parts("sharedStrings").first.map { OPCReader.resolve($0.target, from: part) },
                parts("styles").first.map { OPCReader.resolve($0.target, from: part) }
            )
        }
    }

    /// A reader of the workbook in the file at `path`, which stays open as long as the reader lives.
    ///
    /// - Throws: ``XLSXReadError`` as above.
    public convenience init(path: String, limit: Int = 1 << 32, temporaryFolder: String = "/tmp") throws {
        let archive: ZipReader
        do { archive = try ZipReader(FileSource(path: path)) } catch let error as ArchiveError {
            throw XLSXReadError(.io, path, reason: error.reason, cause: error)
        } catch let error as ArchiveReadError {
            throw XLSXReadError(error.code == .notAnArchive ? .notAWorkbook : .io, path, reason: error.reason, cause: error)
        }
        try self.init(archive, limit: limit, temporaryFolder: temporaryFolder)
    }

    /// The names of the sheets with cells, in the workbook's order, hidden ones included.
    public var sheetNames: [String] { sheets.map(\.name) }

    /// The rows of the sheet `name`, or of the first visible one; several may be read one after another, by one thread at a time.
    ///
    /// - Throws: ``XLSXReadError``: `noSuchSheet`, `damagedPart`, `partTooLarge`, `tooMuchText`, `encrypted`, `temporaryFile`, `io`.
    public func rows(ofSheet name: String?) throws -> XLSXRowReader {
        guard let sheet = sheets.first(where: { name == nil ? $0.isVisible : $0.name == name }) else {
            throw XLSXReadError(.noSuchSheet(names: sheetNames), name ?? "")
        }
        return try XLSXReadError.mapping {
            let value = CellValue(formats: try loadedFormats(), countsFrom1904: countsFrom1904)
            let handler = SheetHandler(part: sheet.part, strings: try loadedStrings(), value: value)
            return XLSXRowReader(feed: try package.feed(sheet.part, to: handler), handler: handler)
        }
    }

    /// The part that the package says is the document (ECMA-376 part 1, section 8.3).
    private static func workbookPart(_ package: OPCReader) throws -> String {
        let link = try package.relationships(of: "").first { $0.type.hasSuffix("/officeDocument") }
        guard let link else { throw XLSXReadError(.notAWorkbook, "") }
        let part = OPCReader.resolve(link.target, from: "")
        // Other documents are packages too, and the binary kind of workbook (.xlsb) holds no XML.
        guard package.contains(part), !part.hasSuffix(".bin") else { throw XLSXReadError(.notAWorkbook, part) }
        return part
    }

    private func loadedStrings() throws -> SharedStrings {
        if let strings { return strings }
        let loaded = SharedStrings(temporaryFolder: temporaryFolder)
        if let stringsPart, package.contains(stringsPart) {
            try package.read(stringsPart, into: SharedStringsHandler(loaded, part: stringsPart))
        }
        try loaded.finish()
        strings = loaded
        return loaded
    }

    private func loadedFormats() throws -> [CellFormat] {
        if let formats { return formats }
        let handler = StylesHandler()
        if let stylesPart, package.contains(stylesPart) { try package.read(stylesPart, into: handler) }
        formats = handler.formats
        return handler.formats
    }
}
