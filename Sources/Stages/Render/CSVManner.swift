import CSV
import Localization
import Model
import Tabular

/// How the CSV files of a list are written: its settings over a preset.
///
/// Without a preset, a formatted list is what a spreadsheet program set to the reader's language opens with a double click, and an
/// unformatted one is for programs.
struct CSVManner {
    let style: CSVStyle
    let headings: CSVSettings.Headings
    let refusesUnencodable: Bool

    init(_ settings: CSVSettings, isFormatted: Bool, _ renderer: ListRenderer) {
        let own: CSVSettings.Preset = renderer.localizer.language == .fi ? .excelFinnish : .excelEnglish
        let preset = settings.preset ?? (isFormatted ? own : .machine)
        let isForPeople = preset != .machine
        let isFinnish = preset == .excelFinnish
        let convention = LocaleStyle.of(isFinnish ? .fi : .en).csv
        let offset = renderer.calendar
        let dates = settings.dates ?? (isForPeople && convention.days == .dotted ? .finnish : .iso)
        let decimal = settings.decimal.map { $0 == .comma ? UInt8(ascii: ",") : UInt8(ascii: ".") }
        let encoding: CSVEncoding =
            switch settings.encoding ?? .utf8 {
            case .utf8: .utf8(mark: settings.hasMark ?? isForPeople)
            case .utf16: .utf16
            case .windows1252: .windows1252
            }
        style = CSVStyle(
            dialect: CSVDialect(delimiter: settings.delimiter ?? (isForPeople ? convention.delimiter : UInt8(ascii: ","))),
            lineEnd: settings.lineEnds == .lf ? .lf : .crlf,
            decimalSeparator: decimal ?? (isForPeople ? convention.decimalSeparator : UInt8(ascii: ".")),
            dayPattern: dates == .finnish ? .dayMonthYear : .iso,
            instantPattern: isForPeople ? .local { offset.offset(at: $0) } : .iso,
            trueWord: isForPeople ? renderer.localizer.boolean(true) : "true",
            falseWord: isForPeople ? renderer.localizer.boolean(false) : "false", guardsFormulas: true, encoding: encoding)
        headings = settings.headings ?? (isForPeople ? .labels : .keys)
        refusesUnencodable = settings.unencodable == .refuse
    }
}
