import XML

/// The part `xl/workbook.xml`: the sheets of a workbook and the names that it defines (ECMA-376 part 1, section 18.2).
struct WorkbookPart {
    /// A sheet that the workbook lists.
    struct Sheet {
        var name: String
        /// The rectangle with filters, header row included, with absolute references; nil without filters.
        var filterRange: String?
        /// Whether the first row is printed on each page.
        var repeatsHeader = false
        /// A name for a rectangle of the sheet, and that with absolute references.
        var rangeName: (name: String, range: String)?
    }

    let sheets: [Sheet]

    func xml() throws(XMLError) -> [UInt8] {
        try XMLWriter.document { xml throws(XMLError) in
            let namespaces: KeyValuePairs<String, String?> = [
                "xmlns": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                "xmlns:r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            ]
            try xml.element("workbook", namespaces) { () throws(XMLError) in
                try xml.element("workbookPr")
                try xml.element("bookViews") { () throws(XMLError) in
                    try xml.element(
                        "workbookView", ["xWindow": "0", "yWindow": "0", "windowWidth": "28800", "windowHeight": "16000", "activeTab": "0"])
                }
                try xml.element("sheets") { () throws(XMLError) in
                    for (index, sheet) in sheets.enumerated() {
                        try xml.element("sheet", ["name": sheet.name, "sheetId": "\(index + 1)", "r:id": "rId\(index + 1)"])
                    }
                }
                try definedNames(xml)
            }
        }
    }

    private func definedNames(_ xml: XMLWriter) throws(XMLError) {
        guard sheets.contains(where: { $0.filterRange != nil || $0.repeatsHeader || $0.rangeName != nil }) else { return }
        try xml.element("definedNames") { () throws(XMLError) in
            for (index, sheet) in sheets.enumerated() {
                guard let range = sheet.filterRange else { continue }
                try xml.element(
                    "definedName", ["name": "_xlnm._FilterDatabase", "localSheetId": "\(index)", "hidden": "1"],
                    text: "\(SheetName.quoted(sheet.name))!\(range)")
            }
            for (index, sheet) in sheets.enumerated() where sheet.repeatsHeader {
                try xml.element(
                    "definedName", ["name": "_xlnm.Print_Titles", "localSheetId": "\(index)"],
                    text: "\(SheetName.quoted(sheet.name))!$1:$1")
            }
            for sheet in sheets {
                guard let (name, range) = sheet.rangeName else { continue }
                try xml.element("definedName", ["name": name], text: "\(SheetName.quoted(sheet.name))!\(range)")
            }
        }
    }
}
