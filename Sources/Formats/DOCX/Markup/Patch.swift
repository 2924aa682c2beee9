/// A place in the markup of a part whose bytes depend on the copy that is being made.
struct Patch: Sendable {
    /// What stands there.
    enum Kind: Hashable, Sendable {
        /// A number that is the same within one copy and another in each: that of a bookmark, say.
        case copyNumber(Int)
        /// A mark that tells a name of one copy from that of another.
        case copyMark
        /// A number that no other drawing has.
        case drawingNumber
        /// The number of a footnote or an endnote.
        case noteNumber(Int)
        /// The name of the relationship to a header or a footer.
        case link(String)
        /// Only the first copy has it.
        case firstCopyOnly
        /// Other bytes where several records are joined in one document.
        case joined([UInt8])
        /// The properties of the section that ends here where another record follows, with what stands around them.
        case sectionBreak(before: [UInt8], after: [UInt8])
    }

    /// The bytes in whose place it comes.
    let range: Range<Int>
    let kind: Kind
}
