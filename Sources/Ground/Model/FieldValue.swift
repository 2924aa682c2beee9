package import Tabular

/// One value of a field, typed; for definitions and single records, never for the paths that move rows.
package enum FieldValue: Hashable, Sendable {
    case text(String)
    case integer(Int64)
    /// The value times ten to the power of `scale`.
    case decimal(unscaled: Int64, scale: Int)
    case day(Day)
    case instant(Instant)
    case boolean(Bool)
    /// The items of a list field.
    case list([String])
}
