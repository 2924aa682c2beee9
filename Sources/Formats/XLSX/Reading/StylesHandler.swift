import XML

/// Gathers what the cell formats of a workbook mean (ECMA-376 part 1, section 18.8).
final class StylesHandler: XMLHandler {
    /// By the number by which cells refer to them.
    private(set) var formats: [CellFormat] = []
    private var custom: [Int: CellFormat] = [:]
    private var isInCellFormats = false

    func start(_ element: borrowing XMLElement) {
        if element.isNamed("cellXfs") {
            isInCellFormats = true
        } else if element.isNamed("xf"), isInCellFormats {
            let number = element.number("numFmtId") ?? 0
            formats.append(custom[number] ?? CellFormat(builtIn: number))
        } else if element.isNamed("numFmt"), let number = element.number("numFmtId"), let code = element.text("formatCode") {
            custom[number] = CellFormat(code: code)
        }
    }

    func end(_ name: borrowing XMLName) { if name.equals("cellXfs") { isInCellFormats = false } }

    func characters(_ text: Span<UInt8>) {}
}
