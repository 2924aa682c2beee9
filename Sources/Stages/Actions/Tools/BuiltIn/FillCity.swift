import Expressions
import Model
import Store
import Tabular

extension ToolCall {
    /// `fill-city`: the city of each postal code, from a module of places or from what nearly all other records say.
    func fillCity() throws -> TaskOutcome {
        let code = try requiredField("postal-code")
        let city = try requiredField("city")
        let places = context.transaction.places
        try places.learn(from: try source(code, city))
        let lookedAt = try context.transaction.records.count(module, segment: task.segment)
        let overwrites = boolean("overwrite")
        let target = EditTarget(
            members: task.segment, of: module, where: places.wants(city: city.key, code: code.key, overwriting: overwrites, known: true))
        try context.transaction.edits.plan(
            [EditAssignment(city.key, places.city(ofCode: code.key))], of: target, run: context.run, task: context.position, at: context.now
        )
        try noteUnknown(code, city)
        return try applied(lookedAt: lookedAt)
    }

    private func source(_ code: FieldDefinition, _ city: FieldDefinition) throws -> PlaceRepository.Source {
        guard let name = text("places") else {
            // Three records, of which nine in ten agree, are hardly all wrong in the same way.
            return PlaceRepository.Source(module: module, code: code.key, city: city.key, minimum: 3, agreement: 90)
        }
        guard let known = context.catalog.modules[name] else { throw ActionError.unknownModule(name) }
        for field in ["postal_code", "city"] where known.field(field) == nil { throw ActionError.unknownField(field, module: name) }
        return PlaceRepository.Source(module: known, code: "postal_code", city: "city", minimum: 1, agreement: 90)
    }

    /// Lists the records that stay without a city although they have a postal code.
    private func noteUnknown(_ code: FieldDefinition, _ city: FieldDefinition) throws {
        let condition = context.transaction.places.wants(city: city.key, code: code.key, overwriting: false, known: false)
        let query = RecordQuery(module: module, columns: [code], segment: task.segment, condition: condition, includesIdentity: true)
        try context.transaction.records.withBatches(query) { cursor in
            while let batch = try cursor.next() {
                let failures = (0..<batch.rowCount).map { row in
                    TaskFailure(
                        task: context.position, module: module.name, record: batch.columns[0].fixed[row], field: city.key,
                        reason: Message(.toolNoCity, ["code": .text(batch.columns[1].text[row])]))
                }
                try context.transaction.runs.add(failures, run: context.run)
            }
        }
    }
}

extension MessageKey {
    static let toolNoCity: MessageKey = "tool.city.unknown"
}
