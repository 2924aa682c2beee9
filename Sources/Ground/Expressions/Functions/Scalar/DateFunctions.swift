import Model

extension ScalarFunction {
    /// Dates; today is that of the run.
    static let dates: [ScalarFunction] = [
        ScalarFunction("today", "TÄMÄ.PÄIVÄ", 0...0) { _ throws(ExpressionError) in TypedNode(kind: .day(.today(offset: 0)), type: .day) },
        ScalarFunction("date", "PÄIVÄYS", 3...3) { arguments throws(ExpressionError) in
            let parts = [try arguments.integer(0), try arguments.integer(1), try arguments.integer(2)]
            return call(.makeDate, parts, .day, failure: .date)
        },
        ScalarFunction("datevalue", "PÄIVÄYSARVO", 1...1) { arguments throws(ExpressionError) in
            call(.dateValue, [try arguments.text(0)], .day, failure: .date)
        },
        ScalarFunction("year", "VUOSI", 1...1) { arguments throws(ExpressionError) in part(.year, try arguments.day(0)) },
        ScalarFunction("quarter", "NELJÄNNES", 1...1) { arguments throws(ExpressionError) in
            let month = part(.month, try arguments.day(0))
            let shifted = TypedNode(kind: .arithmetic(.add, month, number(2)), type: .integer)
            return call(.quotient, [shifted, number(3)], .integer)
        },
        ScalarFunction("month", "KUUKAUSI", 1...1) { arguments throws(ExpressionError) in part(.month, try arguments.day(0)) },
        ScalarFunction("day", "PÄIVÄ", 1...1) { arguments throws(ExpressionError) in part(.day, try arguments.day(0)) },
        ScalarFunction("weekday", "VIIKONPÄIVÄ", 1...2) { arguments throws(ExpressionError) in
            // 1: from Sunday = 1, as Excel counts when it is not told; 2: from Monday = 1; 3: from Monday = 0.
            let kind = try arguments.constant(1, in: 1...3, or: 1)
            return call(.weekday, [try arguments.day(0), number(Int64(kind))], .integer)
        },
        ScalarFunction("isoweeknum", "VIIKKO.ISO.NRO", 1...1) { arguments throws(ExpressionError) in
            call(.isoWeek, [try arguments.day(0)], .integer)
        },
        ScalarFunction("edate", "PÄIVÄ.KUUKAUSI", 2...2) { arguments throws(ExpressionError) in
            call(.addMonths, [try arguments.day(0), try arguments.integer(1)], .day, failure: .date)
        },
        ScalarFunction("eomonth", "KUUKAUSI.LOPPU", 2...2) { arguments throws(ExpressionError) in
            call(.endOfMonth, [try arguments.day(0), try arguments.integer(1)], .day, failure: .date)
        },
        ScalarFunction("days", "PV", also: [.fi: ["PÄIVÄT"]], 2...2) { arguments throws(ExpressionError) in
            TypedNode(kind: .daysBetween(from: try arguments.day(1), to: try arguments.day(0)), type: .integer)
        },
        ScalarFunction("datedif", "PVMERO", also: [.fi: ["DATEDIF"]], 3...3) { arguments throws(ExpressionError) in
            let unit = try arguments.constantText(2).lowercased()
            guard DateDifference(rawValue: unit) != nil else { throw arguments.unknown(2, DateDifference.allCases.map(\.rawValue)) }
            return call(
                .dateDifference, [try arguments.day(0), try arguments.day(1), TypedNode(kind: .text(unit), type: .text)], .integer,
                failure: .argument)
        },
        ScalarFunction("age", "IKÄ", 1...2) { arguments throws(ExpressionError) in
            let end = arguments.count > 1 ? try arguments.day(1) : TypedNode(kind: .day(.today(offset: 0)), type: .day)
            let unit = TypedNode(kind: .text(DateDifference.years.rawValue), type: .text)
            return call(.dateDifference, [try arguments.day(0), end, unit], .integer, failure: .argument)
        },
        ScalarFunction("workday", "TYÖPÄIVÄ", 2...2) { arguments throws(ExpressionError) in
            call(.addWorkdays, [try arguments.day(0), try arguments.integer(1)], .day, failure: .date)
        },
        ScalarFunction("networkdays", "TYÖPÄIVÄT", 2...2) { arguments throws(ExpressionError) in
            call(.workdaysBetween, [try arguments.day(0), try arguments.day(1)], .integer)
        },
    ]

    private static func part(_ part: DatePart, _ day: TypedNode) -> TypedNode { TypedNode(kind: .datePart(part, day), type: .integer) }
}
