import DOCX
import Model

/// What is told of Word templates.
enum LetterProblems {
    static func message(of error: DOCXError) -> Message {
        let part = MessageArgument.text(error.part.isEmpty ? error.subject : error.part)
        switch error.code {
        case .notADocument: return Message("template.refused.not-a-document")
        case .encrypted: return Message("template.refused.encrypted")
        case .macros: return Message("template.refused.macros")
        case .tooLarge: return Message("template.refused.too-large", ["part": part])
        case .damagedPart: return Message("template.refused.damaged", ["part": part])
        case .linkedContent: return Message("template.refused.linked", ["part": part, "kind": .text(error.subject)])
        case .columnTypes, .records, .part, .write, .io: return Message("template.refused.io", ["detail": .text(error.reason)])
        }
    }

    static func message(_ problem: TemplateProblem) -> Message {
        Message(
            MessageKey(rawValue: "template.problem.\(name(of: problem.code))"),
            ["subject": .text(problem.subject), "place": .message(place(problem.place))])
    }

    /// Whether letters would be wrong, rather than plainer than meant.
    static func isError(_ code: TemplateProblem.Code) -> Bool {
        switch code {
        case .unknownSwitch, .staleCalculation, .linkedPicture: false
        default: true
        }
    }

    /// Where something stands in a document.
    static func place(_ place: TemplatePlace) -> Message {
        Message(
            "template.place",
            ["part": .text(place.part), "paragraph": .integer(place.paragraph), "text": .text(String(place.text.prefix(60)))])
    }

    static func name(of kind: TemplateField.Kind) -> MessageKey {
        switch kind {
        case .value: "template.kind.value"
        case .condition: "template.kind.condition"
        case .code: "template.kind.code"
        case .region: "template.kind.region"
        }
    }

    /// A name that there is not, with the nearest that there is.
    ///
    /// - Parameter keys: of the text without a suggestion, and of that with one.
    static func unknown(_ keys: [MessageKey], _ name: String, _ known: [String], _ place: MessageArgument) -> Message {
        var arguments: [String: MessageArgument] = ["name": .text(name), "place": place]
        if let suggestion = NearestName.of(name, in: known) {
            arguments["suggestion"] = .text(suggestion)
            return Message(keys[1], arguments)
        }
        return Message(keys[0], arguments)
    }

    /// `fieldNotEnded` as the catalogue has it: `field-not-ended`.
    private static func name(of code: TemplateProblem.Code) -> String {
        code.rawValue.reduce(into: "") { name, character in
            if character.isUppercase { name += "-" }
            name += character.lowercased()
        }
    }
}
