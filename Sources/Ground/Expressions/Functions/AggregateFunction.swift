/// A function over the child records of a record.
struct AggregateFunction: Sendable {
    /// What stands in its parentheses before `where`.
    enum Operand: Sendable {
        /// A child module.
        case records
        /// A field of a child module, of a type that `accepts`.
        case field(accepts: @Sendable (ValueType) -> Bool)
    }

    /// The canonical spelling.
    let name: String
    let operand: Operand
    /// The type of the value, given that of the field.
    let type: @Sendable (ValueType) -> ValueType
    /// The SQL of the selected value, given that of the field.
    let sql: @Sendable (_ field: String, _ type: ValueType) -> String

    /// Whether its SQL is EXISTS rather than a selected value.
    var isExistence: Bool { name == AggregateFunction.exists.name }

    /// Every function, in the order in which documentation lists them.
    static let all = [count, exists, sum, average, minimum, maximum]

    static let count = AggregateFunction(name: "count", operand: .records, type: { _ in .integer }, sql: { _, _ in "count(*)" })

    static let exists = AggregateFunction(name: "exists", operand: .records, type: { _ in .boolean }, sql: { _, _ in "1" })

    /// The sum of nothing is 0.
    static let sum = AggregateFunction(
        name: "sum", operand: .field { $0.scale != nil }, type: { $0 }, sql: { field, _ in "coalesce(sum(\(field)), 0)" })

    /// The average of nothing is null; it has two digits more than the field, rounded half away from zero.
    static let average = AggregateFunction(
        name: "avg", operand: .field { $0.scale != nil }, type: { .decimal(scale: min(18, ($0.scale ?? 0) + 2)) },
        sql: { field, type in
            "\(SQLFunction.divide.name)(sum(\(field)), count(\(field)), \(min(18, (type.scale ?? 0) + 2) - (type.scale ?? 0)))"
        })

    static let minimum = AggregateFunction(
        name: "min", operand: .field { $0 != .boolean }, type: { $0 }, sql: { field, _ in "min(\(field))" })

    static let maximum = AggregateFunction(
        name: "max", operand: .field { $0 != .boolean }, type: { $0 }, sql: { field, _ in "max(\(field))" })
}
