internal import Archive
internal import Model
internal import Tabular
internal import XLSX

/// Reads the rows of a sheet.
struct WorkbookReader: TableReader {
    private let rows: XLSXRowReader
    private let width: Int
    private let name: String
    private let workbook: XLSXReader

    /// The most bytes that a part may inflate to.
    private static let partLimit = 16 << 30

    /// - Parameters:
    ///   - sheet: nil for the first.
    ///   - width: how many fields each row is filled up to.
    /// - Throws: `DropFailure`, `IngestError`.
    init(_ bytes: any ByteSource, sheet: String?, width: Int, name: String, temporaryFolder: String) throws {
        self.width = width
        self.name = name
        do {
            workbook = try XLSXReader(try ZipReader(bytes), limit: WorkbookReader.partLimit, temporaryFolder: temporaryFolder)
            rows = try workbook.rows(ofSheet: sheet)
        } catch let error as ArchiveReadError {
            throw error.told(name)
        } catch let error as XLSXReadError {
            throw WorkbookReader.told(error, name)
        }
    }

    /// Cells are XML, which has no bytes that are not text.
    var check: RowValidator.ByteCheck { .none }
    var unknownColumns: [String] { [] }

    mutating func next() throws -> TextBlock? {
        do { return try rows.next(width: width) } catch let error as XLSXReadError { throw WorkbookReader.told(error, name) }
    }

    private static func told(_ error: XLSXReadError, _ name: String) -> any Error {
        switch error.code {
        case .io: return error.cause ?? IngestError.unreadable(name, error.reason)
        case .temporaryFile: return IngestError.unwritable(name, error.reason)
        case .noSuchSheet(let names):
            return DropFailure(
                Message(.ingestNoSheet, ["sheet": .text(error.subject), "found": .list(names.prefix(30).map { .text($0) })]))
        case .partTooLarge: return DropFailure(Message(.ingestPackedBomb, ["file": .text(error.subject)]))
        case .notAWorkbook, .damagedPart, .tooMuchText, .encrypted:
            return DropFailure(Message(.ingestWorkbookDamaged, ["part": .text(error.subject), "reason": .text(error.reason)]))
        }
    }
}

extension MessageKey {
    static let ingestNoSheet: MessageKey = "ingest.no-sheet"
    static let ingestWorkbookDamaged: MessageKey = "ingest.workbook-damaged"
}
