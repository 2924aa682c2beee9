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
