import Model

extension ScalarFunction {
    /// Choosing between values, and joining conditions.
    static let logical: [ScalarFunction] = [
        ScalarFunction("if", "JOS", 2...3) { arguments throws(ExpressionError) in
            let condition = try arguments.boolean(0)
            let values = try arguments.alike(Array(1..<arguments.count))
            return conditional([(condition, values[0])], otherwise: values.count > 1 ? values[1] : nil)
        },
        ScalarFunction("ifs", "JOS.JOUKKO", 2...any) { arguments throws(ExpressionError) in
            guard arguments.count % 2 == 0 else { throw arguments.odd() }
            let values = try arguments.alike(Array(stride(from: 1, to: arguments.count, by: 2)))
            var branches: [(TypedNode, TypedNode)] = []
            for (place, value) in values.enumerated() { branches.append((try arguments.boolean(2 * place), value)) }
            return conditional(branches, otherwise: nil)
        },
        ScalarFunction("switch", "MUUTA", 3...any) { arguments throws(ExpressionError) in
            let hasDefault = arguments.count % 2 == 0
            let end = hasDefault ? arguments.count - 1 : arguments.count
            let cases = Array(stride(from: 1, to: end, by: 2))
            let compared = try arguments.alike([0] + cases)
            let values = try arguments.alike(cases.map { $0 + 1 } + (hasDefault ? [end] : []))
            let branches = cases.indices.map { place in
                (TypedNode(kind: .comparison(.equal, compared[0], compared[place + 1]), type: .boolean), values[place])
            }
            return conditional(branches, otherwise: hasDefault ? values[values.count - 1] : nil)
        },
        ScalarFunction("choose", "VALITSE.INDEKSI", 2...any) { arguments throws(ExpressionError) in
            let index = try arguments.integer(0)
            let values = try arguments.alike(Array(1..<arguments.count))
            let branches = values.enumerated().map { place, value in
                let number = TypedNode(kind: .number(Int64(place + 1)), type: .integer)
                return (TypedNode(kind: .comparison(.equal, index, number), type: .boolean), value)
            }
            return conditional(branches, otherwise: nil)
        },
        // Its SQL says several times what can fail, so that it grows quickly where it is nested.
        ScalarFunction("iferror", "JOSVIRHE", 2...2, depth: 3 * Depth.ofCall) { arguments throws(ExpressionError) in
            let values = try arguments.alike([0, 1])
            return TypedNode(kind: .recovered(values[0], fallback: values[1]), type: values[0].type)
        },
        ScalarFunction("coalesce", "JOSTYHJÄ", also: [.en: ["ifblank", "ifnull"]], 2...any) { arguments throws(ExpressionError) in
            let values = try arguments.alike(Array(0..<arguments.count))
            return TypedNode(kind: .coalesced(values), type: values[0].type)
        },
        ScalarFunction("isblank", "ONTYHJÄ", 1...1) { arguments throws(ExpressionError) in
            TypedNode(kind: .isEmpty(arguments.values[0]), type: .boolean)
        },
        ScalarFunction("and", "JA", 1...any) { arguments throws(ExpressionError) in
            TypedNode(kind: .logic(.and, try arguments.booleans()), type: .boolean)
        },
        ScalarFunction("or", "TAI", 1...any) { arguments throws(ExpressionError) in
            TypedNode(kind: .logic(.or, try arguments.booleans()), type: .boolean)
        },
        ScalarFunction("not", "EI", 1...1) { arguments throws(ExpressionError) in
            TypedNode(kind: .not(try arguments.boolean(0)), type: .boolean)
        },
        ScalarFunction("xor", "EHDOTON.TAI", 2...any) { arguments throws(ExpressionError) in
            try arguments.booleans().dropFirst().reduce(try arguments.boolean(0)) { left, right in
                TypedNode(kind: .comparison(.notEqual, left, right), type: .boolean)
            }
        },
    ]

    private static func conditional(_ branches: [(TypedNode, TypedNode)], otherwise: TypedNode?) -> TypedNode {
        let type = branches.first?.1.type ?? .null
        return TypedNode(
            kind: .conditional(
                branches.map { ConditionalBranch(condition: $0.0, value: $0.1) },
                otherwise: otherwise ?? TypedNode(kind: .null, type: type)),
            type: type)
    }
}

extension CallArguments {
    fileprivate func booleans() throws(ExpressionError) -> [TypedNode] {
        var found: [TypedNode] = []
        for index in 0..<count { found.append(try boolean(index)) }
        return found
    }

    /// The error that conditions and values are to stand in pairs.
    fileprivate func odd() -> ExpressionError {
        ExpressionError(.expressionArgumentPairs, ["function": .text(function)], at: range)
    }
}
