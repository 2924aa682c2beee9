import Model
import Store

extension ToolCall {
    /// `normalize-name`: names as they are written.
    func normalizeName() throws -> TaskOutcome {
        try rewrite(try fields("fields") ?? []) { text, _ throws(ToolRefusal) in PersonalName.normalized(text) }
    }
}
