package import Tabular

extension Column {
    /// The cell at `row` as something that a text can show; nil where it has no value.
    ///
    /// For single records and titles, not for lists.
    package func argument(at row: Int) -> MessageArgument? {
        guard !isNull(row) else { return nil }
        switch type {
        case .text: return .text(text[row])
        case .integer: return .integer(Int(fixed[row]))
        case .decimal(let scale): return .decimal(unscaled: fixed[row], scale: scale)
        case .day: return .day(Day(number: Int(fixed[row])))
        case .instant: return .instant(Instant(microseconds: fixed[row]))
        case .boolean: return .message(Message(fixed[row] != 0 ? "localization.yes" : "localization.no"))
        }
    }
}
