package import Archive

/// A part of a package.
package struct OPCPart: Sendable {
    /// Its path in the package without a leading slash, such as `xl/workbook.xml`.
    package var name: String
    /// Its media type.
    package var contentType: String
    /// Its bytes; deflated unless they already are.
    package var content: EntryContent
    /// Where it links to.
    package var relationships: [OPCRelationship]
    /// Further relationships, as the XML that their part holds: for parts that have very many.
    package var writtenRelationships: [UInt8] = []

    package init(name: String, contentType: String, content: EntryContent, relationships: [OPCRelationship] = []) {
        self.name = name
        self.contentType = contentType
        self.content = content
        self.relationships = relationships
    }

    /// The path of the part that holds its relationships.
    var relationshipsName: String {
        let slash = name.lastIndex(of: "/").map { name.index(after: $0) } ?? name.startIndex
        return "\(name[..<slash])_rels/\(name[slash...]).rels"
    }
}
