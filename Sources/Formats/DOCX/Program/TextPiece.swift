/// A piece of a text that is made for a record: an operand of IF, a part of another field's code.
indirect enum TextPiece: Sendable {
    case literal(String)
    case value(slot: Int, ValueFormat)
    case condition(Test, [TextPiece], [TextPiece])
    case number(isSequence: Bool)
}

/// What is asked of a record.
struct Test: Sendable {
    let left: [TextPiece]
    let comparison: Comparison
    let right: [TextPiece]
}
