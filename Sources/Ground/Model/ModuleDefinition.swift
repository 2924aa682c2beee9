package import Tabular

/// The type of a field, as `type:` names it.
package enum FieldType: String, Hashable, Sendable, CaseIterable {
    case text, integer, decimal, date, instant, boolean, email, phone, choice
    case postalCode = "postal-code"
    /// Several texts in one field, such as tags; see ``ItemList``.
    case list

    /// Whether values are kept as text.
    package var isText: Bool {
        switch self {
        case .text, .email, .phone, .postalCode, .choice, .list: true
        case .integer, .decimal, .date, .instant, .boolean: false
        }
    }
}

/// One field of a module.
package struct FieldDefinition: Hashable, Sendable {
    /// The name by which definitions, columns and expressions refer to it.
    package var key: String
    package var type: FieldType
    package var label: LocalizedText
    /// Digits after the decimal point, for decimals.
    package var scale: Int
    /// Shown beside numbers, such as `EUR`.
    package var unit: String?
    /// The values that a choice, or each item of a list, may have, in their order; empty: a list may have any.
    package var choices: [String]
    /// Whether a row without a value is rejected.
    package var isRequired: Bool
    /// The country of postal codes and of phone numbers without a country code, by its ISO 3166 code.
    package var country: String?

    package init(
        key: String, type: FieldType, label: LocalizedText? = nil, scale: Int = 0, unit: String? = nil, choices: [String] = [],
        isRequired: Bool = false
    ) {
        self.key = key
        self.type = type
        self.label = label ?? LocalizedText(key)
        self.scale = scale
        self.unit = unit
        self.choices = choices
        self.isRequired = isRequired
    }

    /// How the field's values travel in batches.
    package var columnType: ColumnType {
        switch type {
        case .text, .email, .phone, .postalCode, .choice, .list: .text
        case .integer: .integer
        case .decimal: .decimal(scale: scale)
        case .date: .day
        case .instant: .instant
        case .boolean: .boolean
        }
    }
}

/// A table of records with typed fields: `modules/<name>.yaml`.
package struct ModuleDefinition: Hashable, Sendable {
    /// How the records of a module belong to those of another.
    package struct Parent: Hashable, Sendable {
        /// The field of this module that holds the key of the parent record.
        package var field: String
        package var module: String

        package init(field: String, module: String) {
            self.field = field
            self.module = module
        }
    }

    package var name: String
    package var label: LocalizedText
    /// The field whose value identifies a record; without one, records can only be appended or replaced.
    package var key: String?
    package var parent: Parent?
    /// In the order of the file.
    package var fields: [FieldDefinition]

    package init(name: String, label: LocalizedText, key: String?, parent: Parent? = nil, fields: [FieldDefinition]) {
        self.name = name
        self.label = label
        self.key = key
        self.parent = parent
        self.fields = fields
    }

    /// The field with this key.
    package func field(_ key: String) -> FieldDefinition? { fields.first { $0.key == key } }

    /// Whether a person may mean this module by `name`: its name, or its label in some language, however it is capitalized.
    package func isCalled(_ name: String) -> Bool {
        ([self.name] + Language.allCases.map { label.text(in: $0) }).contains { LetterName.folded($0) == LetterName.folded(name) }
    }
}

extension FieldDefinition {
    /// Whether it holds several texts.
    package var isList: Bool { type.rawValue == "list" }

    /// Whether its values can be summed.
    package var isNumber: Bool { type == .integer || type == .decimal }
}

extension FieldDefinition {
    /// Whether a letter may mean this field by `name`: its key, or its label in some language.
    package func isCalled(_ name: String) -> Bool {
        ([key] + Language.allCases.map { label.text(in: $0) }).contains { LetterName.folded($0) == LetterName.folded(name) }
    }
}

/// How Word writes the names of merge fields: without telling capitals apart, and with `_` for blanks.
package enum LetterName {
    package static func folded(_ name: String) -> String { name.lowercased().replacing("_", with: " ") }
}
