import Localization
import Model
import OPC
import Tabular
import XLSX

/// Writes a customer list as a workbook, dressed for the reader's locale when it is formatted.
final class XLSXListWriter: ListWriter {
    private let renderer: ListRenderer
    private let name: String
    private let path: String
    /// Made with the first rows, which show what columns hold codes.
    private var writer: XLSXWriter?

    init(_ renderer: ListRenderer, name: String, path: String) {
        self.renderer = renderer
        self.name = name
        self.path = path
    }

    func append(_ batch: Batch) throws {
        if writer == nil { writer = try start(with: batch) }
        try writer?.append(batch)
    }

    func finish() throws -> RenderedFile {
        let receipt = try (writer.take() ?? start(with: nil)).finish()
        return RenderedFile(
            name: name, path: path, format: .xlsx, size: receipt.bytes, rowCount: receipt.rows,
            touchedCells: receipt.cutTexts + receipt.datesAsText + receipt.numbersAsText)
    }

    private func start(with batch: Batch?) throws -> XLSXWriter {
        let isFormatted = renderer.list.layout == .formatted
        let title = renderer.list.label.text(in: renderer.localizer.language)
        let properties = DocumentProperties(
            title: title, creator: "Ajastin", created: renderer.created.isoUTC, language: renderer.localizer.language.rawValue)
        let calendar = renderer.calendar
        return try XLSXWriter(
            path: path, workbook: WorkbookOptions(properties: properties),
            sheet: SheetOptions(name: title, isFormatted: isFormatted) { calendar.offset(at: $0) },
            columns: renderer.columns.enumerated().map { index, field in
                renderer.sheetColumn(field, isFormatted: isFormatted, isCode: batch?.columns[index].holdsCodes ?? false)
            })
    }
}

extension Column {
    /// Whether a text among these rows is made of digits, as postal codes and phone numbers are: the text format keeps it so when a
    /// reader edits the cell.
    fileprivate var holdsCodes: Bool {
        guard type.isText else { return false }
        return (0..<count).contains { row in
            let range = text.range(row)
            return !range.isEmpty && text.bytes[range].allSatisfy { (48...57).contains($0) || $0 == 43 || $0 == 32 }
        }
    }
}

extension ListRenderer {
    fileprivate func sheetColumn(_ field: FieldDefinition, isFormatted: Bool, isCode: Bool) -> SheetColumn {
        SheetColumn(isFormatted ? heading(field) : field.key, field.columnType, numberFormat: numberFormat(field), isCode: isCode)
    }

    /// The Excel format code of a field's cells; separators in it are those of the code, not of the locale (ECMA-376 part 1, 18.8.31).
    private func numberFormat(_ field: FieldDefinition) -> String? {
        switch field.type {
        case .text, .email, .phone, .postalCode, .choice, .list, .boolean: nil
        case .integer: "#,##0"
        case .decimal: "#,##0" + (field.scale > 0 ? "." + String(repeating: "0", count: field.scale) : "")
        case .date: localizer.style.workbookDay
        case .instant: localizer.style.workbookInstant
        }
    }
}
