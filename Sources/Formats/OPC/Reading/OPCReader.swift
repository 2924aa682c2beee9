package import Archive
package import XML

/// Reads the parts of a package (ECMA-376 part 2).
package final class OPCReader {
    private let archive: ZipReader
    /// By name in lower case: names are the same whatever their capitals (section 6.2.2.3).
    private let entries: [String: ZipEntry]
    /// The most bytes that a part may inflate to.
    private let limit: Int

    /// A reader of the package in `archive`, no part of which may inflate to more than `limit` bytes.
    package init(_ archive: ZipReader, limit: Int) {
        self.archive = archive
        self.limit = limit
        entries = Dictionary(archive.entries.map { ($0.name.lowercased(), $0) }) { first, _ in first }
    }

    /// Whether there is a part of this name.
    package func contains(_ part: String) -> Bool { entries[part.lowercased()] != nil }

    /// Lets `handler` see the part chunk by chunk, as the caller asks for it.
    ///
    /// - Throws: `missingPart`, `partTooLarge`, `damagedPart`, `encrypted`, `io`.
    package func feed(_ part: String, to handler: any XMLHandler, chunkSize: Int = 1 << 14) throws(OPCReadError) -> PartFeed {
        guard let entry = entries[part.lowercased()] else { throw OPCReadError(.missingPart, part: part) }
        guard entry.size <= limit else { throw OPCReadError(.partTooLarge(limit: limit), part: part) }
        let stream: EntryStream
        do { stream = try archive.stream(entry) } catch { throw OPCReadError(error, part: part) }
        return try PartFeed(part, stream, handler, chunkSize: chunkSize)
    }

    /// Lets `handler` see the whole part.
    ///
    /// - Throws: as ``feed(_:to:chunkSize:)``, and what the handler throws.
    package func read(_ part: String, into handler: any XMLHandler) throws {
        let feed = try feed(part, to: handler)
        while try feed.step() {}
    }

    /// Where `part` leads, or the package itself where it is empty; nowhere when that is not said.
    ///
    /// - Throws: as ``read(_:into:)``.
    package func relationships(of part: String) throws -> [OPCRelationship] {
        let name = OPCPart(name: part, contentType: "", content: .memory([])).relationshipsName
        guard contains(name) else { return [] }
        let handler = RelationshipsHandler()
        try read(name, into: handler)
        return handler.relationships
    }

    /// The name of the part that `target`, as `part` has it, leads to (section 6.2.3: a reference relative to the part).
    package static func resolve(_ target: String, from part: String) -> String {
        var segments = target.hasPrefix("/") ? [] : part.split(separator: "/").dropLast()
        for segment in target.split(separator: "/") where segment != "." {
            if segment == ".." { _ = segments.popLast() } else { segments.append(segment) }
        }
        return segments.joined(separator: "/")
    }
}

/// Gathers the links of a `.rels` part.
private final class RelationshipsHandler: XMLHandler {
    private(set) var relationships: [OPCRelationship] = []

    func start(_ element: borrowing XMLElement) {
        guard element.isNamed("Relationship"), let id = element.text("Id"), let type = element.text("Type"),
            let target = element.text("Target")
        else { return }
        relationships.append(
            OPCRelationship(id: id, type: type, target: target, isExternal: element.text("TargetMode") == "External"))
    }

    func end(_ name: borrowing XMLName) {}
    func characters(_ text: Span<UInt8>) {}
}
