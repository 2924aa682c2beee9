import Model
import Tabular

/// Writes the SQL of a checked expression: what the user wrote reaches it as parameters or as quoted identifiers.
struct SQLGenerator {
    let alias: String
    let today: Day
    let dayStart: (Day) -> Instant
    private(set) var fragment = SQLFragment()

    init(alias: String, today: Day, dayStart: @escaping (Day) -> Instant) {
        self.alias = alias
        self.today = today
        self.dayStart = dayStart
    }

    /// The SQL of `node`.
    static func fragment(
        of node: TypedNode, alias: String, today: Day, dayStart: @escaping (Day) -> Instant
    ) -> SQLFragment {
        var generator = SQLGenerator(alias: alias, today: today, dayStart: dayStart)
        generator.write(node)
        return generator.fragment
    }

    /// A piece of what is written next: SQL as it is, or a node.
    enum Piece: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
        case sql(String)
        case node(TypedNode)

        init(stringLiteral value: String) { self = .sql(value) }
    }

    mutating func write(_ pieces: Piece...) {
        for piece in pieces {
            switch piece {
            case .sql(let sql): fragment.sql += sql
            case .node(let node): write(node)
            }
        }
    }

    mutating func bind(_ value: SQLValue) {
        fragment.sql += "?"
        fragment.bindings.append(value)
    }

    mutating func write(_ node: TypedNode) {
        switch node.kind {
        case .null: bind(.null)
        case .boolean(let value): bind(.integer(value ? 1 : 0))
        case .number(let value): bind(.integer(value))
        case .text(let text): bind(.text(text))
        case .day(let day): bind(day.day(today: today).map { .text($0.iso) } ?? .null)
        case .instant(let instant): bind(moment(instant).map { .text($0.isoUTC) } ?? .null)
        case .field(let reference): write(.sql(column(reference.field.key, scope: reference.scope)))
        case .aggregate(let aggregation): write(aggregation)
        case .not(let operand): write("(NOT ", .node(operand), ")")
        case .logic(let operation, let terms): write(terms[...], joinedBy: operation)
        case .comparison(let comparison, let left, let right): write("(", .node(left), " \(comparison.rawValue) ", .node(right), ")")
        case .between(let operand, let lower, let upper):
            write("(", .node(operand), " BETWEEN ", .node(lower), " AND ", .node(upper), ")")
        case .membership(let operand, let values): write(operand, in: values)
        case .isEmpty(let operand):
            operand.type == .text ? write("(coalesce(", .node(operand), ", '') = '')") : write("(", .node(operand), " IS NULL)")
        case .match(let match, let text, let part): write(match, text, part)
        case .call, .native, .datePart, .conditional, .coalesced, .recovered: writeFunction(node)
        case .member(let membership): write(membership)
        case .item(let item, let list): write(item, itemOf: list)
        default: writeCalculation(node)
        }
    }

    private mutating func writeCalculation(_ node: TypedNode) {
        let scale = node.type.scale ?? 0
        switch node.kind {
        case .widened(let operand, let digits): write("(", .node(operand), " * \(Int64.powerOfTen(digits)))")
        case .rescaled(let operand): write(operand, rescaledBy: scale - (operand.type.scale ?? 0))
        case .arithmetic(.add, let left, let right): call(.add, .node(left), .node(right))
        case .arithmetic(.subtract, let left, let right): call(.subtract, .node(left), .node(right))
        case .arithmetic(.multiply, let left, let right):
            call(.multiply, .node(left), .node(right), "\((left.type.scale ?? 0) + (right.type.scale ?? 0) - scale)")
        case .arithmetic(.divide, let left, let right):
            call(.divide, .node(left), .node(right), "\(scale + (right.type.scale ?? 0) - (left.type.scale ?? 0))")
        case .shiftedDay(let day, let days, let isForward): call(.addDays, .node(day), .node(days), isForward ? "1" : "-1")
        case .daysBetween(let from, let to): call(.daysBetween, .node(from), .node(to))
        default: bind(.null)
        }
    }

    mutating func call(_ function: SQLFunction, _ arguments: Piece...) {
        write("\(function.name)(")
        for (index, argument) in arguments.enumerated() { write(index == 0 ? "" : ", ", argument) }
        write(")")
    }

    private mutating func write(_ operand: TypedNode, rescaledBy digits: Int) {
        digits >= 0
            ? call(.multiply, .node(operand), "\(Int64.powerOfTen(digits))", "0") : call(.multiply, .node(operand), "1", "\(-digits)")
    }

    private mutating func write(_ terms: ArraySlice<TypedNode>, joinedBy operation: LogicOperator) {
        write("(")
        if terms.count > Depth.termsSideBySide {
            let middle = terms.startIndex + (terms.count + 1) / 2
            write(terms[..<middle], joinedBy: operation)
            write(" \(operation.rawValue) ")
            write(terms[middle...], joinedBy: operation)
        } else {
            for (index, term) in terms.enumerated() { write(index == 0 ? "" : " \(operation.rawValue) ", .node(term)) }
        }
        write(")")
    }

    private mutating func write(_ operand: TypedNode, in values: [TypedNode]) {
        write("(", .node(operand), " IN (")
        for (index, value) in values.enumerated() { write(index == 0 ? "" : ", ", .node(value)) }
        write("))")
    }

    private mutating func write(_ match: TextMatch, _ text: TypedNode, _ part: TypedNode) {
        switch match {
        case .contains:
            write("(instr(")
            writeFolded(text, part)
            write(") > 0)")
        case .startsWith:
            write("(instr(")
            writeFolded(text, part)
            write(") = 1)")
        case .endsWith:
            write("\(SQLFunction.endsWith.name)(")
            writeFolded(text, part)
            write(")")
        }
    }

    private mutating func writeFolded(_ text: TypedNode, _ part: TypedNode) {
        writeFolded(text)
        write(", ")
        writeFolded(part)
    }

    private mutating func writeFolded(_ node: TypedNode) {
        if case .text(let text) = node.kind { bind(.text(TextFolding.fold(text))) } else { call(.fold, .node(node)) }
    }

    private mutating func write(_ aggregation: Aggregation) {
        let value = aggregation.field.map { column($0.key, scope: aggregation.scope) } ?? "*"
        switch aggregation.function.selection {
        case .existence: write("EXISTS (SELECT 1")
        case .all(let sql): write(.sql("(SELECT " + sql(value, aggregation.field.map { ValueType($0) } ?? .integer)))
        case .one: write(.sql("(SELECT \(value)"))
        }
        write(" FROM \(quoted(aggregation.module)) AS \(quoted(name(ofScope: aggregation.scope))) WHERE ")
        write(.sql(column(aggregation.link, scope: aggregation.scope)))
        write(" = ", .sql(column(aggregation.parentKey, scope: aggregation.parentScope)))
        if let condition = aggregation.condition { write(" AND ", .node(condition)) }
        if case .one(let isLast) = aggregation.function.selection, let order = aggregation.order {
            let place = column(order.key, scope: aggregation.scope)
            let direction = isLast ? " DESC" : ""
            write(" AND \(place) IS NOT NULL ORDER BY \(place)\(direction), ")
            write("\(quoted(name(ofScope: aggregation.scope)))._id\(direction) LIMIT 1")
        }
        write(")")
    }

    // MARK: Names and moments

    func name(ofScope scope: Int) -> String { scope == 0 ? alias : "\(alias)_\(scope)" }

    func column(_ key: String, scope: Int) -> String { "\(quoted(name(ofScope: scope))).\(quoted(key))" }

    func quoted(_ identifier: String) -> String { "\"\(identifier.replacing("\"", with: "\"\""))\"" }

    private func moment(_ constant: InstantConstant) -> Instant? {
        switch constant {
        case .fixed(let instant): instant
        case .start(let day): day.day(today: today).map(dayStart)
        // Moments are kept in whole seconds.
        case .end(let day): day.day(today: today).map { dayStart($0.advanced(by: 1)) + .seconds(-1) }
        }
    }
}
