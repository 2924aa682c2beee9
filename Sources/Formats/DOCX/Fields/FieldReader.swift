/// Reads the codes of a part's fields.
struct FieldReader {
    private let tree: PartTree
    private let fields: FieldMap
    private(set) var problems: [TemplateProblem] = []
    /// For each field the switches with their arguments, as people would write them.
    private(set) var switches: [[String]] = []

    init(_ tree: PartTree, _ fields: FieldMap) {
        self.tree = tree
        self.fields = fields
    }

    /// What each field says.
    mutating func read() -> [FieldInstruction] {
        fields.spans.map { span in
            switches.append([])
            return read(span)
        }
    }

    /// Fields that fetch, run or ask something when they are updated, or belong to the machine of whoever made the template.
    private static let unsafe: Set<String> = [
        "DDE", "DDEAUTO", "INCLUDE", "INCLUDETEXT", "INCLUDEPICTURE", "IMPORT", "LINK", "DATABASE", "MACROBUTTON", "RD", "PRINT",
        "HTMLCONTROL", "CONTROL",
    ]
    /// Fields of mail merge that nothing here knows what to do with.
    private static let unsupported: Set<String> = ["ADDRESSBLOCK", "GREETINGLINE", "ASK", "FILLIN", "MERGEINC"]

    private mutating func read(_ span: FieldSpan) -> FieldInstruction {
        var code = FieldCode(span, tree, fields)
        let keyword = (code.next(endsAtOperator: true)?.text ?? "").uppercased()
        switch keyword {
        case "MERGEFIELD": return mergeField(span, &code)
        case "IF": return condition(span, &code)
        case "NEXT": return .next(nil)
        case "NEXTIF": return test(span, &code, keyword).map { .next($0) } ?? .flattened
        case "SKIPIF": return test(span, &code, keyword).map { .skip($0) } ?? .flattened
        case "MERGEREC": return .number(isSequence: false)
        case "MERGESEQ": return .number(isSequence: true)
        default: return other(span, code, keyword)
        }
    }

    private mutating func other(_ span: FieldSpan, _ code: FieldCode, _ keyword: String) -> FieldInstruction {
        if Self.unsafe.contains(keyword) {
            tell(.unsafeField, span, keyword)
            return .flattened
        }
        if Self.unsupported.contains(keyword) {
            tell(.unsupportedField, span, keyword)
            return .flattened
        }
        let hasField = code.units.contains { if case .field = $0 { true } else { false } }
        // A name that another field makes up could become that of any field.
        if keyword.isEmpty, hasField {
            tell(.fieldWithoutName, span, "")
            return .flattened
        }
        if keyword == "=" || keyword.hasPrefix("="), hasField { tell(.staleCalculation, span, "=") }
        return .kept(keyword: keyword)
    }

    private mutating func mergeField(_ span: FieldSpan, _ code: inout FieldCode) -> FieldInstruction {
        guard let word = code.next(), word.switchName == nil, let name = word.text, !name.isEmpty else {
            tell(.fieldWithoutName, span, "MERGEFIELD")
            return .flattened
        }
        for (mark, isStart) in [("tablestart:", true), ("tableend:", false)] where name.lowercased().hasPrefix(mark) {
            let module = String(name.dropFirst(mark.count)).trimmed
            return isStart ? .regionStart(module) : .regionEnd(module)
        }
        var format = ValueFormat()
        var source = FieldInstruction.FormatSource.code
        while let word = code.next() {
            guard let letter = word.switchName else { continue }
            if letter == "m" || letter == "v" || letter == "M" || letter == "V" { continue }
            guard "*#@bfBF".contains(letter) else {
                tell(.unknownSwitch, span, "\\\(letter)")
                continue
            }
            guard let argument = code.next(), argument.switchName == nil, let text = argument.text else {
                tell(.switchWithoutArgument, span, "\\\(letter)")
                continue
            }
            switches[switches.count - 1].append("\\\(letter) \(text)")
            switch letter {
            case "#": format.numericPicture = NumericPicture(text)
            case "@": format.datePicture = DatePicture(text)
            case "b", "B": format.before = text
            case "f", "F": format.after = text
            default: apply(text, to: &format, &source, span)
            }
        }
        return .value(name: name, format, source)
    }

    /// Takes the argument of `\*` (ECMA-376 part 1, section 17.16.4.3).
    private mutating func apply(
        _ argument: String, to format: inout ValueFormat, _ source: inout FieldInstruction.FormatSource, _ span: FieldSpan
    ) {
        switch argument.lowercased() {
        case "upper": format.letterCases.append(.upper)
        case "lower": format.letterCases.append(.lower)
        case "caps": format.letterCases.append(.capitals)
        case "firstcap": format.letterCases.append(.firstCapital)
        case "mergeformat", "mergeformatinet": source = .result
        case "charformat": source = .codeAlone
        default: tell(.unknownSwitch, span, "\\* \(argument)")
        }
    }

    private mutating func condition(_ span: FieldSpan, _ code: inout FieldCode) -> FieldInstruction {
        guard let test = test(span, &code, "IF") else { return .flattened }
        var texts: [[CodeUnit]] = []
        while texts.count < 2, let word = code.next(), word.switchName == nil { texts.append(word.units) }
        return .condition(test, then: texts.first ?? [], otherwise: texts.count > 1 ? texts[1] : [])
    }

    private mutating func test(_ span: FieldSpan, _ code: inout FieldCode, _ keyword: String) -> FieldTest? {
        guard let left = code.next(endsAtOperator: true), left.switchName == nil, let comparison = code.nextOperator(),
            let right = code.next(), right.switchName == nil
        else {
            tell(.conditionWithoutOperands, span, keyword)
            return nil
        }
        return FieldTest(left: left.units, comparison: comparison, right: right.units)
    }

    private mutating func tell(_ code: TemplateProblem.Code, _ span: FieldSpan, _ subject: String) {
        guard tree.ancestor(.fallback, of: span.begin) == nil else { return }
        problems.append(TemplateProblem(code: code, place: tree.place(span.begin), subject: subject))
    }
}

extension String {
    /// The text without blanks at its ends.
    fileprivate var trimmed: String { String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()) }
}
