import Model

extension ScalarFunction {
    /// Calculations, all of them exact.
    static let numbers: [ScalarFunction] = [
        ScalarFunction("abs", "ITSEISARVO", 1...1) { arguments throws(ExpressionError) in
            let value = try arguments.number(0)
            return call(.absolute, [value], value.type, failure: .tooLarge)
        },
        ScalarFunction("sign", "ETUMERKKI", 1...1) { arguments throws(ExpressionError) in
            call(.sign, [try arguments.number(0)], .integer)
        },
        ScalarFunction("round", "PYÖRISTÄ", 1...2) { arguments throws(ExpressionError) in try rounded(arguments, .halfAway) },
        ScalarFunction("roundup", "PYÖRISTÄ.DES.YLÖS", 1...2) { arguments throws(ExpressionError) in try rounded(arguments, .away) },
        ScalarFunction("rounddown", "PYÖRISTÄ.DES.ALAS", 1...2) { arguments throws(ExpressionError) in
            try rounded(arguments, .towardZero)
        },
        ScalarFunction("trunc", "KATKAISE", 1...2) { arguments throws(ExpressionError) in try rounded(arguments, .towardZero) },
        ScalarFunction("int", "KOKONAISLUKU", 1...1) { arguments throws(ExpressionError) in try rounded(arguments, .down) },
        ScalarFunction("ceiling", "PYÖRISTÄ.KERR.YLÖS", 2...2) { arguments throws(ExpressionError) in
            let values = try arguments.numbers()
            return call(.ceiling, values, values[0].type, failure: .argument)
        },
        ScalarFunction("floor", "PYÖRISTÄ.KERR.ALAS", 2...2) { arguments throws(ExpressionError) in
            let values = try arguments.numbers()
            return call(.floor, values, values[0].type, failure: .argument)
        },
        ScalarFunction("mod", "JAKOJ", 2...2) { arguments throws(ExpressionError) in
            let values = try arguments.numbers()
            return call(.modulo, values, values[0].type, failure: .division)
        },
        ScalarFunction("quotient", "OSAMÄÄRÄ", 2...2) { arguments throws(ExpressionError) in
            call(.quotient, try arguments.numbers(), .integer, failure: .division)
        },
        ScalarFunction("power", "POTENSSI", 2...2) { arguments throws(ExpressionError) in
            let base = try arguments.number(0)
            let scale = base.type.scale ?? 0
            let exponent = scale == 0 ? try arguments.integer(1) : try arguments.exponent(1)
            guard scale > 0, case .number(let count) = exponent.kind else {
                return call(.power, [base, exponent, number(0)], .integer, failure: .tooLarge)
            }
            let digits = scale * Int(count)
            let kept = min(digits, Checker.scaleLimit)
            return call(.power, [base, exponent, number(Int64(digits - kept))], .number(scale: kept), failure: .tooLarge)
        },
        ScalarFunction("min", "MIN", 1...any) { arguments throws(ExpressionError) in try extreme(arguments, "min") },
        ScalarFunction("max", "MAKS", also: [.fi: ["MAX"]], 1...any) { arguments throws(ExpressionError) in try extreme(arguments, "max") },
        ScalarFunction("sum", "SUMMA", 1...any) { arguments throws(ExpressionError) in
            let values = try arguments.numbers()
            return call(.sum, values, values[0].type, failure: .tooLarge)
        },
        ScalarFunction("avg", "KESKIARVO", also: [.en: ["average"]], 1...any) { arguments throws(ExpressionError) in
            let values = try arguments.numbers()
            let type = values[0].type
            let scale = min(Checker.scaleLimit, (type.scale ?? 0) + 2)
            let sum = call(.sum, values, type, failure: .tooLarge)
            let count = TypedNode(kind: .number(Int64(values.count)), type: .integer)
            return TypedNode(kind: .arithmetic(.divide, sum, count), type: .decimal(scale: scale))
        },
        ScalarFunction("iseven", "ONPARILLINEN", 1...1) { arguments throws(ExpressionError) in
            TypedNode(kind: .comparison(.equal, try remainder(arguments), number(0)), type: .boolean)
        },
        ScalarFunction("isodd", "ONPARITON", 1...1) { arguments throws(ExpressionError) in
            TypedNode(kind: .comparison(.equal, try remainder(arguments), number(1)), type: .boolean)
        },
    ]

    static func call(_ function: SQLFunction, _ arguments: [TypedNode], _ type: ValueType, failure: FailureReason? = nil) -> TypedNode {
        TypedNode(kind: .call(SQLCall(function: function, arguments: arguments, failure: failure)), type: type)
    }

    static func number(_ value: Int64) -> TypedNode { TypedNode(kind: .number(value), type: .integer) }

    private static func remainder(_ arguments: CallArguments) throws(ExpressionError) -> TypedNode {
        call(.modulo, [try arguments.integer(0), number(2)], .integer)
    }

    private static func rounded(_ arguments: CallArguments, _ rounding: Rounding) throws(ExpressionError) -> TypedNode {
        let value = try arguments.number(0)
        let scale = value.type.scale ?? 0
        let digits = try arguments.constant(1, in: -Checker.scaleLimit...Checker.scaleLimit, or: 0)
        guard digits < scale else { return value }
        let whole = call(.round, [value, number(Int64(scale - digits)), number(rounding.rawValue)], .number(scale: max(0, digits)))
        guard digits < 0 else { return whole }
        let power = number(Int64.powerOfTen(-digits))
        return TypedNode(kind: .arithmetic(.multiply, whole, power), type: .integer)
    }

    private static func extreme(_ arguments: CallArguments, _ function: String) throws(ExpressionError) -> TypedNode {
        let values = try arguments.alike(Array(0..<arguments.count))
        // With one argument it would be SQL's aggregate.
        guard values.count > 1 else { return values[0] }
        return TypedNode(kind: .native(function, values), type: values[0].type)
    }
}

extension CallArguments {
    /// Every argument as a number, in the widest of their scales.
    fileprivate func numbers() throws(ExpressionError) -> [TypedNode] {
        for index in 0..<count { _ = try number(index) }
        let values = try alike(Array(0..<count))
        return values[0].type == .null ? values.map { _ in TypedNode(kind: .null, type: .integer) } : values
    }

    /// A power of a decimal is known only with its exponent.
    fileprivate func exponent(_ index: Int) throws(ExpressionError) -> TypedNode {
        ScalarFunction.number(Int64(try constant(index, in: 0...Checker.scaleLimit)))
    }
}
