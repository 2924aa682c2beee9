import Model

/// Checks a document against its shape.
///
/// What comes back holds only what fits: unknown keys and wrong values are told and left out, so that whoever reads it need not look again.
struct ShapeCheck {
    private(set) var problems = Problems()

    /// What of `node`, the value of `key`, fits `shape`.
    mutating func check(_ node: DocumentNode, _ shape: Shape, key: String) -> DocumentNode? {
        if node.isNull, !allowsNull(shape) {
            problems.error(Message(.valueMissing, ["key": .text(key), "expected": .message(Message(shape.expected))]), at: node.location)
            return nil
        }
        switch shape {
        case .scalar(let form):
            guard let text = node.text, form.accepts(text) else { return wrong(node, shape, key) }
            return node
        case .boolean:
            return node.boolean == nil ? wrong(node, shape, key) : node
        case .integer(let range):
            guard let value = node.integer else { return wrong(node, shape, key) }
            guard range.contains(value) else {
                let limits: [String: MessageArgument] = ["minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound)]
                problems.error(Message(.valueRange, limits.merging(["key": .text(key)]) { own, _ in own }), at: node.location)
                return nil
            }
            return node
        case .choice(let values, let unavailable):
            return choice(node, values, unavailable, shape, key)
        case .localized:
            guard case .map = node.content else { return check(node, .scalar(.text), key: key) == nil ? nil : node }
            return object(node, LocalizedShape.shape)
        case .list(let element, let orOne, let atLeast, let atMost):
            return list(node, element, orOne: orOne, atLeast: atLeast, atMost: atMost, shape, key)
        case .map(let keys, let values, let atLeast):
            return map(node, keys, values, atLeast: atLeast, shape, key)
        case .object(let object):
            guard isMap(node) else { return wrong(node, shape, key) }
            return self.object(node, object)
        case .tagged(let tagged):
            return self.tagged(node, tagged, shape, key)
        case .either(let scalar, let structured, _):
            guard node.text == nil else {
                var trial = ShapeCheck()
                if let fitting = trial.check(node, scalar, key: key), trial.problems.diagnostics.isEmpty { return fitting }
                return wrong(node, shape, key)
            }
            return check(node, structured, key: key)
        case .mapOrList(let map, let list, _):
            switch node.content {
            case .map: return check(node, map, key: key)
            case .list: return check(node, list, key: key)
            case .scalar: return wrong(node, shape, key)
            }
        }
    }

    private func allowsNull(_ shape: Shape) -> Bool {
        switch shape {
        case .scalar(let form): form.allowsNull
        case .object(let object): object.keys.allSatisfy { !$0.isRequired }
        case .either(let scalar, _, _): allowsNull(scalar)
        default: false
        }
    }

    private func isMap(_ node: DocumentNode) -> Bool {
        if case .map = node.content { return true }
        return node.isNull
    }

    private mutating func wrong(_ node: DocumentNode, _ shape: Shape, _ key: String) -> DocumentNode? {
        problems.error(Message(.valueWrong, ["key": .text(key), "expected": .message(Message(shape.expected))]), at: node.location)
        return nil
    }

    private mutating func choice(
        _ node: DocumentNode, _ values: [String], _ unavailable: [String], _ shape: Shape, _ key: String
    ) -> DocumentNode? {
        guard let text = node.text else { return wrong(node, shape, key) }
        if values.contains(text) { return node }
        if unavailable.contains(text) {
            problems.error(Message(.unavailable, ["name": .text(text)]), at: node.location)
        } else {
            problems.unknown(.kindValue, text, known: values, at: node.location)
        }
        return nil
    }

    private mutating func list(
        _ node: DocumentNode, _ element: Shape, orOne: Bool, atLeast: Int, atMost: Int?, _ shape: Shape, _ key: String
    ) -> DocumentNode? {
        guard case .list(let items) = node.content else {
            return orOne ? check(node, element, key: key) : wrong(node, shape, key)
        }
        if items.count < atLeast || items.count > atMost ?? .max {
            let message =
                atMost == atLeast
                ? Message(.listCount, ["key": .text(key), "count": .integer(atLeast)]) : Message(.listEmpty, ["key": .text(key)])
            problems.error(message, at: node.location)
        }
        var fitting = node
        fitting.content = .list(items.compactMap { check($0, element, key: key) })
        return fitting
    }

    private mutating func map(
        _ node: DocumentNode, _ keys: ScalarForm, _ values: Shape, atLeast: Int, _ shape: Shape, _ key: String
    ) -> DocumentNode? {
        guard case .map(let entries) = node.content else { return wrong(node, shape, key) }
        if entries.count < atLeast {
            problems.error(Message(.listEmpty, ["key": .text(key)]), at: node.location)
        }
        var fitting = node
        fitting.content = .map(
            entries.compactMap { entry in
                guard keys.accepts(entry.key) else {
                    let message = Message(.keyWrong, ["key": .text(entry.key), "expected": .message(Message(keys.expected))])
                    problems.error(message, at: entry.keyLocation)
                    return nil
                }
                guard let value = check(entry.value, values, key: entry.key) else { return nil }
                return DocumentNode.Entry(key: entry.key, keyLocation: entry.keyLocation, value: value)
            })
        return fitting
    }

    private mutating func tagged(_ node: DocumentNode, _ shape: TaggedShape, _ outer: Shape, _ key: String) -> DocumentNode? {
        guard case .map(let entries) = node.content, let entry = entries.first else { return wrong(node, outer, key) }
        for extra in entries.dropFirst() {
            problems.error(Message(.tagSecond, ["key": .text(extra.key), "first": .text(entry.key)]), at: extra.keyLocation)
        }
        guard let alternative = shape.alternatives.first(where: { $0.name == entry.key }) else {
            if shape.unavailable.contains(entry.key) {
                problems.error(Message(.unavailable, ["name": .text(entry.key)]), at: entry.keyLocation)
            } else {
                problems.unknown(shape.kind, entry.key, known: shape.alternatives.map(\.name) + shape.unavailable, at: entry.keyLocation)
            }
            return nil
        }
        guard let value = check(entry.value, .object(alternative.shape), key: entry.key) else { return nil }
        var fitting = node
        fitting.content = .map([DocumentNode.Entry(key: entry.key, keyLocation: entry.keyLocation, value: value)])
        return fitting
    }
}

// MARK: - Maps with fixed keys

extension ShapeCheck {
    private mutating func object(_ node: DocumentNode, _ shape: ObjectShape) -> DocumentNode {
        var fitting = node
        fitting.content = .map(
            node.entries.compactMap { entry in
                guard let key = shape.key(entry.key) else {
                    problems.unknown(.kindKey, entry.key, known: shape.keys.map(\.name), at: entry.keyLocation)
                    return nil
                }
                guard let value = check(entry.value, key.shape, key: entry.key) else { return nil }
                return DocumentNode.Entry(key: entry.key, keyLocation: entry.keyLocation, value: value)
            })
        for key in shape.keys where key.isRequired && node[key.name] == nil {
            missing(key.name, in: node)
        }
        for rule in shape.rules { check(node, rule) }
        return fitting
    }

