import Model
import Store

extension ToolCall {
    /// `normalize-phone`: phone numbers in the form of E.164; what cannot be a number stays and is listed.
    func normalizePhone() throws -> TaskOutcome {
        let country = text("country")
        return try rewrite([try requiredField("field")]) { text, field throws(ToolRefusal) in
            try PhoneNumber.normalized(text, country: country ?? field.country ?? "FI")
        }
    }
}
