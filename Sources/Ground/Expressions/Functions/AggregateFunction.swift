import Model

/// A function over the child records of a record.
final class AggregateFunction: Sendable {
    /// What stands in its parentheses before `where`.
    enum Operand: Sendable {
        /// A child module.
        case records
        /// A field of a child module, of a type that `accepts`.
        case field(accepts: @Sendable (ValueType) -> Bool)
    }

    /// How its value comes from the child records.
    enum Selection: Sendable {
        /// From all of them: the SQL of the selected value, given that of the field.
        case all(sql: @Sendable (_ field: String, _ type: ValueType) -> String)
        /// Whether there is one.
        case existence
        /// From the first or the last of them in some order.
        case one(isLast: Bool)
    }

    /// The canonical spelling.
    let name: String
    /// Excel's Finnish name, where it has the function.
    let finnish: String
    let aliases: [Language: [String]]
    let operand: Operand
    /// The type of the value, given that of the field.
    let type: @Sendable (ValueType) -> ValueType
    let selection: Selection

    init(
        _ name: String, _ finnish: String, also aliases: [Language: [String]] = [:], of operand: Operand,
        type: @escaping @Sendable (ValueType) -> ValueType, _ selection: Selection
    ) {
        self.name = name
        self.finnish = finnish
        self.aliases = aliases
        self.operand = operand
        self.type = type
        self.selection = selection
    }

    /// Every name in `language`; the first is the one that is written.
    func names(in language: Language) -> [String] {
        switch language {
        case .en: [name] + aliases[.en, default: []]
        case .fi: [finnish] + aliases[.fi, default: []]
        }
    }

    /// Whether a field in whose order to look may be named.
    var takesOrder: Bool {
        if case .one = selection { true } else { false }
    }

    /// Every function, in the order in which documentation lists them.
    static let all = [count, exists, sum, average, minimum, maximum, first, latest]

    static let count = AggregateFunction("count", "LASKE", of: .records, type: { _ in .integer }, .all { _, _ in "count(*)" })

    static let exists = AggregateFunction("exists", "ONKO", of: .records, type: { _ in .boolean }, .existence)

    /// The sum of nothing is 0.
    static let sum = AggregateFunction(
        "sum", "SUMMA", of: .field { $0.scale != nil }, type: { $0 }, .all { field, _ in "coalesce(sum(\(field)), 0)" })

    /// The average of nothing is null; it has two digits more than the field, rounded half away from zero.
    static let average = AggregateFunction(
        "avg", "KESKIARVO", also: [.en: ["average"]], of: .field { $0.scale != nil },
        type: { .decimal(scale: min(18, ($0.scale ?? 0) + 2)) },
        .all { field, type in
            "\(SQLFunction.divide.name)(sum(\(field)), count(\(field)), \(min(18, (type.scale ?? 0) + 2) - (type.scale ?? 0)))"
        })

    static let minimum = AggregateFunction(
        "min", "MIN", of: .field { $0 != .boolean }, type: { $0 }, .all { field, _ in "min(\(field))" })

    static let maximum = AggregateFunction(
        "max", "MAKS", also: [.fi: ["MAX"]], of: .field { $0 != .boolean }, type: { $0 }, .all { field, _ in "max(\(field))" })

    static let first = AggregateFunction("first", "ENSIMMÄINEN", of: .field { _ in true }, type: { $0 }, .one(isLast: false))

    static let latest = AggregateFunction("latest", "VIIMEISIN", of: .field { _ in true }, type: { $0 }, .one(isLast: true))
}
