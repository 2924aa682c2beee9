/// How deep expressions may nest.
///
/// SQLite before 3.46 parses with a stack of 100 entries, and its expression trees are at most 1,000 high. The costs here are the entries
/// that an operand waits for at its place in the SQL, as measured with 3.40 and with the widening of numbers counted in.
enum Depth {
    /// What an expression may cost; the rest of the stack is for the statement around it.
    static let limit = 75

    /// What a call costs beside its arguments.
    static let ofCall = 9

    /// So many conditions joined by `and` or `or` stand side by side; more are halved, so that the tree stays low.
    static let termsSideBySide = 16

    /// The entries that the SQL of `kind` needs.
    static func of(_ kind: SyntaxNode.Kind) -> Int {
        switch kind {
        case .null, .boolean, .integer, .decimal, .text, .day, .period, .name: 1
        case .negate(let operand): operand.depth + 6
        case .not(let operand): operand.depth + 2
        case .logic(_, let terms): deepest(terms) + 3 * (1 + halvings(of: terms.count))
        case .comparison(_, let left, let right): max(left.depth + 2, right.depth + 4)
        case .arithmetic(_, let left, let right): max(left.depth + 4, right.depth + 6)
        case .match(_, let left, let right): max(left.depth + 7, right.depth + 9)
        case .between(let operand, let lower, let upper): max(operand.depth + 2, lower.depth + 4, upper.depth + 6)
        case .membership(let operand, let values): max(operand.depth + 2, deepest(values) + 7)
        case .within(let operand, _): max(operand.depth + 2, 6)
        case .isEmpty(let operand): operand.depth + 4
        case .aggregate(let call): (call.condition?.depth ?? 1) + ofCall
        case .call(let call): deepest(call.arguments) + call.function.depth
        case .joined(let parts): deepest(parts) + ofCall
        case .member: 10
        case .item(let operand, _): operand.depth + 12
        }
    }

    private static func deepest(_ nodes: [SyntaxNode]) -> Int { nodes.map(\.depth).max() ?? 0 }

    private static func halvings(of count: Int) -> Int {
        count <= termsSideBySide ? 0 : 1 + halvings(of: (count + 1) / 2)
    }
}
