/// What a stretch of rows held.
struct RowTally: Sendable {
    var rows = 0
    var cells = 0
    var cutTexts = 0
    var datesAsText = 0
    var numbersAsText = 0
    var links = HyperlinkBuffer()
    /// Addresses that were beyond what a sheet can link to.
    var linksLeftOut = 0
    /// For each column the characters of its longest text, or the digits of its largest number.
    var contentLengths: [Int]

    init(columnCount: Int) {
        contentLengths = Array(repeating: 0, count: columnCount)
    }

    /// Notes that a cell of the column at `index` takes `length` characters.
    mutating func widen(_ index: Int, _ length: Int) { contentLengths[index] = max(contentLengths[index], length) }

    mutating func add(_ other: RowTally) {
        rows += other.rows
        cells += other.cells
        cutTexts += other.cutTexts
        datesAsText += other.datesAsText
        numbersAsText += other.numbersAsText
        links.append(other.links)
        linksLeftOut += other.linksLeftOut
        for (index, length) in other.contentLengths.enumerated() { contentLengths[index] = max(contentLengths[index], length) }
    }
}
