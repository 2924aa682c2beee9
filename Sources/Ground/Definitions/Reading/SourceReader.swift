import Model

/// Reads `sources/*.yaml`.
enum SourceReader {
    static func read(_ node: DocumentNode, name: String, in references: References, _ problems: inout Problems) -> SourceDefinition? {
        let module = references.module(node["module"], &problems)
        let mode = node["mode"]?.text.flatMap(SourceDefinition.Mode.init(rawValue:)) ?? .upsert
        if mode == .upsert, let module, module.key == nil {
            problems.error(Message(.sourceUpsertKey, ["name": .text(module.name)]), at: node["mode"]?.location ?? node.location)
        }
        if node["orphans"]?.text == SourceDefinition.Orphans.reject.rawValue, let module, module.parent == nil {
            problems.error(Message(.sourceOrphansParent, ["name": .text(module.name)]), at: node["orphans"]?.location ?? node.location)
        }
        let onDone = (node["on-done"]?.items ?? []).compactMap { references.name($0, of: .schedule, &problems) }
        guard let folder = node["folder"]?.text, let moduleName = node["module"]?.text else { return nil }
        var source = SourceDefinition(
            name: name, label: LocalizedShape.read(node["label"]) ?? LocalizedText(name), folder: normalized(folder), module: moduleName,
            mode: mode,
            columns: FileReadingReader.columns(node, of: module, in: references, &problems),
            rejectLimit: node["reject-limit"]?.text.flatMap(rejectLimit), onDone: onDone,
            language: WorkspaceReader.language(node["language"]))
        source.reading = FileReadingReader.read(node, of: module, in: references, &problems)
        source.ready = node["ready"]?.text.flatMap(readiness) ?? .close
        source.ignored = (node["ignore"]?.items ?? []).compactMap(\.text)
        source.duplicates = node["duplicates"]?.text.flatMap(SourceDefinition.Duplicates.init(rawValue:)) ?? .first
        source.orphans = node["orphans"]?.text.flatMap(SourceDefinition.Orphans.init(rawValue:)) ?? .keep
        source.volumeGuard = node["volume-guard"]?.text.flatMap(share)
        source.owner = node["owner"]?.text
        source.archiveDays = node["keep-archive"]?.text.flatMap(days)
        source.rejectedDays = node["keep-rejected"]?.text.flatMap(days)
        return source
    }

    /// A folder without the slash that may follow it.
    static func normalized(_ folder: String) -> String { folder.hasSuffix("/") ? String(folder.dropLast()) : folder }

    /// `1%`, `0.5%` or `0,5 %`, or a number of rows.
    static func rejectLimit(_ text: String) -> SourceDefinition.RejectLimit? {
        guard text.hasSuffix("%") else {
            return Int(text).flatMap { $0 >= 0 && text.first != "+" ? .rows($0) : nil }
        }
        return share(text).flatMap { $0 <= 10_000 ? .basisPoints($0) : nil }
    }

    /// `30%` or `0,5 %`, in hundredths of a percent.
    static func share(_ text: String) -> Int? {
        guard text.hasSuffix("%") else { return nil }
        var number = text.dropLast()
        if number.last == " " { number.removeLast() }
        guard case .decimal(let hundredths, _)? = FieldValueReader.decimal(String(number), scale: 2), (0...10_000_000).contains(hundredths)
        else { return nil }
        return Int(hundredths)
    }

    /// `close`, `done-file`, or `quiet 30 s`.
    static func readiness(_ text: String) -> SourceDefinition.Readiness? {
        switch text {
        case "close": return .close
        case "done-file": return .doneFile
        default:
            guard text.hasPrefix("quiet "), let (count, unit) = quantity(String(text.dropFirst("quiet ".count))) else { return nil }
            switch unit {
            case "s", "sec", "seconds", "sekuntia": return .quiet(seconds: count)
            case "min", "minutes", "minuuttia": return .quiet(seconds: count * 60)
            default: return nil
            }
        }
    }

    /// `90 days` or `90 pv`.
    static func days(_ text: String) -> Int? {
        guard let (count, unit) = quantity(text), ["d", "day", "days", "pv", "päivä", "päivää"].contains(unit) else { return nil }
        return count
    }

    /// A number of at most four digits, and the word that follows it.
    private static func quantity(_ text: String) -> (count: Int, unit: String)? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard digits.count <= 4, let count = Int(digits), count > 0 else { return nil }
        return (count, String(text.dropFirst(digits.count).drop { $0 == " " }))
    }

    /// `;` or `tab`.
    static func delimiter(_ text: String) -> UInt8? {
        if text == "tab" { return UInt8(ascii: "\t") }
        guard let byte = text.utf8.first, text.utf8.count == 1, byte == 9 || (32...126).contains(byte), byte != UInt8(ascii: "\""),
            byte != UInt8(ascii: "'"), Character(text).isLetter == false, Character(text).isNumber == false
        else { return nil }
        return byte
    }

    /// `'` or `none`.
    static func quote(_ text: String) -> FileReading.Quote? { text == "none" ? FileReading.Quote.none : character(text).map { .byte($0) } }

    /// An ASCII character that is no letter, digit or blank.
    static func character(_ text: String) -> UInt8? {
        guard let byte = text.utf8.first, text.utf8.count == 1, (33...126).contains(byte), !Character(text).isLetter,
            !Character(text).isNumber
        else { return nil }
        return byte
    }

    /// Yes or no, which YAML 1.1 and 1.2 read differently.
    static func answer(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "yes", "true": true
        case "no", "false": false
        default: nil
        }
    }
}
