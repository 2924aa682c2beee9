import OPC

/// The links of a part, as its `.rels` part holds them.
enum RelationshipsPart {
    static let head = Array(
        ("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
            + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">").utf8)
    static let tail = Array("</Relationships>".utf8)

    /// The name of the part that holds the links of `part`.
    static func name(of part: String) -> String {
        let slash = part.lastIndex(of: "/").map { part.index(after: $0) } ?? part.startIndex
        return "\(part[..<slash])_rels/\(part[slash...]).rels"
    }

    /// The name of the part whose links the part `name` holds; nil where it holds none.
    static func owner(of name: String) -> String? {
        var segments = name.split(separator: "/", omittingEmptySubsequences: false)
        guard name.hasSuffix(".rels"), segments.count > 1, segments[segments.count - 2] == "_rels" else { return nil }
        segments.remove(at: segments.count - 2)
        return String(segments.joined(separator: "/").dropLast(5))
    }

    static func element(_ link: OPCRelationship) -> [UInt8] {
        var attributes = [("Id", link.id), ("Type", link.type), ("Target", link.target)]
        if link.isExternal { attributes.append(("TargetMode", "External")) }
        return ContentTypes.element("Relationship", attributes)
    }

    static func bytes(_ links: [OPCRelationship]) -> [UInt8] { head + links.flatMap(element) + tail }
}
