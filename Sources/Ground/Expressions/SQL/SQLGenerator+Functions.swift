import Model
import Tabular

/// Functions of values, memberships, and what cannot be computed.
extension SQLGenerator {
    mutating func writeFunction(_ node: TypedNode) {
        switch node.kind {
        case .call(let call): write(call.function.name, call.arguments)
        case .native(let function, let arguments): write(function, arguments)
        case .datePart(let part, let day):
            write("CAST(substr(", .node(day), ", \(part.place.start), \(part.place.count)) AS INTEGER)")
        case .conditional(let branches, let otherwise):
            write("CASE")
            for branch in branches { write(" WHEN ", .node(branch.condition), " THEN ", .node(branch.value)) }
            write(" ELSE ", .node(otherwise), " END")
        case .coalesced(let values): write("coalesce", values)
        case .recovered(let value, let fallback):
            write("CASE WHEN ")
            write(Failures.of(value))
            write(" THEN ", .node(fallback), " ELSE ", .node(value), " END")
        default: bind(.null)
        }
    }

    private mutating func write(_ function: String, _ arguments: [TypedNode]) {
        write("\(function)(")
        for (index, argument) in arguments.enumerated() { write(index == 0 ? "" : ", ", .node(argument)) }
        write(")")
    }

    // MARK: Memberships

    mutating func write(_ membership: Membership) {
        let record = "\(quoted(name(ofScope: membership.scope)))._id"
        switch membership.place {
        case .segment(let name):
            write("EXISTS (SELECT 1 FROM ajastin_segment_member AS member WHERE member.segment = ")
            bind(.text(name))
            write(" AND member.record = \(record))")
        case .list(let key, let values):
            write("(CAST(\(column(key.key, scope: membership.scope)) AS TEXT) IN (SELECT value FROM json_each(")
            bind(.text(JSONText.array(values)))
            write(")))")
        }
    }

    /// Items stand with semicolons between them.
    mutating func write(_ item: TypedNode, itemOf list: TypedNode) {
        write("(instr(';' || ", .node(list), " || ';', ';' || ", .node(item), " || ';') > 0)")
    }

    // MARK: Failures

    /// True where one of `failures` is met, and false or null elsewhere.
    mutating func write(_ failures: [Failure]) {
        guard !failures.isEmpty else { return write("FALSE") }
        write("(")
        for (index, failure) in failures.enumerated() {
            if index > 0 { write(" OR ") }
            write(failure)
        }
        write(")")
    }

    private mutating func write(_ failure: Failure) {
        write("(")
        for guardian in failure.guards {
            switch guardian {
            case .holds(let node): write(.node(node), " AND ")
            case .isNotTrue(let node): write(.node(node), " IS NOT TRUE AND ")
            case .isNotFalse(let node): write(.node(node), " IS NOT FALSE AND ")
            case .fails(let failures):
                write(failures)
                write(" AND ")
            }
        }
        switch failure.cause {
        case .isZero(let divisor): write(.node(divisor), " = 0")
        case .isNull(let node, let operands):
            for operand in operands { write(.node(operand), " IS NOT NULL AND ") }
            write(.node(node), " IS NULL")
        }
        write(")")
    }

    /// The number (from 1) of the first of `failures` that a record meets, or null.
    static func failureFragment(
        _ failures: [Failure], alias: String, today: Day, dayStart: @escaping (Day) -> Instant
    ) -> SQLFragment {
        var generator = SQLGenerator(alias: alias, today: today, dayStart: dayStart)
        generator.write("CASE")
        for (index, failure) in failures.enumerated() {
            generator.write(" WHEN ")
            generator.write(failure)
            generator.write(" THEN \(index + 1)")
        }
        generator.write(" END")
        return generator.fragment
    }
}
