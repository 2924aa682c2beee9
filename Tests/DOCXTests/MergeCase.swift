import Archive
import DOCX
import Foundation
import Tabular
import TestSupport
import XML

/// A value of a record.
enum TestValue {
    case text(String)
    case number(Int64)
    case day(String)
    case none
}

/// Records for a test.
struct TestRecords {
    var columns: [MergeColumn]
    var rows: [[TestValue]]

    init(_ columns: [(String, ColumnType)], _ rows: [[TestValue]]) {
        self.columns = columns.map { MergeColumn($0.0, $0.1) }
        self.rows = rows
    }

    /// Records of texts.
    init(texts columns: [String], _ rows: [[String]]) {
        self.init(columns.map { ($0, .text) }, rows.map { row in row.map { .text($0) } })
    }

    var batch: Batch {
        var batch = Batch(columns.map(\.type))
        for row in rows {
            for (index, value) in row.enumerated() {
                switch value {
                case .text(let text): batch.columns[index].append(text)
                case .number(let number): batch.columns[index].append(number)
                case .day(let iso):
                    if let day = Day(iso: iso) { batch.columns[index].append(Int64(day.number)) } else { batch.columns[index].appendNull() }
                case .none: batch.columns[index].appendNull()
                }
            }
            batch.rowCount += 1
        }
        return batch
    }

    /// As data of a merge, in batches of `size`.
    func records(size: Int = .max, modules: [(String, (Int) -> TestRecords)] = []) -> MergeRecords {
        var batches: [MergeBatch] = []
        var start = 0
        while start < rows.count {
            let part = Array(rows[start...].prefix(size))
            let offset = start
            let batch = TestRecords(columns.map { ($0.name, $0.type) }, part).batch
            batches.append(
                MergeBatch(batch) { row, module in
                    let children = modules[module].1(offset + row)
                    return BatchCursor(types: children.columns.map(\.type), batches: children.rows.isEmpty ? [] : [children.batch])
                })
            start += part.count
        }
        let described = modules.map { MergeModule($0.0, $0.1(0).columns) }
        return MergeRecords(columns: columns, modules: described, batches: batches)
    }
}

extension MergeLanguage {
    /// Finnish as the product passes it in.
    static var finnish: MergeLanguage {
        var language = MergeLanguage()
        language.monthNames = [
            "tammikuu", "helmikuu", "maaliskuu", "huhtikuu", "toukokuu", "kesäkuu", "heinäkuu", "elokuu", "syyskuu", "lokakuu", "marraskuu",
            "joulukuu",
        ]
        language.monthNamesInDates = language.monthNames.map { $0 + "ta" }
        language.shortMonthNames = language.monthNames.map { String($0.dropLast(3)) }
        language.weekdayNames = ["maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai"]
        language.shortWeekdayNames = ["ma", "ti", "ke", "to", "pe", "la", "su"]
        language.halfDayNames = ["ap.", "ip."]
        language.booleanNames = (yes: "kyllä", no: "ei")
        return language
    }

    static var english: MergeLanguage {
        var language = MergeLanguage()
        language.decimalSign = "."
        language.groupSign = ","
        language.dayPicture = "yyyy-MM-dd"
        language.instantPicture = "yyyy-MM-dd HH:mm"
        language.monthNames = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
        ]
        language.shortMonthNames = language.monthNames.map { String($0.prefix(3)) }
        language.weekdayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
        language.shortWeekdayNames = language.weekdayNames.map { String($0.prefix(3)) }
        language.halfDayNames = ["AM", "PM"]
        return language
    }
}

/// What a merge wrote.
struct MergedPackage {
    let path: String
    let reader: ZipReader

    init(_ path: String) throws {
        self.path = path
        reader = try ZipReader(MemorySource(Array(try Data(contentsOf: URL(fileURLWithPath: path)))), entryLimit: 100_000)
    }

    var names: [String] { reader.entries.map(\.name) }

    func part(_ name: String) throws -> String {
        guard let entry = reader.entries.first(where: { $0.name == name }) else { throw Missing(name: name) }
        var buffer = [UInt8](repeating: 0, count: entry.size + 1)
        let count = try reader.stream(entry).read(into: &buffer)
        return String(decoding: buffer.prefix(count), as: UTF8.self)
    }

    /// The texts of the paragraphs of a part, which must be well formed; a line break is a line feed.
    func paragraphs(_ name: String = "word/document.xml") throws -> [String] {
        let handler = ParagraphTexts()
        let parser = try XMLPushParser(handler)
        try parser.feed(Array(try part(name).utf8)[...])
        try parser.finish()
        return handler.paragraphs
    }

    struct Missing: Error { let name: String }
}

/// Gathers the texts of paragraphs, those of text boxes before the ones that they stand in.
private final class ParagraphTexts: XMLHandler {
    private(set) var paragraphs: [String] = []
    private var open: [String] = []
    private var isText = false

    func start(_ element: borrowing XMLElement) {
        if element.isNamed("p") { open.append("") }
        guard !open.isEmpty else { return }
        if element.isNamed("br") { open[open.count - 1] += "\n" }
        if element.isNamed("tab") { open[open.count - 1] += "\t" }
        isText = element.isNamed("t")
    }

    func end(_ name: borrowing XMLName) {
        isText = false
        if name.equals("p"), let text = open.popLast() { paragraphs.append(text) }
    }

    func characters(_ text: Span<UInt8>) {
        guard isText, !open.isEmpty else { return }
        unsafe text.withUnsafeBufferPointer { unsafe open[open.count - 1] += String(decoding: $0, as: UTF8.self) }
    }
}

/// Merges templates made by hand.
struct MergeCase {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    func template(_ template: HandmadeTemplate, limits: TemplateLimits = TemplateLimits()) throws -> MailTemplate {
        try MailTemplate(MemorySource(try template.bytes(in: folder)), limits: limits)
    }

    /// The document that joins all letters.
    func joined(
        _ template: HandmadeTemplate, _ records: MergeRecords, language: MergeLanguage = .finnish, name: String = "joined.docx"
    ) throws -> MergedPackage {
        _ = try MailMerge(try self.template(template), records, language: language).write(to: folder.file(name))
        return try MergedPackage(folder.file(name))
    }

    /// The paragraphs of a body merged with one record.
    func paragraphs(_ body: String, _ records: TestRecords, language: MergeLanguage = .finnish) throws -> [String] {
        try joined(HandmadeTemplate(body), records.records(), language: language).paragraphs()
    }

    /// The one paragraph of a body that holds `content`, merged with one record.
    func text(_ content: String, _ records: TestRecords, language: MergeLanguage = .finnish) throws -> String {
        try paragraphs(Markup.paragraph(content), records, language: language).joined(separator: "¶")
    }
}
