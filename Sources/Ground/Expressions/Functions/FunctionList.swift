package import Model

/// The functions of expressions by name, for documentation and its tests.
package enum FunctionList {
    /// The names of all functions in `language` as they are written, in the order of their families; one that is both an aggregate and a
    /// function of values stands once.
    package static func names(in language: Language) -> [String] {
        var names: [String] = []
        let all = ScalarFunction.all.map { $0.names(in: language)[0] } + AggregateFunction.all.map { $0.names(in: language)[0] }
        for name in all where !names.contains(name) { names.append(name) }
        return names
    }
}
