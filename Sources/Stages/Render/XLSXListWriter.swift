import Localization
import Model
import OPC
import Tabular
import XLSX

/// Writes a customer list as a workbook, dressed for the reader's locale when it is formatted.
final class XLSXListWriter: ListWriter {
    private let name: String
    private let path: String
    private var writer: XLSXWriter?

    init(_ renderer: ListRenderer, name: String, path: String) throws {
        self.name = name
        self.path = path
        let isFormatted = renderer.list.layout == .formatted
        let title = renderer.list.label.text(in: renderer.localizer.language)
        let calendar = renderer.calendar
        writer = try XLSXWriter(
            path: path,
            workbook: WorkbookOptions(properties: DocumentProperties(title: title, creator: "Ajastin", created: renderer.created.isoUTC)),
            sheet: SheetOptions(name: title, isFormatted: isFormatted) { calendar.offset(at: $0) },
            columns: renderer.columns.map { renderer.sheetColumn($0, isFormatted: isFormatted) })
    }

    func append(_ batch: Batch) throws {
        try writer?.append(batch)
    }

    func finish() throws -> RenderedFile {
        guard let receipt = try writer.take()?.finish() else { throw RenderError.finishedTwice }
        return RenderedFile(
            name: name, path: path, format: .xlsx, size: receipt.bytes, rowCount: receipt.rows,
            touchedCells: receipt.cutTexts + receipt.datesAsText + receipt.numbersAsText)
    }
}

/// Why a list could not be rendered.
enum RenderError: Error {
    /// A writer was asked for its file again; a fault of the program.
    case finishedTwice
}

extension ListRenderer {
    fileprivate func sheetColumn(_ field: FieldDefinition, isFormatted: Bool) -> SheetColumn {
        SheetColumn(
            isFormatted ? heading(field) : field.key, field.columnType, numberFormat: numberFormat(field), isCode: field.type == .text || field.type == .phone)
    }

    /// The Excel format code of a field's cells; separators in it are those of the code, not of the locale (ECMA-376 part 1, 18.8.31).
    private func numberFormat(_ field: FieldDefinition) -> String? {
        switch field.type {
        case .text, .email, .phone, .choice, .boolean: nil
        case .integer: "#,##0"
        case .decimal: "#,##0" + (field.scale > 0 ? "." + String(repeating: "0", count: field.scale) : "")
        case .date: localizer.style.workbookDay
        case .instant: localizer.style.workbookInstant
        }
    }
}
