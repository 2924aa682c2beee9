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

/// How a part is made for a record.
struct PartProgram: Sendable {
    /// The name of the part.
    let part: String
    /// What its steps copy from.
    var bytes: [UInt8] = []
    /// Before the first record.
    var head: [Step] = []
    /// For each record.
    var body: [Step] = []
    /// The section properties that end the document.
    var section: [Step] = []
    /// Behind the last record.
    var tail: [Step] = []
    /// What stands between the lines of a value: the markup that ends a text, breaks the line and begins a text.
    var lineBreak: [UInt8] = []
    var tabulator: [UInt8] = []
    /// How far the numbers of one copy are from those of the next.
    var copyStride = 1
    var noteStride = 1

    /// Whether what it makes depends on the record.
    var dependsOnRecord: Bool { body.contains { $0.dependsOnRecord } }
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

/// The names that programs have values for, each known by its number.
struct SlotTable: Sendable {
    /// A field of the record, or of the records of a module.
    struct Slot: Hashable, Sendable {
        let name: String
        let module: Int?
    }

    private(set) var slots: [Slot] = []
    private(set) var modules: [String] = []
    private var slotNumbers: [Slot: Int] = [:]
    private var moduleNumbers: [String: Int] = [:]

    /// The number of the field `name`, in the region of `module`.
    mutating func slot(_ name: String, module: Int?) -> Int {
        let slot = Slot(name: name, module: module)
        if let number = slotNumbers[slot] { return number }
        slotNumbers[slot] = slots.count
        slots.append(slot)
        return slots.count - 1
    }

    /// The number of the module `name`.
    mutating func module(_ name: String) -> Int {
        if let number = moduleNumbers[name.lowercased()] { return number }
        moduleNumbers[name.lowercased()] = modules.count
        modules.append(name)
        return modules.count - 1
    }
}
