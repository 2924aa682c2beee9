/// Takes what an ``XMLPushParser`` finds; what it throws ends the parsing and comes out of the parser.
package protocol XMLHandler: AnyObject {
    /// An element starts.
    func start(_ element: borrowing XMLElement) throws
    /// The element `name` ends.
    func end(_ name: borrowing XMLName) throws
    /// A piece of text in UTF-8; one text may arrive in several pieces.
    func characters(_ text: Span<UInt8>) throws
}
