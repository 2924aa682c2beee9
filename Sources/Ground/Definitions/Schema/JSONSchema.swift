/// The JSON Schemas (draft 2020-12) of all kinds of definition file, made from the shapes by which the files are checked.
package enum JSONSchema {
    /// The name and text of each schema file, such as `schedule.schema.json`; the same on every call.
    package static func schemas() -> [(fileName: String, json: String)] {
        DefinitionKind.allCases.map { kind in
            let (documentation, object) = DefinitionShapes.shape(of: kind)
            let head = [
                JSONValue.Member("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
                JSONValue.Member("title", .string("Ajastin: \(kind.rawValue)")),
                JSONValue.Member("description", .string(documentation)),
            ]
            return ("\(kind.rawValue).schema.json", JSONValue.object(head + schema(object)).text)
        }
    }

    private static func schema(_ shape: Shape) -> [JSONValue.Member] {
        switch shape {
        case .scalar(let form): return form.schema
        case .boolean: return [JSONValue.Member("type", .string("boolean"))]
        case .integer(let range):
            return [
                JSONValue.Member("type", .string("integer")), JSONValue.Member("minimum", .integer(range.lowerBound)),
                JSONValue.Member("maximum", .integer(range.upperBound)),
            ]
        case .choice(let values, _): return [JSONValue.Member("enum", .array(values.map { .string($0) }))]
        case .localized: return any([ScalarForm.text.schema, schema(LocalizedShape.shape)])
        case .list(let element, let orOne, let atLeast, let atMost):
            var list = [JSONValue.Member("type", .string("array")), JSONValue.Member("items", .object(schema(element)))]
            if atLeast > 0 { list.append(JSONValue.Member("minItems", .integer(atLeast))) }
            if let atMost { list.append(JSONValue.Member("maxItems", .integer(atMost))) }
            return orOne ? any([schema(element), list]) : list
        case .map(let keys, let values, let atLeast):
            var map = [
                JSONValue.Member("type", .string("object")), JSONValue.Member("propertyNames", .object(keys.schema)),
                JSONValue.Member("additionalProperties", .object(schema(values))),
            ]
            if atLeast > 0 { map.append(JSONValue.Member("minProperties", .integer(atLeast))) }
            return map
        case .object(let object): return schema(object)
        case .tagged(let tagged): return schema(tagged)
        case .either(let scalar, let structured, _): return any([schema(scalar), schema(structured)])
        case .mapOrList(let map, let list, _): return any([schema(map), schema(list)])
        }
    }

    private static func any(_ schemas: [[JSONValue.Member]]) -> [JSONValue.Member] {
        [JSONValue.Member("anyOf", .array(schemas.map { .object($0) }))]
    }

    private static func schema(_ object: ObjectShape) -> [JSONValue.Member] {
        let required = object.keys.filter(\.isRequired).map(\.name)
        // A map of which nothing is required may be left empty, which YAML reads as null.
        var members = [JSONValue.Member("type", required.isEmpty ? .array([.string("object"), .string("null")]) : .string("object"))]
        members.append(JSONValue.Member("properties", .object(object.keys.map { JSONValue.Member($0.name, .object(schema($0))) })))
        if !required.isEmpty { members.append(JSONValue.Member("required", names(required))) }
        members.append(JSONValue.Member("additionalProperties", .boolean(false)))
        if !object.rules.isEmpty { members.append(JSONValue.Member("allOf", .array(object.rules.map { .object(schema($0)) }))) }
        return members
    }

    private static func schema(_ key: ObjectShape.Key) -> [JSONValue.Member] {
        var members = [JSONValue.Member("description", .string(key.documentation))]
        if let standard = key.standard { members.append(JSONValue.Member("default", standard)) }
        return members + schema(key.shape)
    }

    private static func schema(_ tagged: TaggedShape) -> [JSONValue.Member] {
        let properties = tagged.alternatives.map { alternative in
            JSONValue.Member(
                alternative.name, .object([JSONValue.Member("description", .string(alternative.documentation))] + schema(alternative.shape))
            )
        }
        return [
            JSONValue.Member("type", .string("object")), JSONValue.Member("properties", .object(properties)),
            JSONValue.Member("additionalProperties", .boolean(false)), JSONValue.Member("minProperties", .integer(1)),
            JSONValue.Member("maxProperties", .integer(1)),
        ]
    }

    private static func schema(_ rule: ObjectShape.Rule) -> [JSONValue.Member] {
        switch rule {
        case .excludes(let first, let second):
            return [JSONValue.Member("not", .object([JSONValue.Member("required", names([first, second]))]))]
        case .oneNeeded(let keys):
            return any(keys.map { [JSONValue.Member("required", names([$0]))] })
        case .needs(let key, let needed):
            return [JSONValue.Member("dependentRequired", .object([JSONValue.Member(key, names([needed]))]))]
        case .when(let key, let value, let required, let forbidden):
            let condition: [JSONValue.Member] = [
                JSONValue.Member("properties", .object([JSONValue.Member(key, .object([JSONValue.Member("const", .string(value))]))])),
                JSONValue.Member("required", names([key])),
            ]
            var consequence: [JSONValue.Member] = []
            if !required.isEmpty {
                let groups = required.map { group in
                    JSONValue.object(any(group.map { [JSONValue.Member("required", names([$0]))] }))
                }
                consequence.append(JSONValue.Member("allOf", .array(groups)))
            }
            if !forbidden.isEmpty {
                consequence.append(JSONValue.Member("properties", .object(forbidden.map { JSONValue.Member($0, .boolean(false)) })))
            }
            return [JSONValue.Member("if", .object(condition)), JSONValue.Member("then", .object(consequence))]
        }
    }

    private static func names(_ names: [String]) -> JSONValue { .array(names.map { .string($0) }) }
}