    private mutating func missing(_ key: String, in node: DocumentNode) {
        problems.error(Message(.keyMissing, ["key": .text(key)]), at: node.location)
    }

    private mutating func check(_ node: DocumentNode, _ rule: ObjectShape.Rule) {
        func entry(_ key: String) -> DocumentNode.Entry? { node.entries.first { $0.key == key } }
        switch rule {
        case .excludes(let first, let second):
            guard let left = entry(first), let right = entry(second) else { return }
            let (earlier, later) = left.keyLocation < right.keyLocation ? (left, right) : (right, left)
            problems.error(Message(.keyExcluded, ["key": .text(later.key), "other": .text(earlier.key)]), at: later.keyLocation)
        case .oneNeeded(let keys):
            guard keys.allSatisfy({ node[$0] == nil }) else { return }
            problems.error(Message(.keyOneNeeded, ["needed": .list(keys.map { .text($0) })]), at: node.location)
        case .needs(let key, let needed):
            guard let entry = entry(key), node[needed] == nil else { return }
            problems.error(Message(.keyNeeds, ["key": .text(key), "needed": .text(needed)]), at: entry.keyLocation)
        case .when(let key, let value, let required, let forbidden):
            guard let deciding = entry(key), deciding.value.text == value else { return }
            for group in required where group.allSatisfy({ node[$0] == nil }) {
                let arguments: [String: MessageArgument] = ["key": .text(key), "value": .text(value)]
                if let only = group.first, group.count == 1 {
                    problems.error(Message(.keyNeededFor, arguments.merging(["needed": .text(only)]) { $1 }), at: deciding.value.location)
                } else {
                    let needed = MessageArgument.list(group.map { .text($0) })
                    problems.error(Message(.keyOneNeededFor, arguments.merging(["needed": needed]) { $1 }), at: deciding.value.location)
                }
            }
            for name in forbidden {
                guard let entry = entry(name) else { continue }
                let arguments: [String: MessageArgument] = ["name": .text(name), "key": .text(key), "value": .text(value)]
                problems.error(Message(.keyForeign, arguments), at: entry.keyLocation)
            }
        }
    }
}
