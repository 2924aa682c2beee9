import Model
import Store

extension ToolCall {
    /// `normalize-address`: street addresses, all in one form.
    func normalizeAddress() throws -> TaskOutcome {
        try rewrite([try requiredField("field")]) { text, _ throws(ToolRefusal) in StreetAddress.normalized(text) }
    }
}
