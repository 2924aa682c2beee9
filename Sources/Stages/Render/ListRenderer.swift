package import Localization
package import Model
package import Tabular

/// Renders a customer list in all of its formats, from one pass over the rows.
package struct ListRenderer: Sendable {
    let list: CustomerList
    /// The fields of the list's columns, in their order.
    let columns: [FieldDefinition]
    let localizer: Localizer
    /// The zone in which times are shown.
    let calendar: LocalCalendar
    /// The moment that the files bear as that of their making.
    let created: Instant

    /// - Parameters:
    ///   - localizer: of the recipients' language.
    package init(list: CustomerList, columns: [FieldDefinition], localizer: Localizer, calendar: LocalCalendar, created: Instant) {
        self.list = list
        self.columns = columns
        self.localizer = localizer
        self.calendar = calendar
        self.created = created
    }

    /// Writes a file for each format into `folder`, named after the list and the date.
    ///
    /// - Throws: what the formats, the file system and `rows` throw; files that are not finished are for the caller to remove with
    ///   the folder.
    package func render(_ rows: BatchCursor, into folder: String) throws -> [RenderedFile] {
        let base = FileName.safe(list.label.text(in: localizer.language)) + "-" + calendar.day(at: created).iso
        let writers = try list.formats.map { format in
            let name = base + "." + format.rawValue
            return try writer(format, name: name, path: folder + "/" + name)
        }
        while let batch = try rows.next() {
            let shown = dressed(batch)
            for writer in writers { try writer.append(shown) }
        }
        return try writers.map { try $0.finish() }
    }

    /// The rows with their lists as people write them; as data alone they stay as they are kept.
    private func dressed(_ batch: Batch) -> Batch {
        guard list.layout == .formatted else { return batch }
        var batch = batch
        for (index, field) in columns.enumerated() where field.type == .list {
            var text = TextBuffer()
            for row in 0..<batch.rowCount { text.append(ItemList.shown(batch.columns[index].text[row]).utf8) }
            batch.columns[index].text = text
        }
        return batch
    }

    private func writer(_ format: ListFormat, name: String, path: String) throws -> any ListWriter {
        switch format {
        case .csv: try CSVListWriter(self, name: name, path: path)
        case .xlsx: XLSXListWriter(self, name: name, path: path)
        }
    }

    /// A column's heading in the readers' language, with the unit of its numbers.
    func heading(_ field: FieldDefinition) -> String {
        let label = field.label.text(in: localizer.language)
        return field.unit.map { "\(label) (\($0))" } ?? label
    }
}
