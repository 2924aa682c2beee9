internal import Model
internal import Store

/// Finds the drop to which a file of rejected rows that comes back belongs.
enum Correction {
    /// How many drops are looked back on.
    private static let depth = 200

    /// The drop that the file's name starts with (`12.csv`, `12-korjattu.csv`), else the last one with rejected rows and the same columns.
    ///
    /// Nil where there is none: the file is then one like any other.
    static func original(
        of name: String, _ plan: DropPlan, _ source: SourceDefinition, in transaction: StoreTransaction
    ) throws -> Int64? {
        let digits = name.split(separator: "/").last.map { $0.prefix { $0.isASCII && $0.isNumber } } ?? ""
        let candidates = try transaction.drops.withRejects(source: source.name, limit: depth)
        if let id = Int64(digits), let named = candidates.first(where: { $0.id == id }) { return root(named) }
        let columns = Set(plan.mapping.mapped.map(\.field.key))
        let fitting = candidates.first { drop in
            guard let detail = drop.detail.flatMap(DropDetail.init(json:)) else { return false }
            return Set(detail.columns.map(\.field)) == columns
        }
        return fitting.map(root)
    }

    /// Rows that are corrected in several steps all belong to the file that brought them first.
    private static func root(_ drop: DropRecord) -> Int64 { drop.completes ?? drop.id }
}
