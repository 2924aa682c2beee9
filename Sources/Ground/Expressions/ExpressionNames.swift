package import Model

/// What the names in an expression can mean.
package struct ExpressionNames: Sendable {
    /// A segment as expressions see it.
    package struct Segment: Sendable {
        /// The module over which it is kept.
        package var module: String
        /// The keys of the records that it includes by hand.
        package var included: [String]

        package init(module: String, included: [String] = []) {
            self.module = module
            self.included = included
        }
    }

    package var modules: [String: ModuleDefinition]
    package var segments: [String: Segment]

    package init(modules: [String: ModuleDefinition], segments: [String: Segment] = [:]) {
        self.modules = modules
        self.segments = segments
    }

    /// The names that `catalog` defines.
    package init(_ catalog: Catalog) {
        modules = catalog.modules
        segments = catalog.segments.mapValues { Segment(module: $0.module, included: $0.included) }
    }
}

/// What a name in an expression was found to mean.
enum NameMeaning: Sendable {
    case module(ModuleDefinition)
    case field(FieldDefinition, of: ModuleDefinition)
    case segment
}
