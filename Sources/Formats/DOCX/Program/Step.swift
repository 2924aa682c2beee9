/// A step of the program that makes a part for a record.
///
/// Ranges are of the bytes of the ``PartProgram``.
indirect enum Step: Sendable {
    /// Bytes as they are.
    case literal(Range<Int>)
    /// Bytes that depend on the copy; the range has those of the template.
    case patch(Patch.Kind, Range<Int>)
    /// A run with a value, unless it is empty.
    case value(slot: Int, ValueFormat, opening: Range<Int>, closing: Range<Int>)
    /// A run with the number of the record.
    case number(isSequence: Bool, opening: Range<Int>, closing: Range<Int>)
    /// A run with a piece of another field's code.
    case code([TextPiece], opening: Range<Int>, closing: Range<Int>)
    case condition(Test, [Step], [Step])
    /// Steps for each record of the module of this number.
    case region(module: Int, [Step])
    /// A table that is left out when none of its rows, all of which repeat, is there.
    case table([Step])
    /// Steps among which a region is, and bytes for where it has no records.
    case filled([Step], otherwise: Range<Int>)
    /// Moves to the next record, if the test holds.
    case next(Test?)
    /// Gives the record up, if the test holds.
    case skip(Test)
    /// Where the properties of the section go that ends here unless the record is the last, with what stands around them.
    case sectionBreak(before: Range<Int>, after: Range<Int>)
}

extension Step {
    var dependsOnRecord: Bool {
        switch self {
        case .literal, .sectionBreak: false
        case .patch(let kind, _):
            switch kind {
            case .joined, .copyNumber, .copyMark, .drawingNumber, .firstCopyOnly, .sectionBreak: false
            case .noteNumber, .link: true
            }
        case .table(let steps), .filled(let steps, _): steps.contains { $0.dependsOnRecord }
        default: true
        }
    }
}
