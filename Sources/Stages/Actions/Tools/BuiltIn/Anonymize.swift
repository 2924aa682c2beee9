import Expressions
import Model
import Store

extension ToolCall {
    /// `anonymize`: personal fields are emptied for good, in the journal too.
    func anonymize() throws -> TaskOutcome {
        let chosen = try fields("fields")
        let request = ErasureRepository.Request(
            segment: task.segment, module: module,
            segments: Set(context.catalog.segments.values.filter { $0.module == module.name }.map(\.name)),
            fields: chosen ?? module.fields.filter(isPersonal), includesFormerFields: chosen == nil, replacement: text("replacement"))
        let lookedAt = try context.transaction.records.count(module, segment: task.segment)
        let changed = try context.transaction.erasure.erase(request, at: context.now)
        return TaskOutcome(
            affected: changed, counts: TaskCounts(lookedAt: lookedAt, changed: changed, left: lookedAt - changed, failed: 0),
            summary: Message(.toolAnonymized, ["count": .integer(changed), "looked": .integer(lookedAt)]))
    }

    /// Whether a field may tell who somebody is; the keys stay, by which records and what belongs to them find each other.
    private func isPersonal(_ field: FieldDefinition) -> Bool {
        guard field.key != module.key, field.key != module.parent?.field else { return false }
        return switch field.type {
        case .text, .list, .email, .phone, .postalCode, .date: true
        case .integer, .decimal, .instant, .boolean, .choice: false
        }
    }
}

extension MessageKey {
    static let toolAnonymized: MessageKey = "task.run-tool.anonymized"
}
