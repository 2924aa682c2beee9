import Expressions
import Model
import TestSupport
import Testing

struct ExpressionDocumentationTests {
    @Test(arguments: Language.allCases) func everyFunctionIsDocumented(language: Language) throws {
        let text = try Repository.text("docs/expressions.md")
        let words = Set(text.matches(of: /[\p{L}][\p{L}.]*/).map { String($0.0) })
        #expect(FunctionList.names(in: language).filter { !words.contains($0) } == [])
    }
}
