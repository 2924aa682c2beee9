import Model
import Yams

/// Tells in our own words what libyaml found wrong; its English texts serve only to tell the cases apart.
enum SyntaxProblem {
    static func describe(_ error: YamlError, in source: SourceText) -> (message: Message, line: Int, column: Int) {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            return describe(problem, context, mark, in: source)
        case .reader(_, let offset, _, _):
            let scalars = source.text.prefix(offset ?? 0).unicodeScalars.count
            let (line, column) = source.place(of: scalars)
            return (Message(.yamlCharacter), line, column)
        case .duplicatedKeysInMapping(let duplicates, let context):
            let message = Message(.keyDuplicate, ["key": .text(duplicates.first ?? ""), "line": .integer(context.mark.line)])
            return (message, context.mark.line, context.mark.column)
        default:
            return (Message(.yamlSyntax), 1, 1)
        }
    }

    private static func describe(
        _ problem: String, _ context: YamlError.Context?, _ mark: Mark, in source: SourceText
    ) -> (message: Message, line: Int, column: Int) {
        let opened = context?.mark ?? mark
        if let index = source.index(line: mark.line, column: mark.column), index < source.scalars.count, source.scalars[index] == "\t" {
            return (Message(.yamlTab), mark.line, mark.column)
        }
        // Each names the place where the mistake began, which for what was never closed is not the place where it was noticed.
        if problem.contains("found unexpected end of stream"), context?.text.contains("quoted scalar") == true {
            return (Message(.yamlQuote), opened.line, opened.column)
        }
        if problem.contains("',' or ']'") || problem.contains("',' or '}'") {
            return (Message(.yamlBracket), opened.line, opened.column)
        }
        if problem.contains("mapping values are not allowed") {
            return (Message(.yamlColon), mark.line, mark.column)
        }
        if problem.contains("could not find expected ':'") {
            return (Message(.yamlColonMissing), opened.line, opened.column)
        }
        if problem.contains("block end") || problem.contains("'-' indicator") || problem.contains("expected key") {
            return (Message(.yamlIndentation), mark.line, mark.column)
        }
        if problem.contains("undefined alias") {
            return (Message(.yamlAlias), mark.line, mark.column)
        }
        if problem.contains("another document") {
            return (Message(.yamlDocuments), mark.line, mark.column)
        }
        if problem.contains("cannot start any token") {
            return (Message(.yamlQuotesNeeded), mark.line, mark.column)
        }
        return (Message(.yamlSyntax), mark.line, mark.column)
    }
}
