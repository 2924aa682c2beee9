package import Tabular

/// A column of the table.
package struct PDFColumn: Hashable, Sendable {
    /// Where cells stand between the left and the right edge.
    package enum Alignment: String, Hashable, Sendable {
        /// As the type has it: numbers right, everything else left.
        case general
        case left
        case center
        case right
    }

    /// The heading.
    package var heading: String
    /// The type of its cells.
    package var type: ColumnType
    /// What the numbers count, such as `EUR`: told once, in the heading.
    package var unit: String?
    /// The decimals that are shown; without it, those of the type.
    ///
    /// Fewer are rounded half away from zero.
    package var fractionDigits: Int?
    /// Whether thousands are set apart: not for years and numbers that name something.
    package var isGrouped: Bool
    /// Where cells stand.
    package var alignment: Alignment
    /// The width in points; without one, what the contents need.
    package var width: Double?

    /// A column of cells of `type`.
    package init(
        _ heading: String, _ type: ColumnType, unit: String? = nil, fractionDigits: Int? = nil, isGrouped: Bool = true,
        alignment: Alignment = .general, width: Double? = nil
    ) {
        self.heading = heading
        self.type = type
        self.unit = unit
        self.fractionDigits = fractionDigits
        self.isGrouped = isGrouped
        self.alignment = alignment
        self.width = width
    }

    /// Where its cells stand, `general` resolved.
    var resolvedAlignment: Alignment {
        guard alignment == .general else { return alignment }
        switch type {
        case .text, .boolean, .day, .instant: return .left
        case .integer, .decimal: return .right
        }
    }

    /// Whether its cells are texts that may go over several lines.
    var isWrapped: Bool { type.isText }

    /// The heading with the unit.
    var fullHeading: String { unit.map { "\(heading), \($0)" } ?? heading }
}
