import Archive
import XML

/// A package of parts in a ZIP archive (ECMA-376 part 2): what an .xlsx or .docx is.
///
/// The same parts make the same bytes: their order is kept, and no time of the making is noted outside the properties.
package struct OPCPackage: Sendable {
    /// The parts in the order in which they are written, without the properties.
    package var parts: [OPCPart]
    /// What the document says of itself.
    package var properties: DocumentProperties
    private let mainPart: String

    /// A package whose document is in the part named `mainPart`.
    package init(mainPart: String, parts: [OPCPart], properties: DocumentProperties) {
        self.mainPart = mainPart
        self.parts = parts
        self.properties = properties
    }

    /// Writes the package to `path`; when that fails, there is nothing there that was not there before.
    package func write(to path: String) throws(OPCError) {
        let entries: [(name: String, content: EntryContent)]
        do { entries = try self.entries() } catch { throw OPCError(error) }
        do throws(ArchiveError) {
            var archive = try ZipWriter(path: path)
            for entry in entries { try archive.add(entry.name, entry.content, compression: .deflated, time: .earliest) }
            try archive.close()
        } catch {
            throw OPCError(error)
        }
    }

    private func entries() throws(XMLError) -> [(name: String, content: EntryContent)] {
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let metadata = "http://schemas.openxmlformats.org/package/2006/relationships/metadata"
        let all =
            try parts + [
                OPCPart(
                    name: "docProps/core.xml", contentType: "application/vnd.openxmlformats-package.core-properties+xml",
                    content: .memory(properties.corePart())),
                OPCPart(
                    name: "docProps/app.xml",
                    contentType: "application/vnd.openxmlformats-officedocument.extended-properties+xml",
                    content: .memory(properties.applicationPart())),
            ]
        let links = [
            OPCRelationship(id: "rId1", type: office + "/officeDocument", target: mainPart),
            OPCRelationship(id: "rId2", type: metadata + "/core-properties", target: "docProps/core.xml"),
            OPCRelationship(id: "rId3", type: office + "/extended-properties", target: "docProps/app.xml"),
        ]
        var entries: [(name: String, content: EntryContent)] = [
            ("[Content_Types].xml", .memory(try PackageIndex.contentTypes(all))),
            ("_rels/.rels", .memory(try PackageIndex.relationships(links))),
        ]
        for part in all {
            entries.append((part.name, part.content))
            guard !part.relationships.isEmpty || !part.writtenRelationships.isEmpty else { continue }
            let index = try PackageIndex.relationships(part.relationships, written: part.writtenRelationships)
            entries.append((part.relationshipsName, .memory(index)))
        }
        return entries
    }
}
