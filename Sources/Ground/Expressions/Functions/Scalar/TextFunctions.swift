import Model

extension ScalarFunction {
    /// Texts, counted in Unicode scalars from 1.
    static let texts: [ScalarFunction] = [
        ScalarFunction("upper", "ISOT", 1...1) { arguments throws(ExpressionError) in text(.upper, [try arguments.text(0)]) },
        ScalarFunction("lower", "PIENET", 1...1) { arguments throws(ExpressionError) in text(.lower, [try arguments.text(0)]) },
        ScalarFunction("proper", "ERISNIMI", 1...1) { arguments throws(ExpressionError) in text(.proper, [try arguments.text(0)]) },
        ScalarFunction("trim", "POISTA.VÄLIT", 1...1) { arguments throws(ExpressionError) in text(.trim, [try arguments.text(0)]) },
        ScalarFunction("clean", "SIIVOA", 1...1) { arguments throws(ExpressionError) in text(.clean, [try arguments.text(0)]) },
        ScalarFunction("len", "PITUUS", also: [.en: ["length"]], 1...1) { arguments throws(ExpressionError) in
            TypedNode(kind: .native("length", [try arguments.text(0)]), type: .integer)
        },
        ScalarFunction("left", "VASEN", 1...2) { arguments throws(ExpressionError) in
            text(.left, [try arguments.text(0), try arguments.integer(1, or: 1)], failure: .argument)
        },
        ScalarFunction("right", "OIKEA", 1...2) { arguments throws(ExpressionError) in
            text(.right, [try arguments.text(0), try arguments.integer(1, or: 1)], failure: .argument)
        },
        ScalarFunction("mid", "POIMI.TEKSTI", 3...3) { arguments throws(ExpressionError) in
            text(.middle, [try arguments.text(0), try arguments.integer(1), try arguments.integer(2)], failure: .argument)
        },
        ScalarFunction("textbefore", "TEKSTI.ENNEN", 2...2) { arguments throws(ExpressionError) in
            text(.textBefore, [try arguments.text(0), try arguments.text(1)], failure: .notFound)
        },
        ScalarFunction("textafter", "TEKSTI.JÄLKEEN", 2...2) { arguments throws(ExpressionError) in
            text(.textAfter, [try arguments.text(0), try arguments.text(1)], failure: .notFound)
        },
        ScalarFunction("find", "ETSI", 2...3) { arguments throws(ExpressionError) in
            let found = [try arguments.text(0), try arguments.text(1), try arguments.integer(2, or: 1)]
            return TypedNode(kind: .call(SQLCall(function: .find, arguments: found, failure: .notFound)), type: .integer)
        },
        ScalarFunction("search", "KÄY.LÄPI", 2...3) { arguments throws(ExpressionError) in
            let folded = [text(.fold, [try arguments.text(0)]), text(.fold, [try arguments.text(1)]), try arguments.integer(2, or: 1)]
            return TypedNode(kind: .call(SQLCall(function: .find, arguments: folded, failure: .notFound)), type: .integer)
        },
        ScalarFunction("substitute", "VAIHDA", 3...4) { arguments throws(ExpressionError) in
            text(
                .substitute,
                [try arguments.text(0), try arguments.text(1), try arguments.text(2), try arguments.integer(3, or: 0)], failure: .argument)
        },
        ScalarFunction("replace", "KORVAA", 4...4) { arguments throws(ExpressionError) in
            text(
                .replace, [try arguments.text(0), try arguments.integer(1), try arguments.integer(2), try arguments.text(3)],
                failure: .argument)
        },
        ScalarFunction("concat", "YHDISTÄ", also: [.en: ["concatenate"], .fi: ["KETJUTA"]], 1...any) {
            arguments throws(ExpressionError) in
            text(.concatenate, arguments.values.map(asText))
        },
        ScalarFunction("textjoin", "TEKSTI.YHDISTÄ", 3...any) { arguments throws(ExpressionError) in
            let lead = [try arguments.text(0), try arguments.boolean(1)]
            return text(.join, lead + arguments.values.dropFirst(2).map(asText))
        },
        ScalarFunction("rept", "TOISTA", 2...2) { arguments throws(ExpressionError) in
            text(.repeated, [try arguments.text(0), try arguments.integer(1)], failure: .argument)
        },
        ScalarFunction("exact", "VERTAA", 2...2) { arguments throws(ExpressionError) in
            TypedNode(kind: .comparison(.equal, try arguments.text(0), try arguments.text(1)), type: .boolean)
        },
        ScalarFunction("value", "ARVO", 1...2) { arguments throws(ExpressionError) in
            let scale = try arguments.constant(1, in: 0...Checker.scaleLimit, or: 6)
            let digits = TypedNode(kind: .number(Int64(scale)), type: .integer)
            return TypedNode(
                kind: .call(SQLCall(function: .value, arguments: [try arguments.text(0), digits], failure: .number)),
                type: .number(scale: scale))
        },
        ScalarFunction("text", "TEKSTI", 1...2) { arguments throws(ExpressionError) in
            guard arguments.count == 2 else { return asText(arguments.values[0]) }
            return try formatted(arguments)
        },
    ]

    static func text(_ function: SQLFunction, _ arguments: [TypedNode], failure: FailureReason? = nil) -> TypedNode {
        TypedNode(kind: .call(SQLCall(function: function, arguments: arguments, failure: failure)), type: .text)
    }

    /// The value as a text: decimals with a point, dates as 2026-01-31; moments in UTC.
    static func asText(_ value: TypedNode) -> TypedNode {
        switch value.type {
        case .text: return value
        // They are kept as such texts.
        case .day, .instant, .null: return TypedNode(kind: value.kind, type: .text)
        case .integer, .decimal:
            return text(.numberText, [value, TypedNode(kind: .number(Int64(value.type.scale ?? 0)), type: .integer)])
        case .boolean:
            func word(_ text: String) -> TypedNode { TypedNode(kind: .text(text), type: .text) }
            let branches = [
                ConditionalBranch(condition: value, value: word("true")),
                ConditionalBranch(condition: TypedNode(kind: .not(value), type: .boolean), value: word("false")),
            ]
            return TypedNode(kind: .conditional(branches, otherwise: TypedNode(kind: .null, type: .text)), type: .text)
        }
    }

    /// The value of `text(value, format)`.
    private static func formatted(_ arguments: CallArguments) throws(ExpressionError) -> TypedNode {
        let format = TypedNode(kind: .text(try arguments.constantText(1)), type: .text)
        let value = arguments.values[0]
        if value.type == .day {
            guard DateFormat(try arguments.constantText(1)) != nil else { throw arguments.unknown(1, DateFormat.examples) }
            return text(.dateFormat, [value, format])
        }
        let number = try arguments.number(0)
        guard NumberFormat(try arguments.constantText(1)) != nil else { throw arguments.unknown(1, NumberFormat.examples) }
        return text(.numberFormat, [number, TypedNode(kind: .number(Int64(number.type.scale ?? 0)), type: .integer), format])
    }
}

extension CallArguments {
    /// A whole number, or `standard` where the argument is missing.
    func integer(_ index: Int, or standard: Int64) throws(ExpressionError) -> TypedNode {
        index < count ? try integer(index) : TypedNode(kind: .number(standard), type: .integer)
    }
}
