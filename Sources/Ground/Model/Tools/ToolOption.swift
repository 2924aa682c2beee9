/// A value that a task gives to an option of a module tool.
package enum ToolValue: Hashable, Sendable {
    /// A text, a choice, or the name of a field or module.
    case text(String)
    case integer(Int64)
    /// As it is written, with a point and without needless zeros.
    case decimal(String)
    case boolean(Bool)
    /// The names of fields.
    case list([String])
    /// Lists of the names of fields.
    case lists([[String]])
}

/// What a module tool can be told.
package struct ToolOption: Hashable, Sendable {
    /// What the option's value is.
    package enum Kind: Hashable, Sendable {
        case text, integer, decimal, boolean
        case choice([String])
        /// An ISO 3166 code of two letters.
        case country
        /// A field of the segment's module, of one of these types; one that the tool writes cannot be the key.
        case field([FieldType], isWritten: Bool)
        /// Fields of the segment's module, of these types.
        case fields([FieldType], isWritten: Bool)
        /// Lists of fields: records belong together that agree in all fields of one of them.
        case match
        /// A module that has these fields.
        case module(fields: [String])
    }

    package var name: String
    package var kind: Kind
    package var isRequired: Bool
    /// What holds where the task says nothing.
    package var standard: ToolValue?

    package init(_ name: String, _ kind: Kind, required: Bool = false, standard: ToolValue? = nil) {
        self.name = name
        self.kind = kind
        isRequired = required
        self.standard = standard
    }

    /// The kind's name in definitions and JSON.
    package var kindName: String {
        switch kind {
        case .text: "text"
        case .integer: "integer"
        case .decimal: "decimal"
        case .boolean: "boolean"
        case .choice: "choice"
        case .country: "country"
        case .field: "field"
        case .fields: "fields"
        case .match: "match"
        case .module: "module"
        }
    }
}
