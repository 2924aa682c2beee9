import Expressions
import Model
import Store
import Tabular

extension ToolCall {
    /// `validate-email`: marks addresses as good or bad, empties bad ones, or lists them where neither is asked for.
    func validateEmail() throws -> TaskOutcome {
        let field = try requiredField("field")
        let mark = try self.field("mark")
        let clears = boolean("clear")
        let query = RecordQuery(
            module: module, columns: [field], segment: task.segment, includesIdentity: true)
        let count = try RecordPass(context: context, module: module).plan(query) { batch, row in
            let column = batch.columns[1]
            // No address is neither good nor bad.
            guard !column.isNull(row) else { return mark.map { [.set(field: $0.key, .null)] } ?? [] }
            do throws(ToolRefusal) {
                try EmailAddress.check(column.text[row])
                return mark.map { [.set(field: $0.key, .integer(1))] } ?? []
            } catch {
                var changes: [RecordChange] = mark.map { [.set(field: $0.key, .integer(0))] } ?? []
                if clears { changes.append(.set(field: field.key, .null)) }
                return changes.isEmpty ? [.fail(field: field.key, error.message)] : changes
            }
        }
        return try applied(lookedAt: count)
    }
}
