/// A stretch of a part that repeats for each record of a module.
struct Region: Sendable {
    /// What repeats.
    enum Shape: Sendable {
        case rows
        case paragraphs
        /// What stands between the marks in one paragraph.
        case text
    }

    let module: String
    let shape: Shape
    /// The first and the last of the nodes that it takes, which are siblings.
    let first: Int
    let last: Int
    /// The bytes that repeat: without the paragraphs that hold nothing but a mark.
    let content: Range<Int>
    /// The bytes behind those that repeat which stay, where the place would be left without a paragraph.
    let tail: Range<Int>
    /// Whether a paragraph is needed where nothing repeats.
    var needsParagraph = false
}
