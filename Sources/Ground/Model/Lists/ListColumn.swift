/// A column of a customer list.
package struct ListColumn: Hashable, Sendable {
    /// Where its values come from.
    package enum Source: Hashable, Sendable {
        /// The field of the module with the column's key.
        case field
        /// An expression over the record, in canonical form.
        case expression(String)
    }

    /// The field's key, or the name that a computed column was given.
    package var key: String
    package var source: Source
    /// The heading; nil: the field's label, or the key of a computed column.
    package var label: LocalizedText?
    /// The width in characters; nil: what the contents need.
    package var width: Int?
    /// How its numbers or dates are written, in the codes of the function `text`, such as `# ##0,00` or `d.m.yyyy`; nil: as the reader's
    /// language has it.
    package var format: String?

    package init(
        _ key: String, _ source: Source = .field, label: LocalizedText? = nil, width: Int? = nil, format: String? = nil
    ) {
        self.key = key
        self.source = source
        self.label = label
        self.width = width
        self.format = format
    }
}

/// One column that orders the rows of a list.
package struct SortKey: Hashable, Sendable {
    package enum Direction: String, Hashable, Sendable, CaseIterable {
        case ascending, descending
    }

    /// Where rows without a value stand.
    package enum Nulls: String, Hashable, Sendable, CaseIterable {
        case first, last
    }

    /// A field of the module, or a computed column of the list.
    package var key: String
    package var direction: Direction
    package var nulls: Nulls

    package init(_ key: String, direction: Direction = .ascending, nulls: Nulls = .last) {
        self.key = key
        self.direction = direction
        self.nulls = nulls
    }
}
