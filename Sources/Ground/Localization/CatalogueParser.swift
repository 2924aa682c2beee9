import Model

/// Reads PO files, as the manual of GNU gettext describes them (section "The Format of PO Files").
struct CatalogueParser {
    /// The only plural rule that our languages need.
    static let pluralForms = "nplurals=2; plural=(n != 1);"

    private(set) var entries: [MessageKey: Catalogue.Entry] = [:]
    private(set) var header: [String: String] = [:]
    private(set) var problems: [String] = []

    private var line = 0
    private var entryLine = 0
    private var key: String?
    private var isPlural = false
    private var forms: [String] = []
    private var isFuzzy = false
    private var isOpen = false
    /// What a further line of quoted text continues.
    private var target: Target?

    private enum Target { case key, plural, form }

    /// Reads all of `text`.
    mutating func read(_ text: some StringProtocol) {
        // Bytes: every command reads a whole catalogue before it does anything.
        for content in Array(text.utf8).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            line += 1
            readLine(trimmed(content))
        }
        finishEntry()
        if header["Plural-Forms"] != CatalogueParser.pluralForms {
            problems.append("1: Plural-Forms is not \(CatalogueParser.pluralForms)")
        }
    }

    private mutating func readLine(_ content: ArraySlice<UInt8>) {
        switch content.first {
        case nil: finishEntry()
        case UInt8(ascii: "#"): readComment(content)
        case UInt8(ascii: "\""): continueText(content)
        default: readKeyword(content)
        }
    }

    private mutating func readComment(_ content: ArraySlice<UInt8>) {
        // A comment after a text belongs to the next entry.
        if target == .form { finishEntry() }
        if content.starts(with: "#,".utf8), String(decoding: content, as: UTF8.self).contains("fuzzy") { isFuzzy = true }
    }

    private mutating func readKeyword(_ content: ArraySlice<UInt8>) {
        let parts = content.split(separator: UInt8(ascii: " "), maxSplits: 1)
        guard parts.count == 2, let text = unquoted(trimmed(parts[1])) else { return complain("not understood") }
        let keyword = String(decoding: parts[0], as: UTF8.self)
        switch keyword {
        case "msgid":
            finishEntry()
            (key, target, isOpen, entryLine) = (text, .key, true, line)
        case "msgid_plural":
            (isPlural, target) = (true, .plural)
        case "msgstr":
            addForm(text, expected: 0)
        case "msgstr[0]":
            addForm(text, expected: 0)
        case "msgstr[1]":
            addForm(text, expected: 1)
        default:
            complain("\(keyword) is not supported")
        }
    }

    private mutating func addForm(_ text: String, expected: Int) {
        guard isOpen, forms.count == expected else { return complain("msgstr out of order") }
        forms.append(text)
        target = .form
    }

    private mutating func continueText(_ content: ArraySlice<UInt8>) {
        guard let text = unquoted(content) else { return complain("not understood") }
        switch target {
        case .key: key?.append(text)
        case .plural: break
        case .form: forms[forms.count - 1].append(text)
        case nil: complain("text outside an entry")
        }
    }

    private mutating func finishEntry() {
        defer { (key, target, isOpen, isPlural, forms) = (nil, nil, false, false, []) }
        guard isOpen, let key else { return }
        defer { isFuzzy = false }
        if key.isEmpty { return readHeader() }
        // As msgfmt does: a translation that nobody has confirmed is none.
        if isFuzzy { return }
        let name = MessageKey(rawValue: key)
        if entries[name] != nil { return problems.append("\(entryLine): \(key) is there twice") }
        if forms.count != (isPlural ? 2 : 1) { return problems.append("\(entryLine): \(key) has \(forms.count) texts") }
        if forms.contains(where: \.isEmpty) { return problems.append("\(entryLine): \(key) has no text") }
        entries[name] = Catalogue.Entry(forms: forms)
    }

    private mutating func readHeader() {
        for field in (forms.first ?? "").split(separator: "\n") {
            let parts = field.split(separator: ":", maxSplits: 1)
            if parts.count == 2 { header[String(parts[0])] = String(decoding: trimmed(Array(parts[1].utf8)[...]), as: UTF8.self) }
        }
    }

    private mutating func complain(_ what: String) {
        problems.append("\(line): \(what)")
    }

    /// The text between the quotes, escapes resolved, or nil.
    private func unquoted(_ quoted: ArraySlice<UInt8>) -> String? {
        let (quote, escape) = (UInt8(ascii: "\""), UInt8(ascii: "\\"))
        guard quoted.count >= 2, quoted.first == quote, quoted.last == quote else { return nil }
        let inner = quoted.dropFirst().dropLast()
        if !inner.contains(where: { $0 == escape || $0 == quote }) { return String(decoding: inner, as: UTF8.self) }
        var bytes: [UInt8] = []
        var rest = inner[...]
        while let byte = rest.popFirst() {
            guard byte != quote else { return nil }
            guard byte == escape else {
                bytes.append(byte)
                continue
            }
            switch rest.popFirst() {
            case UInt8(ascii: "n"): bytes.append(UInt8(ascii: "\n"))
            case UInt8(ascii: "t"): bytes.append(UInt8(ascii: "\t"))
            case quote: bytes.append(quote)
            case escape: bytes.append(escape)
            default: return nil
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 13 }
        guard let start = text.firstIndex(where: { !isBlank($0) }), let end = text.lastIndex(where: { !isBlank($0) }) else { return [] }
        return text[start...end]
    }
}
